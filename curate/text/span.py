"""`Span`: a stretch of text from a start offset to an end offset, never empty."""

from __future__ import annotations

from dataclasses import dataclass

from curate.errors import InvalidSpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch in Unicode code points from 0: start included, end excluded.

    Raises `InvalidSpanError` when empty, reversed or negative.

    >>> Span(3, 7).of("the king")
    ' kin'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidSpanError(self.start, self.end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Do the two share a character? Touching spans do not."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Does every character of the other lie in this one?"""
        return self.start <= other.start and other.end <= self.end

    def unite(self, other: Span) -> Span:
        """The shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))
