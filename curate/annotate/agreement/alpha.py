"""Krippendorff's alpha: any number of annotators, missing values, any distance.

Source: Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*, University of
Pennsylvania, section 4: values are paired within units, units with one value drop out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from curate.annotate.agreement.distance import Distance, nominal
from curate.annotate.agreement.score import Measure, Score, Tally, undefined

Values = Sequence[Hashable]
"""What the annotators gave one unit; None stands for nothing."""


def coincidences(values: Values, weight: float = 1) -> Tally:
    """How often each ordered pair of values meets in one unit, each value counted once in all."""
    given = [value for value in values if value is not None]
    pairs = Tally()
    if len(given) > 1:
        share = weight / (len(given) - 1)
        counts = Counter(given)
        for a, times_a in counts.items():
            for b, times_b in counts.items():
                pairs[a, b] += share * times_a * (times_b - (a == b))
    return pairs


def alpha(distance: Distance = nominal) -> Measure[Values]:
    """1 for full agreement, 0 for what chance gives, below 0 for systematic disagreement.

    The count is of pairable values. Undefined without pairable values, or when only one value
    occurs (then chance agreement is full as well).
    """
    return Measure(coincidences, lambda tally: alpha_of(tally, distance))


def alpha_of(pairs: Tally, distance: Distance = nominal) -> Score:
    """Alpha of summed coincidences."""
    totals = Tally()
    for (value, _), count in pairs.items():
        totals[value] += count
    pairable = sum(totals.values())
    if pairable < 1:
        return undefined("no unit was given values by two annotators")
    if distance is nominal:  # the usual one, and the one that bootstraps are made of
        observed = pairable - sum(pairs[value, value] for value in totals)
        expected = pairable**2 - sum(count**2 for count in totals.values())
    else:
        observed = sum(count * distance(a, b, totals) for (a, b), count in pairs.items() if count)
        expected = sum(
            totals[a] * totals[b] * distance(a, b, totals)
            for a in totals
            for b in totals
            if totals[a] and totals[b]
        )
    if len(+Counter(totals)) < 2 or not expected:
        value = next(value for value in totals if totals[value])
        return undefined(f"only one value occurs ({_shown(value)})", round(pairable))
    return Score(1 - (pairable - 1) * observed / expected, round(pairable))


def _shown(value: Hashable) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, value))) or "no label"
    return str(value)
