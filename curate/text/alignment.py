"""`Alignment`: the two-way map between raw and clean offsets."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal, TypeAlias

from curate.text.edit import Edits
from curate.text.span import Span

Edges: TypeAlias = Literal["strict", "contract", "expand"]
"""What becomes of a span whose edge lies inside an edit, after spaCy's `Doc.char_span`."""


class Alignment:
    """Maps spans of raw text to spans of clean text and back, for the edits of one document.

    Each question costs two binary searches over the edits.
    """

    def __init__(self, edits: Edits) -> None:
        self._edits = edits
        self._raw_ends = [edit.span.end for edit in edits]
        self._clean_starts: list[int] = []
        self._clean_ends: list[int] = []
        shift = 0
        for edit in edits:
            self._clean_starts.append(edit.span.start + shift)
            shift += len(edit.new) - len(edit.old)
            self._clean_ends.append(edit.span.end + shift)

    def to_clean(self, span: Span, edges: Edges = "contract") -> Span | None:
        """The span of clean text that shows a span of raw text; None when nothing of it shows.

        An edit that lies wholly inside the span comes along. Where an edit crosses an edge of
        the span, "contract" leaves it out, "expand" takes it in, and "strict" answers None.
        """
        first, last = self._edit_at(span.start), self._edit_at(span.end - 1)
        crossing = [
            place
            for place in (first, last)
            if place is not None and not span.covers(self._edits[place].span)
        ]
        if crossing and edges == "strict":
            return None
        if first is None:
            start = span.start + self._shift_before(span.start)
        elif first in crossing and edges == "contract":
            start = self._clean_ends[first]
        else:
            start = self._clean_starts[first]
        if last is None:
            end = span.end + self._shift_before(span.end - 1)
        elif last in crossing and edges == "contract":
            end = self._clean_starts[last]
        else:
            end = self._clean_ends[last]
        return Span(start, end) if start < end else None

    def to_raw(self, span: Span) -> Span:
        """The shortest span of raw text that a span of clean text came from."""
        return Span(self._raw_of(span.start).start, self._raw_of(span.end - 1).end)

    def fragments(self, span: Span) -> tuple[Span, ...]:
        """The spans of raw text that show in a span of clean text, in text order: what was
        removed between them is left out, what was repaired is in. Never empty.
        """
        raw = self.to_raw(span)
        found, at = [], raw.start
        for edit in self._edits[bisect_right(self._raw_ends, raw.start) :]:
            if edit.span.start >= raw.end:
                break
            if edit.is_removal:
                if at < edit.span.start:
                    found.append(Span(at, edit.span.start))
                at = edit.span.end
        return (*found, Span(at, raw.end))

    def _edit_at(self, offset: int) -> int | None:
        """The place in the list of the edit that consumed a raw character, if one did."""
        place = bisect_right(self._raw_ends, offset)
        inside = place < len(self._edits) and self._edits[place].span.start <= offset
        return place if inside else None

    def _shift_before(self, offset: int) -> int:
        """What leads from a kept raw character to its clean offset."""
        place = bisect_right(self._raw_ends, offset)
        return self._clean_ends[place - 1] - self._raw_ends[place - 1] if place else 0

    def _raw_of(self, offset: int) -> Span:
        """The raw characters that a clean character came from."""
        place = bisect_right(self._clean_ends, offset)
        if place < len(self._edits) and self._clean_starts[place] <= offset:
            return self._edits[place].span
        shift = self._raw_ends[place - 1] - self._clean_ends[place - 1] if place else 0
        return Span(offset + shift, offset + shift + 1)
