"""Gamma: agreement on where units are and what they are, at once, over the best alignment.

Source: Mathet, Widlöcher and Métivier (2015), *The Unified and Holistic Method Gamma*,
Computational Linguistics 41(3). Differences: an alignment joins two annotators, so that it is an
assignment with an exact and fast solution; more than two are reported as the pooled pairs. Chance
is what the paper calls a random split: the annotations of one of the two, moved round the texts by
a random distance. A discontinuous annotation counts from its first to its last character.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from curate.annotate.agreement.assignment import best_pairs
from curate.annotate.agreement.reading import Reading
from curate.annotate.agreement.score import Measure, Score, Tally, undefined

SAMPLES = 30
"""Random pairs of annotations for the expected disorder; the paper's own start (section 5.2.2)."""


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


def disorder(first: Sequence[Unit], second: Sequence[Unit], apart: Dissimilarity) -> float:
    """The summed dissimilarity of the best alignment of two annotators; 0 is full agreement."""
    alone = 2 * apart.empty
    order = sorted(range(len(second)), key=lambda place: second[place].start)
    starts = [second[place].start for place in order]
    longest = max((unit.end - unit.start for unit in second), default=0)
    # Two units are worth joining only where that costs less than leaving both alone.
    reach = sqrt(2 / apart.position) if apart.position else float("inf")
    saved: dict[tuple[int, int], float] = {}
    for left, unit in enumerate(first):
        far = reach * (unit.end - unit.start + longest)
        for right in order[bisect_left(starts, unit.start - far) :]:
            if second[right].start > unit.start + far:
                break
            gain = alone - apart(unit, second[right])
            if gain > 0:
                saved[left, right] = gain
    pairs = best_pairs(saved)
    lonely = (len(first) + len(second)) * apart.empty
    return lonely - sum(saved[pair] for pair in pairs)


def gamma(
    readings: Sequence[Reading],
    apart: Dissimilarity = Dissimilarity(),
    samples: int = SAMPLES,
    seed: int = 0,
) -> Measure[Reading]:
    """Gamma of these readings, or of samples of them; the count is of units.

    1 for full agreement, 0 for what chance gives. The expected disorder is drawn once, from all
    the readings, with the seed. Undefined where nobody marked anything.
    """
    expected = _expected_disorder(readings, apart, samples, seed)

    def tally(reading: Reading) -> Tally:
        counted = Tally()
        for first, second in reading.pairs():
            mine, its = _units(reading, first), _units(reading, second)
            counted["units"] += len(mine) + len(its)
            counted["disorder"] += disorder(mine, its, apart)
        return counted

    def score(tally: Tally) -> Score:
        if not tally["units"]:
            return undefined("nobody marked anything here")
        if not expected:
            return undefined("the texts leave chance no room to disagree", round(tally["units"]))
        return Score(1 - observed_disorder(tally) / expected, round(tally["units"]))

    return Measure(tally, score)


def observed_disorder(tally: Tally) -> float:
    """Disorder for each unit that one annotator makes on average (the paper's formula 6)."""
    return float(tally["disorder"] / (tally["units"] / 2))


def _units(reading: Reading, annotator: str, offset: int = 0) -> list[Unit]:
    return [
        Unit(span.hull.start + offset, span.hull.end + offset, span.label)
        for span in reading.spans[annotator]
    ]


def _expected_disorder(
    readings: Sequence[Reading], apart: Dissimilarity, samples: int, seed: int
) -> float:
    """The mean disorder of two random annotators, made from the real ones of every pair."""
    chance = random.Random(seed)
    lines: dict[tuple[str, str], tuple[list[Unit], list[Unit]]] = {}
    lengths: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        for pair in reading.pairs():
            both = lines.setdefault(pair, ([], []))
            for mine, name in zip(both, pair, strict=True):
                mine.extend(_units(reading, name, lengths[pair]))
            lengths[pair] += reading.length
    far, units = 0.0, 0
    for pair, both in sorted(lines.items()):
        for _ in range(samples):
            mine, its = _random_pair(both, lengths[pair], chance)
            far += disorder(mine, its, apart)
            units += len(mine) + len(its)
    return far / (units / 2) if units else 0.0


def _random_pair(
    both: tuple[list[Unit], list[Unit]], length: int, chance: random.Random
) -> tuple[list[Unit], list[Unit]]:
    """Two annotators drawn from the two, each moved round the text by a distance of its own; the
    distances differ by a mean unit at least, or one annotator drawn twice would agree with itself.
    """
    every = both[0] + both[1]
    apart = sum(unit.end - unit.start for unit in every) / len(every) if every else 0
    first = chance.random() * length
    second = (first + apart + chance.random() * max(0, length - 2 * apart)) % length
    mine, its = (
        [_moved(unit, int(distance), length) for unit in chance.choice(both)]
        for distance in (first, second)
    )
    return mine, its


def _moved(unit: Unit, distance: int, length: int) -> Unit:
    start = (unit.start + distance) % length
    return Unit(start, start + unit.end - unit.start, unit.label)
