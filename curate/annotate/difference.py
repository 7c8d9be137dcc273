"""The difference of two texts: which characters of the old one stand where in the new one.

A patience difference over words (after Bram Cohen's patience sort of unique lines, as git has it):
runs of tokens that occur once in either text are anchors, the longest chain of them that stands in
the same order is kept, and what lies between is compared in the same way with shorter runs. So the
time grows with the length of the texts, and common words cannot tie unrelated passages together.
Typographic and straight quotation marks, and any white space, count as equal.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from curate.annotate.anchor import folded_marks

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_RUNS = (12, 6, 3, 1)
"""Tokens in an anchor, longest first; 12 tokens are about six words, long enough that a passage
that was moved or repeated cannot be taken for its neighbour.
"""
SMALL = 250
"""Tokens; stretches this short are compared by difflib, whose time is quadratic."""


class Block(NamedTuple):
    """Characters of the old text from `old` to `old_end` that stand at `new` to `new_end` in the
    new one. The lengths differ only where white space does.
    """

    old: int
    old_end: int
    new: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What two texts have in common, as blocks in the order of both."""

    old: str
    new: str
    blocks: tuple[Block, ...]

    def gaps(self) -> Iterator[Block]:
        """What lies between the blocks: from the old text, replaced by what is in the new."""
        old = new = 0
        for block in (*self.blocks, Block(len(self.old), len(self.old), len(self.new), 0)):
            if old < block.old or new < block.new:
                yield Block(old, block.old, new, block.new)
            old, new = block.old_end, block.new_end

    def start(self, offset: int) -> int:
        """Where the character at an old offset begins in the new text, or, when it is gone, what
        took its place.
        """
        return self._edge(offset, offset)

    def end(self, offset: int) -> int:
        """Where the character before an old offset ends in the new text, or what took its place."""
        return self._edge(offset, offset - 1)

    def _edge(self, offset: int, character: int) -> int:
        place = bisect_right(self.blocks, character, key=lambda block: block.old_end)
        if place < len(self.blocks) and self.blocks[place].old <= character:
            return _inside(self.blocks[place], offset)
        before = self.blocks[place - 1] if place else Block(0, 0, 0, 0)
        after = self.blocks[place] if place < len(self.blocks) else None
        gap = Block(
            before.old_end,
            after.old if after else len(self.old),
            before.new_end,
            after.new if after else len(self.new),
        )
        return _within(gap, offset, self.old, self.new)


def _inside(block: Block, offset: int) -> int:
    """The new offset in a block; in white space of another length, at the nearer edge."""
    if offset == block.old_end:
        return block.new_end
    return min(block.new + offset - block.old, block.new_end)


def _within(gap: Block, offset: int, old: str, new: str) -> int:
    """The new offset for one in a gap: by the characters the two sides of the gap share."""
    if offset == gap.old:
        return gap.new
    if offset == gap.old_end or gap.new == gap.new_end:
        return gap.new_end
    one, other = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    if len(one) > SMALL or len(other) > SMALL:
        return gap.new_end
    inner = offset - gap.old
    last = 0
    for a, b, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        if a <= inner < a + size or (size and inner == a + size):
            return gap.new + b + inner - a
        if a > inner:
            break
        last = b + size
    return gap.new + last


def difference(old: str, new: str) -> Difference:
    """The difference of two texts."""
    one, other = _tokens(old), _tokens(new)
    pairs: list[tuple[int, int]] = []
    _match(one.words, other.words, (0, len(one.words), 0, len(other.words)), pairs)
    pairs.sort()
    blocks = _slid(_cleaned(_joined(pairs, one, other)), old, new)
    return Difference(old, new, tuple(blocks))


class _Tokens(NamedTuple):
    words: list[str]
    starts: list[int]


def _tokens(text: str) -> _Tokens:
    """The tokens of a text, as they are compared, and where they start; the end is the last."""
    words, starts = [], []
    for match in _TOKEN.finditer(folded_marks(text)):
        word = match.group()
        words.append(" " if word.isspace() else word)
        starts.append(match.start())
    return _Tokens(words, [*starts, len(text)])


_Area = tuple[int, int, int, int]
"""Token places: from and to in the old text, from and to in the new one."""


