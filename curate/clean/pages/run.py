"""Runs: numbers anywhere in a text that count up by one at the distance of pages."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

NEAREST, FARTHEST = 250, 9_000
"""Characters from one page to the next; verses and notes are shorter than the nearest."""
STEADY = 2.5
"""How much longer or shorter than the middle one a page may be."""
NEAREST_ALONE = 60
"""Characters from one number alone on its line to the next: the back of a plate is nearly empty."""
MOST_STEP = 3
"""Pages from one number to the next; plates and blank pages have none."""
REMEMBERED = 8
"""Earlier places of one number that are tried as the one before."""
LEAST_BESIDE = 3
"""Numbers that make a run beside other runs."""
MOSTLY = 0.6
"""Share of the numbers in a stretch of text that count up there; statistics have others."""
STEADILY = 0.7
"""Share of the pages that are about as long as the others."""


class Number(NamedTuple):
    """A number and where it stands: alone on its line or not."""

    start: int
    end: int
    value: int
    roman: bool
    alone: bool


def runs(found: list[Number]) -> Iterator[list[Number]]:
    """Runs of numbers that count up at the distance of pages, longest first; none is in two."""
    best, before = _link(found)
    used: set[int] = set()
    for place in sorted(before, key=lambda one: -best[one]):
        chain = [place]
        while (earlier := before.get(chain[-1])) is not None and earlier not in used:
            chain.append(earlier)
        if place in used or len(chain) < LEAST_BESIDE:
            continue
        used.update(chain)
        run = [found[one] for one in reversed(chain)]
        # A list of contents before the first page may begin with its number.
        for some in (run, run[1:]):
            filled = _filled(some, found)
            if len(some) >= LEAST_BESIDE and _is_most(filled, found) and _is_steady(filled):
                used.update(_place(found, one.start) for one in filled)
                yield filled
                break


def _link(found: list[Number]) -> tuple[list[float], dict[int, int]]:
    """By place, for each number the weight of the best run that ends with it, and for those with
    one before them the place of that one.
    """
    best = [1.0] * len(found)
    gap = [0.0] * len(found)
    before: dict[int, int] = {}
    by_value: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(found):
        start, value, alone = number.start, number.value, number.alone
        for step in range(1, MOST_STEP + 1):
            for earlier in by_value.get(value - step, ())[-REMEMBERED:]:
                other = found[earlier]
                distance = (start - other.start) / step
                nearest = NEAREST_ALONE if alone and other.alone else NEAREST
                most = best[earlier] + 1.0 - 0.3 * (step - 1)
                if most <= best[place] or not nearest <= distance <= FARTHEST:
                    continue
                fits = 1.0 if is_like(distance, gap[earlier] or distance) else 0.35
                weight = best[earlier] + fits - 0.3 * (step - 1)
                if weight > best[place]:
                    best[place], before[place], gap[place] = weight, earlier, distance
        by_value[value].append(place)
    return best, before


def _filled(run: list[Number], found: list[Number]) -> list[Number]:
    """The run with the numbers left out that stand between their neighbours: plates are pages."""
    filled = run[:1]
    for last, following in pairwise(run):
        if following.value > last.value + 1:
            between = found[_place(found, last.start + 1) : _place(found, following.start)]
            filled += [one for one in between if last.value < one.value < following.value]
        filled.append(following)
    return filled


def is_like(size: float, other: float) -> bool:
    """Are two pages about as long?"""
    return other / STEADY <= size <= other * STEADY


def length(run: list[Number]) -> float:
    """The characters of the middle page."""
    return median(_steps(run))


def _steps(run: list[Number]) -> list[float]:
    """The characters of the pages, each with its neighbour: plates have a back and a front."""
    pairs = zip(run, run[2:], strict=False)
    return [(b.start - a.start) / max(b.value - a.value, 1) for a, b in pairs]


def _is_steady(run: list[Number]) -> bool:
    steps = _steps(run)
    return sum(is_like(step, median(steps)) for step in steps) >= STEADILY * len(steps)


def _is_most(run: list[Number], found: list[Number]) -> bool:
    """Are few other numbers in the stretch of text that the run spans?"""
    inside = _place(found, run[-1].start + 1) - _place(found, run[0].start)
    return len(run) >= MOSTLY * inside


def _place(found: list[Number], offset: int) -> int:
    """The place of the first number from an offset on."""
    return bisect_left(found, offset, key=attrgetter("start"))
