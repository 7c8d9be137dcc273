"""How often annotations are found again in an edited text: right, wrong, or named as orphans.

    python benchmarks/reanchor.py [--texts FILE.jsonl] [--rounds 5] [--peer]

Eight kinds of edit are made on each text by a script that knows where every character went, so
the truth is exact. "there" are spans whose text still stands in the new text, "changed" those with
some characters changed inside, "gone" those that were deleted and must become orphans. Every kind
is measured with the old text at hand and without it. --peer runs the rule of the Hypothesis client
(quote 50, prefix 20, suffix 20, position 2; always the best candidate; errors up to half the quote)
on the same input.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from curate.annotate.anchor import folded_marks, fragment
from curate.annotate.approximate import best_places, distance
from curate.annotate.reanchor import Renewal
from curate.annotate.record import Fragment
from curate.text import Span

CORPUS = Path(__file__).parents[1] / "corpus" / "documents" / "0001.jsonl"
SENTENCE = re.compile(r"[^\s.!?][^.!?\n]{20,}[.!?]+[”’\"')]*\s")


class Piece(NamedTuple):
    """A stretch of the new text: what stands there, and the old characters it came from."""

    text: str
    start: int = -1
    end: int = -1


class Case(NamedTuple):
    old: str
    pieces: list[Piece]
    near: tuple[int, int]  # old offsets around which half of the spans are drawn


Kind = Callable[[str, random.Random, str], Case | None]


def kept(text: str, start: int, end: int) -> Piece:
    return Piece(text[start:end], start, end)


def insertion(text: str, chance: random.Random, other: str) -> Case | None:
    at = chance.choice(borders(text))
    new = " ".join(chance.sample(sentences(other), 2))
    return Case(text, [kept(text, 0, at), Piece(new), kept(text, at, len(text))], (at, at))


def deleted_line(text: str, chance: random.Random, other: str) -> Case | None:
    lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*\n", text)]
    if not lines:
        return None
    start, end = chance.choice(lines)
    return Case(text, [kept(text, 0, start), kept(text, end, len(text))], (start, end))


def straightened(text: str, chance: random.Random, other: str) -> Case | None:
    new = folded_marks(text)
    pieces = [Piece(new[n], n, n + 1) for n in range(len(text))]
    marks = [n for n in range(len(text)) if new[n] != text[n]]
    if not marks:
        return None
    at = chance.choice(marks)
    return Case(text, pieces, (at, at + 1))


def joined(text: str, chance: random.Random, other: str) -> Case | None:
    pieces = [Piece(" " if char == "\n" else char, n, n + 1) for n, char in enumerate(text)]
    at = chance.randrange(len(text))
    return Case(text, pieces, (at, at + 1))


def corrected(text: str, chance: random.Random, other: str) -> Case | None:
    pieces = []
    at = 0
    for n, char in enumerate(text):
        if char.isalpha() and chance.random() < 0.01:
            letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
            char, at = chance.choice([letter, letter + char, char + letter]), n
        pieces.append(Piece(char, n, n + 1))
    return Case(text, pieces, (at, at + 1))


def deleted_sentence(text: str, chance: random.Random, other: str) -> Case | None:
    found = [match.span() for match in SENTENCE.finditer(text)]
    if not found:
        return None
    start, end = chance.choice(found)
    return Case(text, [kept(text, 0, start), kept(text, end, len(text))], (start, end))


def lookalike(text: str, chance: random.Random, other: str) -> Case | None:
    """A sentence is deleted while one like it (or the same) stands elsewhere."""
    found = [match.span() for match in SENTENCE.finditer(text)]
    if len(found) < 4:
        return None
    start, end = chance.choice(found)
    words = text[start:end].split(" ")
    if chance.random() < 0.7 and len(words) > 5:
        words[chance.randrange(1, len(words) - 1)] = chance.choice(["new", "the", "other", "two"])
    far = [at for at in borders(text) if abs(at - start) > 200]
    if not far:
        return None
    at = chance.choice(far)
    double = " ".join(words)
    old = text[:at] + double + text[at:]
    if at <= start:
        start, end = start + len(double), end + len(double)
    return Case(old, [kept(old, 0, start), kept(old, end, len(old))], (start, end))


def moved(text: str, chance: random.Random, other: str) -> Case | None:
    found = [match.span() for match in re.finditer(r"[^\n]{80,}\n+", text)]
    if len(found) < 3:
        return None
    start, end = chance.choice(found)
    at = chance.choice([one for one, _ in found if one < start or one > end] or [0])
    paragraph = kept(text, start, end)
    if at < start:
        pieces = [kept(text, 0, at), paragraph, kept(text, at, start), kept(text, end, len(text))]
    else:
        pieces = [kept(text, 0, start), kept(text, end, at), paragraph, kept(text, at, len(text))]
    return Case(text, pieces, (start, end))


KINDS: dict[str, Kind] = {
    "text inserted": insertion,
    "line deleted": deleted_line,
    "quotes straightened": straightened,
    "lines joined": joined,
    "characters corrected": corrected,
    "sentence deleted": deleted_sentence,
    "… with a lookalike": lookalike,
    "paragraph moved": moved,
}


def sentences(text: str) -> list[str]:
    found = [match.group() for match in SENTENCE.finditer(text)]
    return found if len(found) > 1 else ["It was said so before. ", "Nobody knew of it then. "]


def borders(text: str) -> list[int]:
    return [match.end() for match in SENTENCE.finditer(text)] or [0]


def spans(case: Case, chance: random.Random, count: int) -> Iterator[Span]:
    """Runs of one to forty words, half of them near the edit."""
    words = [match.span() for match in re.finditer(r"\S+", case.old)]
    near = [n for n, (start, _) in enumerate(words) if case.near[0] - 80 <= start < case.near[1]]
    for number in range(count):
        first = chance.choice(near if near and number % 2 else range(len(words)))
        length = chance.choice([1, 1, 2, 3, 5, 8, 13, 25, 40])
        last = min(first + length, len(words)) - 1
        yield Span(words[first][0], words[last][1])


def truth(case: Case, span: Span) -> tuple[str, Span | None]:
    """Whether a span is there, changed or gone in the new text (or split), and where."""
    at = 0
    found: list[tuple[int, int]] = []
    parts, covered = [], 0
    for piece in case.pieces:
        if 0 <= piece.start < span.end and piece.end > span.start:
            if len(piece.text) == piece.end - piece.start:
                low = max(0, span.start - piece.start)
                high = min(len(piece.text), span.end - piece.start)
            else:
                low, high = 0, len(piece.text)
            found.append((at + low, at + high))
            parts.append(piece.text[low:high])
            covered += min(piece.end, span.end) - max(piece.start, span.start)
        at += len(piece.text)
    if not found:
        return "gone", None
    apart = any(one[1] != two[0] for one, two in pairwise(found))
    if apart or covered < len(span):
        return "split", None
    where = Span(found[0][0], found[-1][1])
    same = "".join(parts) == case.old[span.start : span.end]
    return ("there" if same else "changed"), where


def hypothesis_rule(item: Fragment, new: str) -> Span | None:
    """The best candidate by quote, context and position, as the Hypothesis client takes it."""
    exact = [match.start() for match in re.finditer(re.escape(item.exact), new)]
    found = [Span(at, at + len(item.exact)) for at in exact]
    if not found:
        found = list(best_places(new, item.exact, min(256, len(item.exact) // 2)))

    def share(one: str, other: str) -> float:
        return 1 - distance(one, other) / max(len(one), len(other), 1)

    def score(span: Span) -> float:
        quote = 1 - distance(item.exact, span.of(new)) / len(item.exact)
        before = share(item.prefix, new[max(0, span.start - len(item.prefix)) : span.start])
        after = share(item.suffix, new[span.end : span.end + len(item.suffix)])
        near = 1 - abs(span.start - item.start) / max(len(new), 1)
        return 50 * quote + 20 * before + 20 * after + 2 * near

    return max(found, key=score, default=None)


def measure(texts: list[str], rounds: int, count: int, peer: bool) -> None:
    names = ["with the old text", "without it"] + (["Hypothesis rule"] if peer else [])
    print(f"{'':22} {'':18} {'there':>17} {'changed':>17} {'gone':>11}")
    print(
        f"{'edit':22} {'':18} {'right wrong orph':>17} {'right wrong orph':>17} {'orph wrong':>11}"
    )
    totals = {name: Counter[str]() for name in names}
    for kind, make in KINDS.items():
        tally = {name: Counter[str]() for name in names}
        for number in range(rounds):
            for place, text in enumerate(texts):
                chance = random.Random(f"{kind} {number} {place}")
                case = make(text, chance, texts[place - 1])
                if case is None:
                    continue
                new = "".join(piece.text for piece in case.pieces)
                renewals = {names[0]: Renewal(new, case.old), names[1]: Renewal(new)}
                for span in spans(case, chance, count):
                    state, where = truth(case, span)
                    item = fragment(case.old, span)
                    for name in names if state != "split" else ():
                        if name in renewals:
                            found = renewals[name].find(item)
                            got = found.span if found else None
                        else:
                            got = hypothesis_rule(item, new)
                        verdict = "orphan" if got is None else "right" if got == where else "wrong"
                        tally[name][f"{state} {verdict}"] += 1
        for name in names:
            show(kind if name == names[0] else "", name, tally[name])
            totals[name] += tally[name]
    for name in names:
        show("ALL" if name == names[0] else "", name, totals[name])
        there = sum(n for key, n in totals[name].items() if key.startswith("there"))
        wrong = sum(n for key, n in totals[name].items() if key.endswith("wrong"))
        right = totals[name]["there right"] / max(there, 1)
        every = sum(totals[name].values())
        print(
            f"{'':22} {name:18} right where there {right:.2%}, wrong {wrong / every:.2%} of {every}"
        )


def show(kind: str, name: str, tally: Counter[str]) -> None:
    cells = [
        " ".join(f"{tally[f'{state} {verdict}']:5}" for verdict in ("right", "wrong", "orphan"))
        for state in ("there", "changed")
    ]
    gone = f"{tally['gone orphan']:5} {tally['gone wrong']:5}"
    print(f"{kind:22} {name:18} {cells[0]} {cells[1]} {gone}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=Path, default=CORPUS, help="JSON lines with raw or text")
    options.add_argument("--limit", type=int, default=40, help="use at most so many texts")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--spans", type=int, default=40, help="for each text and round")
    options.add_argument("--peer", action="store_true")
    chosen = options.parse_args()
    texts = []
    for line in chosen.texts.read_bytes().split(b"\n"):
        record = json.loads(line or b"{}")
        text = next((record[key] for key in ("raw", "text") if record.get(key)), "")
        if 500 < len(text) < 60_000:
            texts.append(text)
    texts = texts[: chosen.limit]
    began = time.perf_counter()
    measure(texts, chosen.rounds, chosen.spans, chosen.peer)
    print(f"{len(texts)} texts, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
