"""`Page`: a clean text with its words, sentences and paragraphs; where moving through it leads."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from curate.annotate.anchor import snapped
from curate.corpus import Cleaned
from curate.text import Span, lines

_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*(?:[.,:’'&@/\-\u2010\u2011][^\W_][\w\u0300-\u036f]*)*")
"""Letters and digits, with what joins them inside: dates, King's, first-wave."""

_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W_a-z])")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sir|No|vs|cf|e\.g|i\.e|[A-Z])\.\s+\Z")
"""A full stop after one of these, or after an initial, ends no sentence."""

_QUOTES = "\"'“”‘’«»‹›„‚"
_ALIKE = str.maketrans("‘’“”–—\u2010\u2011\N{NO-BREAK SPACE}", "''\"\"---- ")
"""What a text may have, and what a keyboard types for it."""

BLOCK = 2000
"""Characters; a line that is longer is laid out in pieces, so that a key never waits for it."""


class Page:
    """A document as it is shown; offsets are of its clean text, in code points.

    Everything is worked out when first asked for and kept; questions are binary searches.
    """

    def __init__(self, cleaned: Cleaned) -> None:
        self.cleaned = cleaned
        self.text = cleaned.text

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        """Start and end of every word."""
        return [match.span() for match in _WORD.finditer(self.text)]

    @cached_property
    def folded(self) -> str:
        """The text as it is searched, see `folded`; offsets are the same."""
        return folded(self.text)

    @cached_property
    def _word_starts(self) -> list[int]:
        return [start for start, _ in self.words]

    @cached_property
    def _word_ends(self) -> list[int]:
        return [end for _, end in self.words]

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of every line that is not blank, without the white space around it."""
        found = []
        for line in lines(self.text):
            inside = line.text.strip()
            if inside:
                start = line.start + line.text.index(inside[0])
                found.append((start, start + len(inside)))
        return found

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of every sentence; none reaches over a line break."""
        found = []
        for start, end in self.paragraphs:
            at = start
            for match in _SENTENCE.finditer(self.text, start, end):
                if not _ABBREVIATION.search(self.text, max(start, match.end() - 12), match.end()):
                    found.append((at, match.start() + len(match.group().rstrip())))
                    at = match.end()
            found.append((at, end))
        return found

    @cached_property
    def blocks(self) -> list[tuple[int, int]]:
        """Start and end of every line, blank ones too; long lines in pieces, cut at a space."""
        found = []
        for line in lines(self.text):
            start = line.start
            while line.stop - start > BLOCK:
                cut = self.text.rfind(" ", start + BLOCK // 2, start + BLOCK) + 1
                cut = cut or snapped(self.text, Span(start, start + BLOCK)).end
                found.append((start, cut))
                start = cut
            found.append((start, line.stop))
        return found or [(0, 0)]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [start for start, _ in self.blocks]

    def block_at(self, offset: int) -> int:
        """The number of the block that an offset lies in."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def right(self, offset: int) -> int:
        """The end of the grapheme cluster that starts here."""
        if offset >= len(self.text):
            return len(self.text)
        return snapped(self.text, Span(offset, offset + 1)).end

    def left(self, offset: int) -> int:
        """The start of the grapheme cluster that ends here."""
        return snapped(self.text, Span(offset - 1, offset)).start if offset else 0

    def next_word(self, offset: int) -> int:
        """The start of the next word, or the end of the text."""
        place = bisect_right(self._word_starts, offset)
        return self.words[place][0] if place < len(self.words) else len(self.text)

    def previous_word(self, offset: int) -> int:
        """The start of the word before, or of this one when inside it."""
        place = bisect_left(self._word_starts, offset) - 1
        return self.words[place][0] if place >= 0 else 0

    def next_word_end(self, offset: int) -> int:
        """The first end of a word after the offset."""
        place = bisect_right(self._word_ends, offset)
        return self.words[place][1] if place < len(self.words) else len(self.text)

    def previous_word_end(self, offset: int) -> int:
        """The last end of a word before the offset."""
        place = bisect_left(self._word_ends, offset) - 1
        return self.words[place][1] if place >= 0 else 0

    def word_from(self, offset: int) -> Span | None:
        """The word here, or else the next one; None after the last."""
        place = bisect_right(self._word_ends, offset)
        return Span(*self.words[place]) if place < len(self.words) else None

    def words_between(self, start: int, end: int) -> list[tuple[int, int]]:
        """The words that start in a stretch of text."""
        starts = self._word_starts
        return self.words[bisect_left(starts, start) : bisect_left(starts, end)]

    def sentence(self, offset: int) -> Span | None:
        """The sentence here, or else the one before; None in a text without one."""
        return _around(self.sentences, offset)

    def paragraph(self, offset: int) -> Span | None:
        """The paragraph here, or else the one before; None in a text without one."""
        return _around(self.paragraphs, offset)

    def beside(self, units: list[tuple[int, int]], offset: int, step: int) -> int:
        """The start of the next (`step` 1) or the previous (-1) of some units."""
        if step > 0:
            place = bisect_right(units, (offset, len(self.text)))
            return units[place][0] if place < len(units) else len(self.text)
        place = bisect_left(units, (offset, 0)) - 1
        return units[place][0] if place >= 0 else 0

    def with_quotes(self, span: Span) -> Span:
        """The span with the quotation marks next to it; on the right also past one comma or full
        stop, as British printers set them. What has none on either side stays as it is.
        """
        start, end = span.start, span.end
        if start and self.text[start - 1] in _QUOTES:
            start -= 1
        if self.text[end : end + 1] and self.text[end] in _QUOTES:
            end += 1
        elif self.text[end : end + 1] in (",", ".", "!", "?") and (
            self.text[end + 1 : end + 2] and self.text[end + 1] in _QUOTES
        ):
            end += 2
        return Span(start, end)


def folded(text: str) -> str:
    """The text, of the same length, in lower case and with the quotation marks and dashes of a
    keyboard.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := one.lower()) == 1 else one for one in text)
    return lower.translate(_ALIKE)


def _around(units: list[tuple[int, int]], offset: int) -> Span | None:
    place = bisect_right(units, (offset, float("inf"))) - 1
    return Span(*units[max(0, place)]) if units else None
