"""Rows: the lines of a text that hold something, as page furniture is looked for in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, compress, pairwise
from operator import itemgetter
from typing import overload

from curate.clean.layout import all_lines
from curate.text import Line

LONGEST = 160
"""Letters of a row that can be a running head or foot."""
WRAPPED = 0.12
"""Share of the rows that go on in the next row in lower case. Of 1,214 web pages one in a hundred
has more; of manual pages, RFCs and wrapped books nearly all do.
"""
INDENTED = 0.3
"""Share of the rows with three spaces before them; text taken from HTML has none."""
LONG = 40
"""Letters of a row that wrapping ended; menus and lists have shorter ones."""
PAGE, LEAST_PAGE = 15, 8
"""Rows from one blank line to the next, on average and at least, from which they part pages and no
paragraphs: transcribers of page images leave no other.
"""
_STOPS = (".", "!", "?", ":")
_CLOSING = "\"'”’)»* \t"
_EDGES = frozenset("0123456789])}|-–—*~[(")
_UNKNOWN = "\0"
_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"[{}\\]|;$")
"""What lines of programs hold or end with, and running lines do not."""
_REFERENCE = re.compile(r"\(.*\d.*\)")
"""A line in brackets with numbers points to a place in a book, "(Part 2, p. 12)"."""


class Row:
    """A line with text. `bare` is the text without the space around it, `flat` the same with single
    spaces, `turns` says whether a form feed stands before it.
    """

    __slots__ = ("_key", "_shape", "bare", "flat", "line", "turns")

    def __init__(self, line: Line, bare: str, turns: bool) -> None:
        self.line, self.bare, self.turns = line, bare, turns
        self.flat = " ".join(bare.split()) if "  " in bare or "\t" in bare else bare
        self._shape = self._key = _UNKNOWN

    @property
    def indent(self) -> int:
        """The spaces before the text."""
        return len(self.line.text) - len(self.line.text.lstrip())

    @property
    def shape(self) -> str:
        """The flat text in lower case, every number as one sign: equal for rows that only count."""
        if self._shape is _UNKNOWN:
            self._shape = _DIGITS.sub("#", self.flat.lower())
        return self._shape

    @property
    def key(self) -> str:
        """What two copies of a running line have in common; empty for what says too little."""
        if self._key is _UNKNOWN:
            self._key = self._find_key()
        return self._key

    def _find_key(self) -> str:
        if len(self.flat) > LONGEST or _REFERENCE.fullmatch(self.flat) or _CODE.search(self.flat):
            return ""
        if is_wordy(self.shape):
            return self.shape
        return f"={self.flat}" if sum(map(str.isalnum, self.flat)) >= 4 else ""


class Rows(Sequence[Row]):
    """The rows of a text, in order; each is made when it is asked for, because most never are.

    `bare` holds the texts of all rows, `feeds` the places of those after a form
    feed; `old` says that the text was printed before 1800 or transcribed as it was printed.
    """

    def __init__(self, text: str) -> None:
        lines = all_lines(text)
        bare = list(map(str.strip, map(itemgetter(0), lines)))
        self.lines = list(compress(lines, bare))
        self.bare = list(filter(None, bare))
        self.old = "\N{LATIN SMALL LETTER LONG S}" in text or "\N{NOT SIGN}\n" in text
        self.feeds = frozenset(_feeds(lines, bare)) if "\f" in text else frozenset()
        few = 0 < text.count("\n\n") * PAGE <= len(self.bare)
        self._blanks = frozenset(_after_blanks(bare)) if few else frozenset()
        self._spaced = "  " in text or "\t" in text
        self._made: dict[int, Row] = {}

    @cached_property
    def at(self) -> list[int]:
        """The letters of all rows before each row, and of all: a measure of distance that blank
        lines and indentation do not disturb.
        """
        lengths: Iterable[int] = map(len, self.bare)
        if self._spaced:
            lengths = (
                len(" ".join(bare.split())) if "  " in bare or "\t" in bare else len(bare)
                for bare in self.bare
            )
        return [0, *accumulate(lengths)]

    @cached_property
    def at_edges(self) -> list[int]:
        """The rows that begin or end with a figure, or with a sign that stands around numbers."""
        every = enumerate(self.bare)
        return [place for place, bare in every if bare[-1] in _EDGES or bare[0] in _EDGES]

    @cached_property
    def starts(self) -> frozenset[int]:
        """The rows that begin a page: after form feeds, or after the only blank lines there are."""
        turns = self._blanks
        if self.feeds or not turns:
            return self.feeds
        ends = [0, *sorted(turns), len(self.bare)]
        pages = all(b - a >= LEAST_PAGE for a, b in pairwise(ends)) and self.printed
        cut = sum(
            self.bare[place].isdigit() or not self.bare[place - 1].rstrip(_CLOSING).endswith(_STOPS)
            for place in turns
        )
        return turns if pages and cut * 2 >= len(turns) else frozenset()

    @cached_property
    def printed(self) -> bool:
        """Are the rows wrapped or indented, as print and terminals have them and web pages not?"""
        if not self.bare:
            return False
        indented = sum(line.text.startswith("   ") for line in self.lines)
        wrapped = sum(_wraps(row, following) for row, following in pairwise(self.bare))
        return indented > INDENTED * len(self) or wrapped > WRAPPED * len(self)

    def __len__(self) -> int:
        return len(self.bare)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        made = self._made.get(place)
        if made is None:
            line, bare = self.lines[place], self.bare[place]
            made = self._made[place] = Row(line, bare, place in self.feeds)
        return made


def _wraps(row: str, following: str) -> bool:
    return len(row) > LONG and following[0].islower() and row[-1] not in ".!?:;"


def _feeds(lines: Sequence[Line], bare: list[str]) -> Iterator[int]:
    """The places of the rows that a form feed stands before or at the start of."""
    place, turns = 0, False
    for line, text in zip(lines, bare, strict=True):
        turns = turns or "\f" in line.text
        if text:
            if turns:
                yield place
            place, turns = place + 1, False


def _after_blanks(bare: list[str]) -> Iterator[int]:
    """The places of the rows after blank lines, but for the first."""
    place, blank = 0, False
    for text in bare:
        if text:
            if blank and place:
                yield place
            place += 1
        blank = not text


@lru_cache(maxsize=4)
def rows(text: str) -> Rows:
    """The rows of a text, in order."""
    return Rows(text)


def is_wordy(shape: str) -> bool:
    """Does a line hold letters enough to be told from another?"""
    return sum(map(str.isalpha, shape)) >= 3
