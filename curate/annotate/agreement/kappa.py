"""Agreement in percent and beyond chance for one label each: Cohen, Fleiss, Gwet.

Chance is what distinguishes them: Cohen (1960), *Educational and Psychological Measurement* 20(1)
gives each of two annotators their own habits; Fleiss (1971), *Psychological Bulletin* 76(5) one
habit to all; Gwet (2008), *British Journal of Mathematical and Statistical Psychology* 61 assumes
that only some choices are made by chance, and so stays high where one value prevails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from curate.annotate.agreement.alpha import Values
from curate.annotate.agreement.distance import Distance, nominal
from curate.annotate.agreement.score import Measure, Score, Tally, undefined

NOTHING = "no unit was given values by two annotators"


def _given(values: Values) -> Counter[Hashable]:
    return Counter(value for value in values if value is not None)


def percent() -> Measure[Values]:
    """The share of equal pairs of values, each unit counting once; the count is of units."""

    def tally(values: Values) -> Tally:
        given = _given(values)
        size = given.total()
        if size < 2:
            return Tally()
        equal = sum(times * (times - 1) for times in given.values())
        return Tally(units=1, equal=equal / (size * (size - 1)))

    def score(tally: Tally) -> Score:
        units = round(tally["units"])
        return Score(tally["equal"] / units, units) if units else undefined(NOTHING)

    return Measure(tally, score)


def cohen(distance: Distance = nominal) -> Measure[Values]:
    """Cohen's kappa of two annotators; with another distance, his weighted kappa (1968).

    An item is the two values of a unit, in the order of the annotators. The count is of units.
    Undefined when chance agreement is full.
    """

    def tally(values: Values) -> Tally:
        first, second = values
        return Tally() if first is None or second is None else Tally({(first, second): 1})

    def score(table: Tally) -> Score:
        units = round(sum(table.values()))
        if not units:
            return undefined(NOTHING)
        firsts, seconds, totals = Tally(), Tally(), Tally()
        for (first, second), count in table.items():
            firsts[first] += count
            seconds[second] += count
        totals.add(firsts)
        totals.add(seconds)
        observed = sum(count * distance(a, b, totals) for (a, b), count in table.items())
        expected = sum(firsts[a] * seconds[b] * distance(a, b, totals)
                       for a in firsts for b in seconds) / units  # fmt: skip
        if not expected:
            return undefined("both annotators used one and the same value only", units)
        return Score(1 - observed / expected, units)

    return Measure(tally, score)


def fleiss(category: Hashable = None) -> Measure[Values]:
    """Fleiss' kappa, or that of one value against all others; the count is of units.

    Undefined when units differ in their number of annotators (use alpha), or only one value occurs.
    """

    def tally(values: Values) -> Tally:
        given = _given(values)
        if category is not None:
            given = Counter({True: given[category], False: given.total() - given[category]})
        size = given.total()
        if size < 2:
            return Tally()
        counted = Tally({("value", value): times for value, times in given.items()})
        counted["size", size] = 1
        counted["equal"] = sum(n * (n - 1) for n in given.values()) / (size * (size - 1))
        return counted

    def score(tally: Tally) -> Score:
        sizes = sorted({key[1] for key in tally if key[0] == "size" and tally[key]})
        units = round(sum(tally["size", size] for size in sizes))
        if len(sizes) > 1:
            several = " and ".join(map(str, sizes))
            return undefined(f"units have {several} annotators, Fleiss needs the same for all",
                             units)  # fmt: skip
        values = [count for key, count in tally.items() if key[0] == "value"]
        if not values:
            return undefined(NOTHING)
        chance = sum((count / sum(values)) ** 2 for count in values)
        if chance == 1:
            return undefined("only one value occurs", units)
        return Score((tally["equal"] / units - chance) / (1 - chance), units)

    return Measure(tally, score)


def identity(a: int, b: int, size: int) -> float:
    """Weights of AC1: only equal values agree."""
    return float(a == b)


def quadratic(a: int, b: int, size: int) -> float:
    """Weights of AC2 for ordered values, by the squared distance of their ranks."""
    return 1 - ((a - b) / (size - 1)) ** 2 if size > 1 else 1.0


def gwet(
    categories: Sequence[Hashable], weights: Callable[[int, int, int], float] = identity
) -> Measure[Values]:
    """Gwet's AC1, or AC2 with weights, for any number of annotators; the count is of units with
    two values or more. `categories` are all values that were to choose from, in their order.

    As in his R package irrCAC, prevalence is counted over all units, agreement over those with two
    values. Undefined when there was nothing to choose.
    """
    rank = {category: place for place, category in enumerate(categories)}
    size = len(rank)

    def tally(values: Values) -> Tally:
        given = _given(values)
        n = given.total()
        counted = Tally()
        for a, times in given.items():
            counted["share", a] += times / n
            alike = sum(weights(rank[a], rank[b], size) * given[b] for b in given)
            if n > 1:
                counted["equal"] += times * (alike - 1) / (n * (n - 1))
        counted.add({"rated": n > 0, "units": n > 1})
        return counted

    def score(tally: Tally) -> Score:
        units = round(tally["units"])
        if not units:
            return undefined(NOTHING)
        if size < 2:
            return undefined("there is only one value to choose", units)
        shares = [tally["share", category] / tally["rated"] for category in categories]
        weight = sum(weights(a, b, size) for a in range(size) for b in range(size))
        chance = weight * sum(share * (1 - share) for share in shares) / (size * (size - 1))
        return Score((tally["equal"] / units - chance) / (1 - chance), units)

    return Measure(tally, score)
