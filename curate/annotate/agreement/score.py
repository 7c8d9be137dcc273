"""`Score`: a value with its interval, or the reason why there is none; and how measures add up.

A measure counts each document into a `Tally`; tallies add up over documents, in any order; the sum
gives the value. So one pass over the documents serves the value and every bootstrap sample.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")

RESAMPLES = 300
"""Bootstrap samples: enough to see how wide an interval is, in seconds. For print take 1,000, as
Efron and Tibshirani (1993), *An Introduction to the Bootstrap*, §14.3, ask for percentiles."""


class Tally(dict[Any, float]):
    """What a measure counted, by key; a key that was never counted reads 0."""

    def __missing__(self, key: object) -> float:
        return 0.0

    def add(self, other: Mapping[Any, float], times: int = 1) -> None:
        """Add the counts of another tally, several times over."""
        for key, count in other.items():
            self[key] += times * count


@dataclass(frozen=True, slots=True)
class Score:
    """The value of a measure, or None with the `reason` why it is undefined.

    `count` is how much was compared (the measure says of what); `low` and `high` are the ends of a
    95 % bootstrap interval over documents, None where there is nothing to resample. `note` says
    in what the value differs from what its name promises.
    """

    value: float | None
    count: int = 0
    reason: str = ""
    low: float | None = None
    high: float | None = None
    note: str = ""

    def to_json(self) -> dict[str, float | int | str | None]:
        """The facts; a reason only where the value is undefined, a note only where there is one."""
        if self.value is None:
            return {"value": None, "count": self.count, "reason": self.reason}
        note = {"note": self.note} if self.note else {}
        facts = {"value": self.value, "count": self.count, "low": self.low, "high": self.high}
        return {**facts, **note}


def undefined(reason: str, count: int = 0) -> Score:
    """No value, and why."""
    return Score(None, count, reason)


@dataclass(frozen=True, slots=True)
class Measure(Generic[Item]):
    """A measure of agreement: what it counts in one item, and the value of the summed counts."""

    tally: Callable[[Item], Tally]
    score: Callable[[Tally], Score]

    def of(self, items: Iterable[Item]) -> Score:
        """The score of all items together."""
        return self.score(total(map(self.tally, items)))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    result = Tally()
    for tally in tallies:
        result.add(tally)
    return result


def with_interval(
    measure: Measure[Item], items: Sequence[Item], resamples: int = RESAMPLES, seed: int = 0
) -> Score:
    """The score with its percentile bootstrap interval over items; the same seed gives the same.

    No interval for fewer than two items, or when half of the samples have no value.
    """
    tallies = [measure.tally(item) for item in items]
    score = measure.score(total(tallies))
    if score.value is None or len(tallies) < 2 or not resamples:
        return score
    values = [measure.score(sample).value for sample in _samples(tallies, resamples, seed)]
    known = sorted(value for value in values if value is not None)
    if len(known) * 2 <= resamples:
        return score
    low, high = (known[round(share * (len(known) - 1))] for share in (0.025, 0.975))
    return replace(score, low=low, high=high)


def _samples(tallies: Sequence[Tally], resamples: int, seed: int) -> Iterator[Tally]:
    """Sums of as many tallies as there are, drawn with replacement. Keys are numbered first: this
    is the loop that a report spends its time in.
    """
    chance = random.Random(seed)
    keys = list(dict.fromkeys(key for tally in tallies for key in tally))
    number = {key: place for place, key in enumerate(keys)}
    rows = [[(number[key], count) for key, count in tally.items() if count] for tally in tallies]
    for _ in range(resamples):
        sums = [0.0] * len(keys)
        for row in chance.choices(rows, k=len(rows)):
            for place, count in row:
                sums[place] += count
        yield Tally(zip(keys, sums, strict=True))
