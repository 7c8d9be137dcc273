"""Observed disagreement of unitizing by intersections, as in the later editions of the book.

Source: Krippendorff (2013), *Content Analysis*, 3rd ed., the author's replacement of section 12.4,
figure 12.11. Only the observed part: the printed example has no expected one to hold ours to, so no
coefficient is built on it and `curate agreement` does not show it.
"""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from curate.annotate.agreement.reading import Reading
from curate.text import Span


class Intersections(NamedTuple):
    """How many units of two annotators meet or stand alone, and the characters they differ by."""

    number: int
    differing: int

    @property
    def disagreement(self) -> float | None:
        """Differing characters for each intersection; None without any."""
        return self.differing / self.number if self.number else None


def intersections(reading: Reading) -> Intersections:
    """Over every two annotators. Units that overlap differ by the characters that only one has, and
    with different labels by those they share as well; a unit that meets none by twice its length.
    """
    differing = []
    for first, second in reading.pairs():
        mine, its = _units(reading, first), _units(reading, second)
        for span, label in mine:
            met = [(other, name) for other, name in its if span.overlaps(other)]
            for other, name in met:
                shared = min(span.end, other.end) - max(span.start, other.start)
                differing.append(len(span.unite(other)) - shared * (label == name))
        for span, others in chain(
            ((span, its) for span, _ in mine), ((span, mine) for span, _ in its)
        ):
            if not any(span.overlaps(other) for other, _ in others):
                differing.append(2 * len(span))
    return Intersections(len(differing), sum(differing))


def _units(reading: Reading, annotator: str) -> list[tuple[Span, str]]:
    by_label = reading.units(annotator)
    return [(span, label) for label, spans in by_label.items() for span in spans]
