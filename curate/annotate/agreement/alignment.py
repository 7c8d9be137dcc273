"""The best alignment of annotators' units: each unit in one tuple with at most one of every other.

Source: Mathet, Widlöcher and Métivier (2015), *The Unified and Holistic Method Gamma*,
Computational Linguistics 41(3), section 4. Two annotators are an assignment; more are the packing
of tuples that saves most, exactly, by integer programming.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import comb, inf, sqrt
from typing import NamedTuple

from curate.annotate.agreement.assignment import best_pairs


class Unit(NamedTuple):
    """A labelled stretch of a text, in code points; it may reach past the end of the text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """What sets two units apart: `position` times the squared distance of their edges over their
    lengths, plus `label` where the labels differ; `empty` is the price of a unit without partner.
    The defaults are the paper's.
    """

    position: float = 1.0
    label: float = 1.0
    empty: float = 1.0

    def positional(self, first: Unit, second: Unit) -> float:
        """The positional part, before its weight (the paper's formula 4)."""
        far = abs(first.start - second.start) + abs(first.end - second.end)
        length = first.end - first.start + second.end - second.start
        return self.empty * (far / length) ** 2

    def __call__(self, first: Unit, second: Unit) -> float:
        """Positional and categorical parts together."""
        labels = self.empty * (first.label != second.label)
        return self.position * self.positional(first, second) + self.label * labels


PAPER = Dissimilarity()
"""The paper's weights."""

Place = tuple[int, int]
"""A unit by its annotator's and its own number."""
Tuple = tuple[Place, ...]
Near = dict[Place, dict[int, dict[int, float]]]
"""By unit and later annotator, the distances of that annotator's units."""


def disorder(annotators: Sequence[Sequence[Unit]], apart: Dissimilarity) -> float:
    """The summed disorder of the best alignment of two or more annotators; 0 is full agreement.

    The disorder of a tuple is the mean over all pairs of annotators, where one of them at least is
    missing `apart.empty`; so a unit alone costs that much (the paper's formula 3).
    """
    lonely = sum(map(len, annotators)) * apart.empty
    saved = dict(_worthwhile(annotators, apart))
    if len(annotators) == 2:
        worth = {(first[1], second[1]): gain for (first, second), gain in saved.items()}
        return lonely - sum(worth[pair] for pair in best_pairs(worth))
    return lonely - _best_packing(saved)


def tuples_worth_making(
    annotators: Sequence[Sequence[Unit]], apart: Dissimilarity, most: int
) -> int:
    """How many tuples the best alignment is chosen from, counted up to `most`."""
    return sum(1 for _ in islice(_worthwhile(annotators, apart), most))


def _worthwhile(
    annotators: Sequence[Sequence[Unit]], apart: Dissimilarity
) -> Iterator[tuple[Tuple, float]]:
    """The tuples that cost less than leaving all their units alone, with what they save.

    Taking a unit out of a tuple of k costs it the price of being alone, and gives back its
    distances from the others for as many missing partners: where that is no loss, the smaller
    tuple serves as well, and this one is left out.
    """
    pairs = comb(len(annotators), 2)
    most = (len(annotators) - 1 + pairs) * apart.empty
    near = _neighbours(annotators, apart, most)

    def grow(members: Tuple, far: tuple[float, ...], other: int) -> Iterator[tuple[Tuple, float]]:
        if other == len(annotators):
            size = len(members)
            saved = (size * pairs - (pairs - comb(size, 2))) * apart.empty - sum(far) / 2
            if size > 1 and saved > 0 and max(far) < (size - 1 + pairs) * apart.empty:
                yield members, saved / pairs
            return
        yield from grow(members, far, other + 1)
        for place, first in near[members[0]].get(other, {}).items():
            there = [first, *(_known(near, member, other, place) for member in members[1:])]
            sums = tuple(map(sum, zip(far, there, strict=True)))
            if max(sums) < most and sum(there) < most:
                yield from grow((*members, (other, place)), (*sums, sum(there)), other + 1)

    for number, units in enumerate(annotators):
        for place in range(len(units)):
            yield from grow(((number, place),), (0.0,), number + 1)


def _known(near: Near, member: Place, other: int, place: int) -> float:
    return near[member].get(other, {}).get(place, inf)


def _neighbours(annotators: Sequence[Sequence[Unit]], apart: Dissimilarity, most: float) -> Near:
    """The units of later annotators that are less than `most` from a unit."""
    near: Near = {
        (number, place): {}
        for number, units in enumerate(annotators)
        for place in range(len(units))
    }
    # By the positional part alone, edges may differ by so many times the two lengths.
    reach = sqrt(most / (apart.position * apart.empty)) if apart.position and apart.empty else inf
    for other, theirs in enumerate(annotators):
        order = sorted(range(len(theirs)), key=lambda place: theirs[place].start)
        starts = [theirs[place].start for place in order]
        longest = max((unit.end - unit.start for unit in theirs), default=0)
        for number, units in enumerate(annotators[:other]):
            for place, unit in enumerate(units):
                far = reach * (unit.end - unit.start + longest)
                first, last = (
                    bisect_left(starts, unit.start - far),
                    bisect_right(starts, unit.start + far),
                )
                distances = ((right, apart(unit, theirs[right])) for right in order[first:last])
                near[number, place][other] = {at: far for at, far in distances if far < most}
    return near


def _best_packing(saved: Mapping[Tuple, float]) -> float:
    """What the best choice of tuples saves that use no unit twice."""
    if not saved:
        return 0.0
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    row = {place: number for number, place in enumerate({at for one in saved for at in one})}
    uses = [(row[at], column) for column, one in enumerate(saved) for at in one]
    rows, columns = zip(*uses, strict=True)
    once = csc_array((np.ones(len(uses)), (rows, columns)), shape=(len(row), len(saved)))
    gains = np.array(list(saved.values()))
    found = milp(
        -gains,
        constraints=LinearConstraint(once, ub=1),
        integrality=1,
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},  # the default stops within 0.01 % of the best
    )
    return float(gains[found.x > 0.5].sum())
