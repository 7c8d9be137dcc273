"""`Local`: the engine of one machine, in this process or in several, with no more memory than the
items in hand.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from curate.engines.base import Flow, Item, Made, Measure
from curate.engines.pile import Pile

if TYPE_CHECKING:
    from concurrent.futures import Future

AHEAD = 2
"""Items under way for each process: one it works on, one that waits."""

Step: TypeAlias = Callable[[Any], Iterable[Any]]
"""What becomes of one item."""


class LocalFlow(Flow[Item]):
    """Items as an iterable, and the steps they have yet to go; only `group` holds items."""

    def __init__(self, items: Iterable[Any], jobs: int = 1, steps: tuple[Step, ...] = ()) -> None:
        self._items, self._jobs, self._steps = items, jobs, steps

    def map(self, function: Callable[[Item], Made]) -> LocalFlow[Made]:
        """One new item for each."""
        return LocalFlow(self._items, self._jobs, (*self._steps, partial(_one, function)))

    def flat_map(self, function: Callable[[Item], Iterable[Made]]) -> LocalFlow[Made]:
        """Any number of new items for each."""
        return LocalFlow(self._items, self._jobs, (*self._steps, function))

    def fold(
        self, measure: Callable[[Item], Measure], merge: Callable[[Measure, Measure], Measure]
    ) -> Measure | None:
        """All measures merged into one; None without items."""
        task = partial(_folded, self._steps, measure, merge)
        measures = chain.from_iterable(_spread(self._jobs, task, self._items))
        return Pile(merge, measures).total()

    def group(self) -> LocalFlow[tuple[Any, list[Any]]]:
        """Of items (key, value), the values of each key."""
        groups: dict[Any, list[Any]] = defaultdict(list)
        for key, value in cast(Iterable[tuple[Any, Any]], self.rows()):
            groups[key].append(value)
        return LocalFlow(groups.items(), self._jobs)

    def rows(self) -> Iterator[Item]:
        """All items, in order."""
        if self._jobs < 2 or not self._steps:
            return _through(self._steps, self._items)
        return chain.from_iterable(_spread(self._jobs, partial(_made, self._steps), self._items))


def _one(function: Callable[[Any], Any], item: Any) -> tuple[Any]:
    return (function(item),)


def _through(steps: tuple[Step, ...], items: Iterable[Any]) -> Iterator[Any]:
    for step in steps:
        items = chain.from_iterable(map(step, items))
    return iter(items)


def _made(steps: tuple[Step, ...], item: Any) -> list[Any]:
    return list(_through(steps, [item]))


def _folded(
    steps: tuple[Step, ...],
    measure: Callable[[Any], Measure],
    merge: Callable[[Measure, Measure], Measure],
    item: Any,
) -> list[Measure]:
    """The measures of what becomes of one item, merged; nothing where nothing becomes of it."""
    total = Pile(merge, map(measure, _through(steps, [item]))).total()
    return [] if total is None else [total]


def _spread(jobs: int, function: Callable[[Any], Made], items: Iterable[Any]) -> Iterator[Made]:
    """What the function makes of each item, in order; by several processes where there is work for
    more than one.
    """
    stream = iter(items)
    first = list(islice(stream, 2 if jobs > 1 else 0))
    if len(first) < 2:
        yield from map(function, chain(first, stream))
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    waiting: deque[Future[Made]] = deque()
    with ProcessPoolExecutor(jobs, get_context(_method()), _start, (function,)) as pool:
        for item in chain(first, stream):
            waiting.append(pool.submit(_work, item))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _method() -> str:
    """How processes start: as copies of this one, in milliseconds, where nothing else runs in it;
    a copy of threads would hold their locks for ever.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


_function: Callable[[Any], Any] | None = None


def _start(function: Callable[[Any], Any]) -> None:
    """In a new process: what it will do, sent once and not with every item."""
    global _function
    _function = function


def _work(item: Any) -> Any:
    assert _function is not None, "the process was told its function when it started"
    return _function(item)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Local:
    """The engine used when none is named; `jobs` is the number of processes that work."""

    wave = 0

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = jobs

    def flow(self, items: Iterable[Any]) -> LocalFlow[Any]:
        """A flow of these items."""
        return LocalFlow(items, self.jobs)

    def close(self) -> None:
        """Nothing to give back."""
