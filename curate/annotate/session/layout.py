"""Rows: a clean text broken at words for a screen, with brackets where annotations begin and end.

Brackets take room, so the rows of a line depend on what is marked in it; rows are worked out line
by line, when they come into sight, and kept.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from curate.annotate.session.page import Page

_CHUNK = re.compile(r"\S+\s*|\s+")
_WIDE = ("W", "F")


class Row(NamedTuple):
    """A row on the screen: the offsets it shows, and the block it is part of."""

    start: int
    end: int
    block: int


class Insert(NamedTuple):
    """A bracket at an offset. Closing ones stand before opening ones, inner before outer."""

    offset: int
    rank: tuple[int, int]
    text: str
    id: str

    @property
    def closes(self) -> bool:
        """Does it end an annotation?"""
        return self.rank[0] == 0


Inserts = tuple[Insert, ...]


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else
        2 if unicodedata.east_asian_width(character) in _WIDE else 1
        for character in text
    )  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """The rows of a page at a width, in columns; `inserts` by block, in order."""

    page: Page
    width: int
    inserts: Mapping[int, Inserts] = field(default_factory=dict)
    _kept: dict[tuple[int, int, Inserts], tuple[Row, ...]] = field(default_factory=dict)

    def rows(self, block: int) -> tuple[Row, ...]:
        """The rows of a block; at least one."""
        inserts = self.inserts.get(block, ())
        key = block, self.width, inserts
        if key not in self._kept:
            self._kept[key] = tuple(self._wrap(block, inserts))
        return self._kept[key]

    def row_at(self, offset: int) -> tuple[int, int]:
        """The block and the number of the row that an offset lies in."""
        block = self.page.block_at(offset)
        rows = self.rows(block)
        return block, max(0, bisect_right([row.start for row in rows], offset) - 1)

    def rows_from(self, offset: int) -> Iterator[Row]:
        """The row of an offset and those after it."""
        block, place = self.row_at(offset)
        yield from self.rows(block)[place:]
        for following in range(block + 1, len(self.page.blocks)):
            yield from self.rows(following)

    def rows_before(self, offset: int) -> Iterator[Row]:
        """The rows before that of an offset, nearest first."""
        block, place = self.row_at(offset)
        yield from reversed(self.rows(block)[:place])
        for earlier in range(block - 1, -1, -1):
            yield from reversed(self.rows(earlier))

    def inserts_of(self, row: Row) -> list[Insert]:
        """The brackets shown in a row: closing ones at its end too, opening ones at its start."""
        return [
            item
            for item in self.inserts.get(row.block, ())
            if (row.start < item.offset <= row.end if item.closes
                else row.start <= item.offset < row.end)
        ]  # fmt: skip

    def _wrap(self, block: int, inserts: Inserts) -> Iterator[Row]:
        start, end = self.page.blocks[block]
        at, used = start, 0
        for match in _CHUNK.finditer(self.page.text, start, end):
            first, last = match.span()
            inside = sum(len(item.text) for item in inserts if first <= item.offset < last)
            size = cells(match.group().rstrip()) + inside
            if used and used + size > self.width:
                yield Row(at, first, block)
                at, used = first, 0
            while size > self.width and last - first > self.width:
                first += self.width
                yield Row(at, first, block)
                at, used, size = first, 0, cells(self.page.text[first:last].rstrip())
            used += size + cells(match.group()) - cells(match.group().rstrip())
        yield Row(at, end, block)


def inserts_in(start: int, end: int, marks: Iterable[tuple[int, int, str, str, str]]) -> Inserts:
    """The brackets of some marks (start, end, opening, closing, id) between two offsets."""
    found = []
    for first, last, opening, closing, id in marks:
        if start <= first < end or start == first == end:
            found.append(Insert(first, (1, -last), opening, id))
        if start < last <= end:
            found.append(Insert(last, (0, -first), closing, id))
    return tuple(sorted(found))
