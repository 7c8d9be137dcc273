"""F1 of spans: how many of two annotators' spans are the same, or share a character.

F1 needs no count of what neither marked and is the limit of kappa where that count has no bound:
Hripcsak and Rothschild (2005), *JAMIA* 12(3):296–298. Matching is one to one, so a long span never
agrees with two short ones at once. For more than two annotators the pairs are pooled.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from curate.annotate.agreement.assignment import best_pairs
from curate.annotate.agreement.reading import LabelledSpan, Reading
from curate.annotate.agreement.score import Measure, Score, Tally, undefined

Pairs = list[tuple[int, int]]


def equal_pairs(first: Sequence[Hashable], second: Sequence[Hashable]) -> Pairs:
    """Places of equal members of two lists, each used once."""
    places: dict[Hashable, list[int]] = {}
    for place, member in enumerate(second):
        places.setdefault(member, []).append(place)
    return [
        (place, places[member].pop(0)) for place, member in enumerate(first) if places.get(member)
    ]


def overlapping_pairs(first: Sequence[LabelledSpan], second: Sequence[LabelledSpan]) -> Pairs:
    """Places of spans with the same label that share a character: as many pairs as can be made,
    and among those the ones that share most.
    """
    worth = {}
    order = sorted(range(len(second)), key=lambda place: second[place].hull.start)
    most = len(first) + len(second) + 1
    for left, mine in enumerate(first):
        for right in order:
            its = second[right]
            if its.hull.start >= mine.hull.end:
                break
            shared = mine.shared(its) if mine.label == its.label else 0
            if shared:
                worth[left, right] = 1 + shared / (mine.size + its.size - shared) / most
    return best_pairs(worth)


def f1(pairing: Callable[[Sequence[LabelledSpan], Sequence[LabelledSpan]], Pairs]
       ) -> Measure[Reading]:  # fmt: skip
    """F1 of the spans that `pairing` pairs; the count is of spans, of both annotators together.

    Undefined when nobody marked anything.
    """

    def tally(reading: Reading) -> Tally:
        counted = Tally()
        for first, second in reading.pairs():
            mine, its = reading.spans[first], reading.spans[second]
            counted["spans"] += len(mine) + len(its)
            counted["paired"] += 2 * len(pairing(mine, its))
        return counted

    return Measure(tally, _f1)


def relation_f1() -> Measure[Reading]:
    """F1 of relations with the same label between the same labelled spans."""

    def tally(reading: Reading) -> Tally:
        counted = Tally()
        for first, second in reading.pairs():
            mine, its = (reading.relations.get(name, ()) for name in (first, second))
            counted["spans"] += len(mine) + len(its)
            counted["paired"] += 2 * len(equal_pairs(mine, its))
        return counted

    return Measure(tally, _f1)


def character_f1() -> Measure[Reading]:
    """F1 of labelled characters; the count is of characters, of both annotators together."""

    def tally(reading: Reading) -> Tally:
        counted = Tally()
        units = {name: reading.units(name) for name in reading.spans}
        for first, second in reading.pairs():
            for label in units[first].keys() | units[second].keys():
                mine, its = (units[name].get(label, []) for name in (first, second))
                counted["spans"] += sum(map(len, mine)) + sum(map(len, its))
                both = LabelledSpan(tuple(mine)).shared(LabelledSpan(tuple(its)))
                counted["paired"] += 2 * both
        return counted

    return Measure(tally, _f1)


def _f1(tally: Tally) -> Score:
    if not tally["spans"]:
        return undefined("nobody marked anything here")
    return Score(tally["paired"] / tally["spans"], round(tally["spans"]))
