"""The verbs an engine supplies. A step is written in these and does not know which engine runs it.

Functions given to an engine are pure, and they pickle. An engine may run them in any order and on
any machine, and again when a machine is lost; results must not depend on that, so a merge is
associative and commutative, and groups come in no order.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
Measure = TypeVar("Measure")


class Flow(ABC, Generic[Item]):
    """Items on their way through a step; nothing runs before `rows` or `fold`."""

    @abstractmethod
    def map(self, function: Callable[[Item], Made]) -> Flow[Made]:
        """One new item for each."""

    @abstractmethod
    def flat_map(self, function: Callable[[Item], Iterable[Made]]) -> Flow[Made]:
        """Any number of new items for each."""

    @abstractmethod
    def fold(
        self, measure: Callable[[Item], Measure], merge: Callable[[Measure, Measure], Measure]
    ) -> Measure | None:
        """All measures merged into one; None without items."""

    @abstractmethod
    def group(self) -> Flow[tuple[Any, list[Any]]]:
        """Of items (key, value), the values of each key, in no order."""

    @abstractmethod
    def rows(self) -> Iterator[Item]:
        """All items, here; in the order of the flow, unless they were grouped."""


class Engine(Protocol):
    """Something that runs flows."""

    @property
    def wave(self) -> int:
        """How many items to give at once where results are large; 0: as many as there are, for they
        are worked on one by one.
        """

    def flow(self, items: Iterable[Any]) -> Flow[Any]:
        """A flow of these items, each one a unit of work."""

    def close(self) -> None:
        """Give back what the engine holds."""


def in_waves(
    engine: Engine, items: Iterable[Item], function: Callable[[Item], Made]
) -> Iterator[Made]:
    """What the function makes of each item, in order; only the results of a wave are held here.

    What was done with the results of a wave stays done if a later one fails.
    """
    if not engine.wave:
        yield from engine.flow(items).map(function).rows()
        return
    stream = iter(items)
    while wave := list(islice(stream, engine.wave)):
        yield from engine.flow(wave).map(function).rows()