def _match(
    one: Sequence[str], other: Sequence[str], area: _Area, pairs: list[tuple[int, int]]
) -> None:
    """Append the pairs of equal tokens in an area. A stack in place of recursion."""
    waiting = [area]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        while a < a_end and b < b_end and one[a] == other[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and one[a_end - 1] == other[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            pairs.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        anchors = _anchors(one, other, (a, a_end, b, b_end))
        if anchors:
            waiting += _between(anchors, (a, a_end, b, b_end), pairs)
        elif a_end - a <= SMALL and b_end - b <= SMALL:
            matcher = SequenceMatcher(None, one[a:a_end], other[b:b_end], autojunk=False)
            for x, y, size in matcher.get_matching_blocks():
                pairs += [(a + x + n, b + y + n) for n in range(size)]


def _anchors(one: Sequence[str], other: Sequence[str], area: _Area) -> list[tuple[int, int, int]]:
    """The longest chain of token runs that are unique on both sides: (old, new, length)."""
    a, a_end, b, b_end = area
    for length in _RUNS:
        ours = _unique(one, a, a_end, length)
        theirs = _unique(other, b, b_end, length)
        common = sorted((place, theirs[run]) for run, place in ours.items() if run in theirs)
        if common:
            return [(x, y, length) for x, y in _chain(common)]
    return []


def _unique(words: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    """The runs of that length which occur once, with their places; a single one is a word."""
    places: dict[tuple[str, ...], int] = {}
    twice: set[tuple[str, ...]] = set()
    for place in range(start, end - length + 1):
        run = tuple(words[place : place + length])
        if run in places:
            twice.add(run)
        places[run] = place
    return {
        run: place
        for run, place in places.items()
        if run not in twice and (length > 1 or run[0][0].isalnum())
    }


def _chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence that rises on both sides, by patience sorting."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, new) in enumerate(pairs):
        pile = bisect_left(tops, new)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(new)
            ends.append(number)
        else:
            tops[pile], ends[pile] = new, number
    chain, number = [], ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _between(
    anchors: list[tuple[int, int, int]], area: _Area, pairs: list[tuple[int, int]]
) -> list[_Area]:
    """Append the pairs of the anchors; the areas between them."""
    a, a_end, b, b_end = area
    areas = []
    for x, y, length in anchors:
        skip = max(a - x, b - y, 0)  # anchors that overlap the one before
        if skip >= length:
            continue
        x, y, length = x + skip, y + skip, length - skip
        areas.append((a, x, b, y))
        pairs += [(x + n, y + n) for n in range(length)]
        a, b = x + length, y + length
    return [*areas, (a, a_end, b, b_end)]


def _joined(pairs: list[tuple[int, int]], one: _Tokens, other: _Tokens) -> list[Block]:
    """Blocks of characters from pairs of tokens; a block breaks where lengths differ."""
    blocks: list[Block] = []
    for a, b in pairs:
        block = Block(one.starts[a], one.starts[a + 1], other.starts[b], other.starts[b + 1])
        last = blocks[-1] if blocks else None
        touches = last and last.old_end == block.old and last.new_end == block.new
        if last and touches and _even(last) and _even(block):
            blocks[-1] = Block(last.old, block.old_end, last.new, block.new_end)
        else:
            blocks.append(block)
    return blocks


def _even(block: Block) -> bool:
    return block.old_end - block.old == block.new_end - block.new


def _cleaned(blocks: list[Block]) -> list[Block]:
    """The blocks without islands: what is no longer than the changes on both of its sides is held
    in common by chance (after "semantic cleanup" in google/diff-match-patch). Dropping one makes
    the change around it greater, so it is done again until nothing changes.
    """
    while True:
        kept: list[Block] = []
        for place, block in enumerate(blocks):
            size = block.old_end - block.old
            before = _change(kept[-1], block) if kept else 0
            after = _change(block, blocks[place + 1]) if place + 1 < len(blocks) else 0
            if not (size <= before and size <= after):
                kept.append(block)
        if len(kept) == len(blocks):
            return kept
        blocks = kept


def _change(one: Block, other: Block) -> int:
    return max(other.old - one.old_end, other.new - one.new_end)


def _slid(blocks: list[Block], old: str, new: str) -> list[Block]:
    """The blocks with every pure deletion and insertion slid to where a writer would have made it:
    "The NHS [said so. The NHS ]did it" becomes "[The NHS said so. ]The NHS did it".
    """
    slid: list[Block] = []
    for block in blocks:
        if not slid or not _even(block) or not _even(slid[-1]):
            slid.append(block)
            continue
        last = slid[-1]
        if last.new_end == block.new and last.old_end < block.old:
            step = _slide(old, last.old_end, block.old, last, block)
        elif last.old_end == block.old and last.new_end < block.new:
            step = _slide(new, last.new_end, block.new, last, block)
        else:
            step = 0
        slid[-1] = last._replace(old_end=last.old_end + step, new_end=last.new_end + step)
        slid.append(block._replace(old=block.old + step, new=block.new + step))
    return [block for block in slid if block.old < block.old_end]


def _slide(text: str, start: int, end: int, before: Block, after: Block) -> int:
    """By how many characters to move the stretch from start to end, which the other text lacks."""
    best, best_step = _border(text, start) + _border(text, end), 0
    for way in (-1, 1):
        step = 0
        while True:
            here = start + step - 1 if way < 0 else start + step
            there = end + step - 1 if way < 0 else end + step
            room = before.old_end - before.old if way < 0 else after.old_end - after.old
            if abs(step) >= room or text[here : here + 1] != text[there : there + 1]:
                break
            step += way
            score = _border(text, start + step) + _border(text, end + step)
            if score > best:
                best, best_step = score, step
    return best_step


_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\s+\Z")


def _border(text: str, offset: int) -> int:
    """How natural a border is: of a paragraph or line 4, of a sentence 3, of a word 1 (after the
    white space) or else 0.
    """
    if offset in (0, len(text)) or text[offset - 1] in "\r\n":
        return 4
    if _SENTENCE_END.search(text, max(0, offset - 6), offset):
        return 3
    return int(text[offset - 1].isspace() and not text[offset : offset + 1].isspace())
