"""`Pile`: measures merged two by two, the small before the large ones, so that the cost of many
grows with their number and not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Generic

from curate.engines.base import Measure


class Pile(Generic[Measure]):
    """Measures put together as they come."""

    def __init__(
        self, merge: Callable[[Measure, Measure], Measure], measures: Iterable[Measure] = ()
    ) -> None:
        self._merge = merge
        self._levels: list[tuple[int, Measure]] = []
        for measure in measures:
            self.add(measure)

    def add(self, measure: Measure) -> None:
        """Put a measure on the pile; two of one size become one of the next."""
        size = 1
        while self._levels and self._levels[-1][0] == size:
            measure = self._merge(self._levels.pop()[1], measure)
            size *= 2
        self._levels.append((size, measure))

    def total(self) -> Measure | None:
        """All measures merged into one; None without any."""
        measures = [measure for _, measure in reversed(self._levels)]
        if not measures:
            return None
        return reduce(lambda later, earlier: self._merge(earlier, later), measures)
