"""Alpha over characters: every character is a unit, its value the labels that lie on it.

With uncoded text the value mostly says "nothing here, and both say so"; without it only characters
that someone labelled count, and the score says how alike the labelled places are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from curate.annotate.agreement.alpha import alpha_of, coincidences
from curate.annotate.agreement.distance import Distance, nominal
from curate.annotate.agreement.reading import Reading
from curate.annotate.agreement.score import Measure, Tally

Labels = frozenset[str]


def character_alpha(uncoded: bool = True, distance: Distance = nominal) -> Measure[Reading]:
    """Alpha with each character a unit; the count is of labelled or unlabelled characters, once
    for each annotator. `uncoded=False` leaves out what nobody labelled.
    """

    def tally(reading: Reading) -> Tally:
        counted = Tally()
        for values, length in stretches(reading):
            if uncoded or any(values):
                counted.add(coincidences(values, length))
        return counted

    return Measure(tally, lambda tally: alpha_of(tally, distance))


def stretches(reading: Reading) -> Iterator[tuple[tuple[Labels, ...], int]]:
    """Stretches of text with the same labels throughout, and their length; the labels of each
    annotator, in name order. Together the stretches cover the text.
    """
    changes: dict[int, list[tuple[int, str, int]]] = {0: [], reading.length: []}
    for place, name in enumerate(sorted(reading.spans)):
        for label, spans in reading.units(name).items():
            for span in spans:
                changes.setdefault(span.start, []).append((place, label, 1))
                changes.setdefault(span.end, []).append((place, label, -1))
    depth: list[Counter[str]] = [Counter() for _ in reading.spans]
    offsets = sorted(changes)
    for start, end in pairwise(offsets):
        for place, label, step in changes[start]:
            depth[place][label] += step
        yield tuple(frozenset(+labels) for labels in depth), end - start
