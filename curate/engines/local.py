"""`Local`: the engine of one machine, one process, and no more memory than the items in hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from itertools import chain
from typing import Any, cast

from curate.engines.base import Flow, Item, Made, Measure


class LocalFlow(Flow[Item]):
    """Items as an iterable; only `group` holds them in memory."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items

    def map(self, function: Callable[[Item], Made]) -> LocalFlow[Made]:
        """One new item for each."""
        return LocalFlow(map(function, self._items))

    def flat_map(self, function: Callable[[Item], Iterable[Made]]) -> LocalFlow[Made]:
        """Any number of new items for each."""
        return LocalFlow(chain.from_iterable(map(function, self._items)))

    def fold(
        self, measure: Callable[[Item], Measure], merge: Callable[[Measure, Measure], Measure]
    ) -> Measure | None:
        """All measures merged into one; None without items."""
        measures = map(measure, self._items)
        first = next(measures, None)
        return None if first is None else reduce(merge, measures, first)

    def group(self) -> LocalFlow[tuple[Any, list[Any]]]:
        """Of items (key, value), the values of each key."""
        groups: dict[Any, list[Any]] = defaultdict(list)
        for key, value in cast(Iterable[tuple[Any, Any]], self._items):
            groups[key].append(value)
        return LocalFlow(groups.items())

    def rows(self) -> Iterator[Item]:
        """All items, in order."""
        return iter(self._items)


class Local:
    """The engine used when none is named."""

    def flow(self, items: Iterable[Any]) -> LocalFlow[Any]:
        """A flow of these items."""
        return LocalFlow(items)

    def close(self) -> None:
        """Nothing to give back."""
