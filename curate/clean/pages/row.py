"""Rows: the lines of a text that hold something, as page furniture is looked for in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, overload

from curate.clean.line_model import characters as chars
from curate.clean.outline import FOREIGN, Outline, outline
from curate.clean.pages.figures import are_among, pairs
from curate.text import Line

if TYPE_CHECKING:
    import numpy as np

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
SPACES = "?" + "".join(
    char for char in map(chr, range(256)) if char.isspace() and char not in "\r\n"
)
"""White space inside lines; the question mark is any character beyond Latin-1."""
_STOPS = (".", "!", "?", ":")
_CLOSING = "\"'”’)»* \t"
_UNKNOWN = "\0"
_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"[{}\\]|;$")
"""What lines of programs hold or end with, and running lines do not."""
_REFERENCE = re.compile(r"\(.*\d.*\)")
"""A line in brackets with numbers points to a place in a book, "(Part 2, p. 12)"."""


class Row:
    """A line with text. `bare` is the text without the space around it, `flat` the same with single
    spaces.
    """

    __slots__ = ("_key", "_number", "_outline", "_shape", "bare", "flat")

    def __init__(self, found: Outline, number: int, bare: str) -> None:
        self._outline, self._number, self.bare = found, number, bare
        self.flat = single_spaced(bare)
        self._shape = self._key = _UNKNOWN

    @property
    def line(self) -> Line:
        """The line itself."""
        return self._outline.line(self._number)

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


def single_spaced(bare: str) -> str:
    """A text with single spaces between its words."""
    return " ".join(bare.split()) if "  " in bare or "\t" in bare else bare


class Rows(Sequence[Row]):
    """The rows of a text, in order; each is made when it is asked for, because most never are.

    `codes` is the text in Latin-1 (see `Outline.plain`). By row: `start` and `stop` are the offsets
    of the bare text, `size` its characters, `first` and `last` its first and last one in `codes`.
    `old` says that the text was printed before 1800 or transcribed as it was printed, `spaced` that
    there may be more than one space between words.
    """

    def __init__(self, text: str) -> None:
        self.text, self._outline = text, outline(text)
        (self._numbers,) = self._outline.bare_size.nonzero()
        self.start = self._outline.bare_start[self._numbers]
        self.stop = self._outline.bare_stop[self._numbers]
        self.size = self.stop - self.start
        self.codes = self._outline.codes
        self.first, self.last = self.codes[self.start], self.codes[self.stop - 1]
        broken = "\N{NOT SIGN}" in text and "\N{NOT SIGN}\n" in text  # one sign is found faster
        self.old = "\N{LATIN SMALL LETTER LONG S}" in text or broken
        self.spaced = "  " in text or "\t" in text
        self._made: dict[int, Row] = {}

    @cached_property
    def heads(self) -> np.ndarray:
        """The first two characters of each row (see `figures.pairs`)."""
        found: np.ndarray = pairs(self.text)[self.start]
        return found

    @cached_property
    def tails(self) -> np.ndarray:
        """The last two characters of each row; of one alone, it and the one before it."""
        found: np.ndarray = pairs(self.text)[self.stop - 2]
        return found

    @cached_property
    def begin(self) -> np.ndarray:
        """Where the lines of the rows start."""
        found: np.ndarray = self._outline.start[self._numbers]
        return found

    def indent(self, place: int) -> int:
        """The spaces before the text of a row."""
        return int(self.start[place] - self.begin[place])

    @cached_property
    def _places(self) -> list[tuple[int, int, int]]:
        """Start, stop and number of the line, by row, as Python has them."""
        arrays = (self.start, self.stop, self._numbers)
        return list(zip(*(array.tolist() for array in arrays), strict=True))

    @cached_property
    def bare(self) -> list[str]:
        """The texts of all rows."""
        return self.texts(slice(None))

    def texts(self, which: slice | np.ndarray) -> list[str]:
        """The texts of some rows."""
        places = zip(self.start[which].tolist(), self.stop[which].tolist(), strict=True)
        return [self.text[start:stop] for start, stop in places]

    @cached_property
    def feeds(self) -> frozenset[int]:
        """The places of the rows that a form feed stands before or in."""
        import numpy as np

        if "\f" not in self.text:
            return frozenset()
        (feeds,) = (self.codes == ord("\f")).nonzero()
        until = feeds.searchsorted(self._outline.stop[self._numbers])
        return frozenset(np.diff(until, prepend=0).nonzero()[0].tolist())

    @cached_property
    def at(self) -> list[int]:
        """The letters of all rows before each row, and of all: a measure of distance that blank
        lines and indentation do not disturb.
        """
        sizes = self.size.tolist()
        if self.spaced:
            places = self._gapped
            for place, bare in zip(places.tolist(), self.texts(places), strict=True):
                sizes[place] = len(single_spaced(bare))
        return [0, *accumulate(sizes)]

    @property
    def _gapped(self) -> np.ndarray:
        """The rows with more than one space, or a tab, between two words."""
        import numpy as np

        is_space, is_tab = self.codes == ord(" "), self.codes == ord("\t")
        (gaps,) = ((is_space[:-1] & is_space[1:]) | is_tab[:-1]).nonzero()
        places = self.start.searchsorted(gaps, "right") - 1
        inside = places[(gaps >= self.start[0]) & (gaps < self.stop[places])]
        return np.unique(inside)

    @cached_property
    def _blanks(self) -> frozenset[int]:
        """The rows after blank lines, where these are so few that they may part pages."""
        import numpy as np

        if not 0 < self.text.count("\n\n") * PAGE <= len(self):
            return frozenset()
        return frozenset(((np.diff(self._numbers) > 1).nonzero()[0] + 1).tolist())

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
        begins = self.begin[self.start - self.begin >= 3].tolist()
        indented = sum(self.text.startswith("   ", begin) for begin in begins)
        if indented > INDENTED * len(self):
            return True
        goes_on = (self.size[:-1] > LONG) & ~are_among(self.last[:-1], ".!:;")
        wrapped = self.are_lower(goes_on.nonzero()[0] + 1).sum()
        return bool(wrapped > WRAPPED * len(self))

    def are_lower(self, places: np.ndarray) -> np.ndarray:
        """Which of some rows begin with a small letter (bool by place)?"""
        start = self.start[places]
        classes = self._outline.classes[start]
        found: np.ndarray = classes == chars.LOWER
        (unsure,) = ((classes == FOREIGN) | (classes == chars.CASELESS)).nonzero()
        found[unsure] = [self.text[at].islower() for at in start[unsure].tolist()]
        return found

    def __len__(self) -> int:
        return len(self.size)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        made = self._made.get(place)
        if made is None:
            start, stop, number = self._places[place]
            made = self._made[place] = Row(self._outline, number, self.text[start:stop])
        return made


@lru_cache(maxsize=4)
def rows(text: str) -> Rows:
    """The rows of a text, in order."""
    return Rows(text)


def is_wordy(shape: str) -> bool:
    """Does a line hold letters enough to be told from another?"""
    return sum(map(str.isalpha, shape)) >= 3
