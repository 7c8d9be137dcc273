"""Gamma: agreement on where units are and what they are, at once, over the best alignment.

Source: Mathet, Widlöcher and Métivier (2015), *The Unified and Holistic Method Gamma*,
Computational Linguistics 41(3). Difference: chance is always what the paper calls a random split,
the annotations of one of the annotators, moved round the texts by a random distance. More than two
annotators are aligned all at once, as in the paper, where scipy is there and the units are not too
many; else pairs are pooled, and the score says so. A discontinuous annotation counts from its first
to its last character.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec

from curate.annotate.agreement.alignment import (
    PAPER,
    Dissimilarity,
    Unit,
    disorder,
    tuples_worth_making,
)
from curate.annotate.agreement.reading import Reading
from curate.annotate.agreement.score import Measure, Score, Tally, undefined

SAMPLES = 30
"""Random teams of annotators for the expected disorder; the paper's own start (section 5.2.2)."""
MAX_TUPLES = 5_000
"""Tuples of units worth making in all texts, above which more than two annotators are not aligned
at once: so many take 0.2 to 0.5 s on a small machine, and chance takes as long for each sample.
Three annotators with 1,700 spans each that stand apart have about as many.
"""


def gamma(
    readings: Sequence[Reading],
    apart: Dissimilarity = PAPER,
    samples: int = SAMPLES,
    seed: int = 0,
) -> Measure[Reading]:
    """Gamma of these readings, or of samples of them; the count is of units.

    1 for full agreement, 0 for what chance gives. The expected disorder is drawn once, from all
    the readings, with the seed. Undefined where nobody marked anything.
    """
    note = _why_in_pairs(readings, apart)
    expected = _expected_disorder(readings, apart, samples, seed, in_pairs=bool(note))

    def tally(reading: Reading) -> Tally:
        counted = Tally()
        for team in _teams(reading, bool(note)):
            units = [_units(reading, name) for name in team]
            counted["units"] += sum(map(len, units))
            counted["mean"] += sum(map(len, units)) / len(team)
            counted["disorder"] += disorder(units, apart)
        return counted

    def score(tally: Tally) -> Score:
        if not tally["units"]:
            return undefined("nobody marked anything here")
        if not expected:
            return undefined("the texts leave chance no room to disagree", round(tally["units"]))
        value = 1 - observed_disorder(tally) / expected
        return Score(value, round(tally["units"]), note=note)

    return Measure(tally, score)


def _teams(reading: Reading, in_pairs: bool) -> list[tuple[str, ...]]:
    """Who are aligned with one another: all annotators at once, or every two of them."""
    return list(reading.pairs()) if in_pairs else [tuple(sorted(reading.spans))]


def _why_in_pairs(readings: Sequence[Reading], apart: Dissimilarity) -> str:
    """Why more than two annotators cannot be aligned at once; empty where they can, or need not."""
    large = [reading for reading in readings if len(reading.spans) > 2]
    if large and find_spec("scipy") is None:
        return "pairs pooled: for all at once install the extra learn"
    left = MAX_TUPLES
    for reading in large:
        units = [_units(reading, name) for name in reading.spans]
        left -= tuples_worth_making(units, apart, left)
        if left <= 0:
            return "pairs pooled: too many spans to align all annotators at once"
    return ""


def observed_disorder(tally: Tally) -> float:
    """Disorder for each unit that one annotator makes on average (the paper's formula 6)."""
    return float(tally["disorder"] / tally["mean"])


def _units(reading: Reading, annotator: str, offset: int = 0) -> list[Unit]:
    return [
        Unit(span.hull.start + offset, span.hull.end + offset, span.label)
        for span in reading.spans[annotator]
    ]


def _expected_disorder(
    readings: Sequence[Reading], apart: Dissimilarity, samples: int, seed: int, in_pairs: bool
) -> float:
    """The mean disorder of random annotators, made from the real ones of every team."""
    chance = random.Random(seed)
    lines: dict[tuple[str, ...], list[list[Unit]]] = {}
    lengths: Counter[tuple[str, ...]] = Counter()
    for reading in readings:
        for team in _teams(reading, in_pairs):
            line = lines.setdefault(team, [[] for _ in team])
            for units, name in zip(line, team, strict=True):
                units.extend(_units(reading, name, lengths[team]))
            lengths[team] += reading.length
    far, mean = 0.0, 0.0
    for team, line in sorted(lines.items()):
        for _ in range(samples):
            drawn = _random_team(line, lengths[team], chance)
            far += disorder(drawn, apart)
            mean += sum(map(len, drawn)) / len(team)
    return far / mean if mean else 0.0


def _random_team(
    team: Sequence[list[Unit]], length: int, chance: random.Random
) -> list[list[Unit]]:
    """As many annotators drawn from the team, each moved round the text by a distance of its own;
    distances differ by a mean unit at least, or one annotator drawn twice would agree with itself.
    """
    every = [unit for units in team for unit in units]
    apart = sum(unit.end - unit.start for unit in every) / len(every) if every else 0
    first = chance.random() * length
    room = max(0, length - len(team) * apart)
    steps = [0.0, *sorted(chance.random() * room for _ in team[1:])]
    distances = [(first + place * apart + step) % length for place, step in enumerate(steps)]
    return [
        [_moved(unit, int(distance), length) for unit in chance.choice(team)]
        for distance in distances
    ]


def _moved(unit: Unit, distance: int, length: int) -> Unit:
    start = (unit.start + distance) % length
    return Unit(start, start + unit.end - unit.start, unit.label)
