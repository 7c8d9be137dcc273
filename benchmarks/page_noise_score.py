"""The metric of page noise: what was removed, lost, closed and mended, by letter.

A noise item is removed when less than half of its letters and digits are left, a content line is
lost likewise. Words and joins are looked at with straight quotes on all sides: quotes do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
STRAIGHT = str.maketrans("\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}", "''")
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
    want, had, got = (Counter(WORD.findall(t.translate(STRAIGHT))) for t in (gold, text, output))
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
