"""How much page furniture goes, and what else goes with it, for `curate` and others.

    python benchmarks/page_noise.py path/to/dev.jsonl [--peers] [--errors FAMILY]

Reads documents with exact labels (one JSON object a line: text, gold, noise_lines, noise_spans,
neutral_lines, joins) and prints the metric of that data's README for each family. A noise item is
removed when less than half of its letters and digits are left, a content line is lost likewise.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from curate.clean import CleanSettings, Recipe, clean_text
from curate.text import apply

FAMILIES = ("rfc", "man_pdf", "man_tty", "pdf_doc", "gutenberg", "scan", "seedlike", "control")
WORD = re.compile(r"\w+(?:[’'-]\w+)*")
Kept = list[int]
"""For each character of the text, its offset in the output, or -1 where it is gone or no letter."""


def align(text: str, output: str) -> Kept:
    """Which letters and digits of the text are in the output: by line, then inside lines."""
    kept = [-1] * len(text)
    ours, theirs = _lines(text), _lines(output)
    keys = [["".join(filter(str.isalnum, line)) for _, line in side] for side in (ours, theirs)]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag in ("equal", "replace"):
            left = [o + i for o, line in ours[i1:i2] for i, c in enumerate(line) if c.isalnum()]
            right = [o + i for o, line in theirs[j1:j2] for i, c in enumerate(line) if c.isalnum()]
            pairs = (
                zip(left, right, strict=True)
                if tag == "equal"
                else _inside(text, output, left, right)
            )
            for a, b in pairs:
                kept[a] = b
    return kept


def _lines(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def _inside(text, output, left, right):
    a, b = "".join(text[i] for i in left), "".join(output[i] for i in right)
    if len(a) * len(b) > 4e7:
        return
    for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            yield left[block.a + i], right[block.b + i]


def align_edits(text: str, edits, noise: bytearray) -> Kept:
    """The same from the edits themselves, exactly; a tie keeps content."""
    kept, at, shift = [-1] * len(text), 0, 0
    for edit in (*edits, None):
        stop = edit.span.start if edit else len(text)
        for i in range(at, stop):
            if text[i].isalnum():
                kept[i] = i + shift
        if edit:
            start = edit.span.start + shift
            left = [edit.span.start + i for i, c in enumerate(edit.old) if c.isalnum()]
            right = [start + i for i, c in enumerate(edit.new) if c.isalnum()]
            output = " " * start + edit.new
            content = [i for i in left if not noise[i]]
            pairs = list(_inside(text, output, content, right))
            if len(pairs) < len(right):
                pairs = _inside(text, output, left, right)
            for a, b in pairs:
                kept[a] = b
            shift += len(edit.new) - len(edit.old)
            at = edit.span.end
    return kept


@dataclass
class Score:
    """What happened to one document."""

    items: int = 0
    removed: int = 0
    lost: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    content: int = 0
    gone: int = 0
    joins: int = 0
    closed: int = 0
    open: list[str] = field(default_factory=list)
    breaks: int = 0
    breaks_kept: int = 0
    broken_words: int = 0
    mended: int = 0
    new_bad: int = 0
    bad: list[str] = field(default_factory=list)
    words: int = 0

    @property
    def f1(self) -> float:
        """Of items removed against content lines lost."""
        precision = self.removed / (self.removed + len(self.lost)) if self.removed else 0.0
        recall = self.removed / self.items if self.items else 1.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def perfect(self) -> bool:
        """All noise gone, at most 0.05 % of content lost."""
        return self.removed == self.items and self.gone <= 0.0005 * max(self.content, 1)


def noise_of(document: dict) -> tuple[list[tuple[int, int]], bytearray]:
    """The spans of noise, and for each character whether it is."""
    lines, noise = _lines(document["text"]), bytearray(len(document["text"]))
    spans = [tuple(span[:2]) for span in document.get("noise_spans") or ()]
    noisy = set(document.get("noise_lines") or ())
    spans += [(lines[n - 1][0], lines[n - 1][0] + len(lines[n - 1][1])) for n in sorted(noisy)]
    for start, end in spans:
        noise[start:end] = b"\1" * (end - start)
    return spans, noise


def score(document: dict, output: str, kept: Kept) -> Score:
    text, result, lines = document["text"], Score(), _lines(document["text"])
    spans, noise = noise_of(document)
    for start, end in spans:
        letters = [i for i in range(start, end) if text[i].isalnum()]
        left = sum(kept[i] >= 0 for i in letters)
        is_gone = 2 * left < len(letters) if letters else text[start:end] not in output
        result.items += 1
        result.removed += is_gone
        if not is_gone:
            result.missed.append(text[start:end])
    neutral = set(document.get("neutral_lines") or ())
    for number, (start, line) in enumerate(lines, 1):
        letters = [i for i in range(start, start + len(line)) if text[i].isalnum() and not noise[i]]
        if number in neutral or not letters:
            continue
        left = sum(kept[i] >= 0 for i in letters)
        result.content += len(letters)
        result.gone += len(letters) - left
        if 2 * left < len(letters):
            result.lost.append(line)
    _score_joins(document, output, kept, noise, result)
    return result


def _score_joins(document, output, kept, noise, result) -> None:
    text, man = document["text"], document["family"].startswith("man")
    for a, b in document.get("joins") or ():
        while a > 0 and kept[a] < 0:
            a -= 1
        while b < len(text) - 1 and kept[b] < 0:
            b += 1
        between = output[kept[a] + 1 : kept[b]]
        result.joins += 1
        good = not between.strip(" \n-\"'“”‘’(,") and between.count("\n") <= man
        result.closed += good
        if not good:
            result.open.append(f"{text[max(0, a - 40) : a + 1]!r} | {text[b : b + 40]!r}")
    gold = document.get("gold")
    if not document.get("gold_joined") or not gold:
        return
    if document["family"] == "seedlike":
        _score_breaks(
            gold,
            output,
            [i for i in range(len(text)) if text[i].isalnum() and not noise[i]],
            kept,
            result,
        )
    want, had, got = (Counter(WORD.findall(t)) for t in (gold, text, output))
    broken = want - had
    result.broken_words = sum(broken.values())
    result.mended = sum(min(count, max(got[w] - had[w], 0)) for w, count in broken.items())
    new = got - had - want
    result.new_bad, result.bad, result.words = sum(new.values()), list(new), sum(want.values())


def _score_breaks(gold, output, content, kept, result) -> None:
    count = 0
    for i, character in enumerate(gold):
        if character.isalnum():
            count += 1
        elif (
            character == "\n" and gold[i + 1 : i + 2] not in ("\n", "") and 0 < count < len(content)
        ):
            a, b = kept[content[count - 1]], kept[content[count]]
            if a >= 0 and b >= 0:
                result.breaks += 1
                result.breaks_kept += "\n" in output[a:b]


def curate(document: dict) -> tuple[str, Kept]:
    edits, _ = clean_text(document["text"], RECIPE)
    return apply(document["text"], edits), align_edits(
        document["text"], edits, noise_of(document)[1]
    )


def lines_dropped(drop: Callable[[str, Counter], bool]) -> Callable[[dict], tuple[str, Kept]]:
    """A peer that looks at lines: with the counts of all lines of the text."""

    def run(document: dict) -> tuple[str, Kept]:
        text = document["text"]
        lines = text.split("\n")
        counts = Counter(re.sub(r"\d+", "0", line.strip()) for line in lines)
        output = "\n".join(line for line in lines if not drop(line, counts))
        return output, align(text, output)

    return run


_BARE = re.compile(r"^\s*(page\s*)?\d+\s*$", re.I)
_POSTED = re.compile(
    r"^\s*(?:\[?\s*(?:page|pg\.?|p\.)\s*\d+\s*(?:of\s*\d+)?\s*\]?|[-–—\[(|]*\s*\d+\s*[-–—\])|]*"
    r"|[ivxlc]+|page\s*\d+\s*[|/].*|\d+\s*\|\s*p\s*a\s*g\s*e)\s*\|?\s*$",
    re.I,
)


def _repeated(line: str, counts: Counter) -> bool:
    return 0 < len(line.strip()) < 80 and counts[re.sub(r"\d+", "0", line.strip())] > 2


PEERS = {
    "unchanged text": lines_dropped(lambda *_: False),
    r"^\s*(page\s*)?\d+\s*$": lines_dropped(lambda line, _: bool(_BARE.match(line))),
    "page-number patterns usually posted": lines_dropped(lambda line, _: bool(_POSTED.match(line))),
    "short lines that repeat 3 times, digits masked": lines_dropped(_repeated),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--errors", metavar="FAMILY")
    parser.add_argument("--by-source", action="store_true", help="spread of F1 over sources")
    parser.add_argument("--without", action="append", default=[], metavar="RULE")
    options = parser.parse_args()
    global RECIPE
    RECIPE = Recipe.of(CleanSettings(without=tuple(options.without)))
    documents = [json.loads(line) for line in options.data.open(encoding="utf-8")]
    tools = {"curate": curate, **(PEERS if options.peers else {})}
    table("tool", [*FAMILIES[:-1], "macro", "ff", "no ff", "loss %", "worst", "control", "perfect"])
    for name, tool in tools.items():
        report(name, tool, documents, options)


def table(first: str, cells: list) -> None:
    print("|", " | ".join([first, *map(str, cells)]), "|")


def report(name: str, tool, documents: list[dict], options) -> None:
    by_family: dict[str, list[tuple[dict, Score]]] = defaultdict(list)
    seconds = 0.0
    for document in documents:
        start = time.process_time()
        if tool is curate:
            clean_text(document["text"], RECIPE)
        else:
            tool(document)
        seconds += time.process_time() - start
        output, kept = tool(document)
        by_family[document["family"]].append((document, score(document, output, kept)))
    f1 = {family: mean([s.f1 for _, s in rows]) for family, rows in by_family.items()}
    noisy = [family for family in FAMILIES[:-1] if family in f1]
    loss = {f: 100 * total(by_family[f], "gone") / total(by_family[f], "content") for f in noisy}
    pages = [row for f in noisy if f not in ("gutenberg", "seedlike") for row in by_family[f]]
    table(
        name,
        [
            *(f"{f1[family]:.3f}" for family in noisy),
            f"{mean([f1[family] for family in noisy]):.3f}",
            f"{mean([s.f1 for d, s in pages if chr(12) in d['text']]):.3f}",
            f"{mean([s.f1 for d, s in pages if chr(12) not in d['text']]):.3f}",
            f"{mean(list(loss.values())):.3f}",
            f"{max(loss.values()):.3f}",
            sum(len(s.lost) for _, s in by_family["control"]),
            f"{mean([s.perfect for f in noisy for _, s in by_family[f]]):.2f}",
        ],
    )
    rows = [row for f in noisy for row in by_family[f]]
    megabytes = sum(len(d["text"].encode()) for d in documents) / 1e6
    print(
        f"  joins closed {total(rows, 'closed')}/{total(rows, 'joins')},"
        f" words mended {total(rows, 'mended')}/{total(rows, 'broken_words')},"
        f" breaks kept {total(rows, 'breaks_kept')}/{total(rows, 'breaks')},"
        " new bad words per 10,000: "
        f"{1e4 * total(rows, 'new_bad') / max(total(rows, 'words'), 1):.1f};"
        f" {megabytes / max(seconds, 1e-9):.1f} MB per CPU second"
    )
    for family in noisy:
        rows = by_family[family]
        removed, lost = total(rows, "removed"), sum(len(s.lost) for _, s in rows)
        print(
            f"  {family}: P {removed / max(removed + lost, 1):.3f} "
            f"R {removed / total(rows, 'items'):.3f}"
            f" loss {loss[family]:.3f} % perfect {sum(s.perfect for _, s in rows)}/{len(rows)}"
            f" joins {total(rows, 'closed')}/{total(rows, 'joins')}"
            f" words {total(rows, 'mended')}/{total(rows, 'broken_words')}"
            f" bad {total(rows, 'new_bad')}"
        )
    if options.by_source:
        sources = defaultdict(list)
        for family in noisy:
            for document, result in by_family[family]:
                sources[family, document["source"]].append(result.f1)
        for (family, source), values in sorted(sources.items(), key=lambda item: mean(item[1])):
            print(f"  {mean(values):.3f} {family} {source} ({len(values)})")
    if options.errors and tool is curate:
        for document, result in by_family[options.errors]:
            print("==", document["id"], document["variant"], f"{result.f1:.3f}")
            for kind in ("missed", "lost", "open", "bad"):
                for line in getattr(result, kind)[:12]:
                    print("  ", kind, repr(line))


def total(rows, name: str) -> int:
    return sum(getattr(result, name) for _, result in rows)


def mean(values) -> float:
    return sum(values) / len(values) if values else 0.0


RECIPE = Recipe.of()

if __name__ == "__main__":
    sys.exit(main())
