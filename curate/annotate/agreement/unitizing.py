"""Unitizing alpha: do annotators cut the same units out of a text, and label them the same?

Source: Krippendorff (1995), *Sociological Methodology* 25:47–76, with the expected disagreement of
Krippendorff (2004), *Content Analysis*, 2nd ed., pp. 251–256, which mends the one of 1995. Of the
annotations a label's units are the fragments, united where one annotator's overlap. Documents are
read one after another, no gap reaching from one into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from curate.annotate.agreement.reading import Reading
from curate.annotate.agreement.score import Measure, Score, Tally, undefined
from curate.text import Span

Section = tuple[Span, bool]
"""A stretch of text, and whether it is a unit (or a gap)."""


def sections(units: Sequence[Span], length: int) -> list[Section]:
    """The units of one annotator and label with the gaps between them; they cover the text."""
    result: list[Section] = []
    at = 0
    for unit in units:
        if at < unit.start:
            result.append((Span(at, unit.start), False))
        result.append((unit, True))
        at = unit.end
    return [*result, (Span(at, length), False)] if at < length else result


def squared_distance(first: Section, second: Section) -> int:
    """Two overlapping units: the squared distances of their edges. A unit within a gap: its squared
    length. Else 0 (1995, p. 61; 2004, p. 253).
    """
    (mine, is_unit), (its, is_unit_too) = first, second
    if is_unit and is_unit_too:
        far = (mine.start - its.start) ** 2 + (mine.end - its.end) ** 2
        return far if mine.overlaps(its) else 0
    if is_unit and its.covers(mine):
        return len(mine) ** 2
    if is_unit_too and mine.covers(its):
        return len(its) ** 2
    return 0


def unitizing_alpha() -> Measure[Reading]:
    """Unitizing alpha over all labels; the count is of units.

    Undefined without units, for fewer than two annotators, or when units fill all texts alike. All
    readings need the same number of annotators: pass those of one pair, or of one team.
    """
    return Measure(_tally, _score)


def _tally(reading: Reading) -> Tally:
    """Observed disagreement by label, and the lengths of units and gaps for the expected one."""
    counted = Tally({("annotators", len(reading.spans)): 1, "length": reading.length})
    units = {name: reading.units(name) for name in reading.spans}
    labels = {label for by_label in units.values() for label in by_label}
    for label in labels:
        cut = [sections(by_label.get(label, []), reading.length) for by_label in units.values()]
        for first, second in permutations(cut, 2):
            counted["observed", label] += _observed(first, second)
        for section, is_unit in (section for one in cut for section in one):
            counted["unit" if is_unit else "gap", label, len(section)] += 1
    counted["blank", frozenset(labels), reading.length] += len(units)
    return counted


def _observed(first: Sequence[Section], second: Sequence[Section]) -> int:
    """Summed distances of the sections that share text, walking along both at once."""
    far, place, other = 0, 0, 0
    while place < len(first) and other < len(second):
        far += squared_distance(first[place], second[other])
        mine, its = first[place][0].end, second[other][0].end
        place, other = place + (mine <= its), other + (its <= mine)
    return far


def _score(tally: Tally) -> Score:
    numbers = [key[1] for key in tally if key[0] == "annotators" and tally[key]]
    if len(numbers) != 1 or numbers[0] < 2:
        return undefined("needs the same two or more annotators in every document")
    count = round(sum(times for key, times in tally.items() if key[0] == "unit"))
    if not count:
        return undefined("nobody marked anything here")
    observed, expected = disagreements(tally)
    if not expected:
        return undefined("the units fill the whole text, chance has no room", count)
    return Score(1 - observed / expected, count)


def disagreements(tally: Tally) -> tuple[float, float]:
    """Observed and expected disagreement, summed over labels (2004, pp. 254 and 255). All readings
    counted have as many annotators.
    """
    [annotators] = [key[1] for key in tally if key[0] == "annotators" and tally[key]]
    cut, length = _cut(tally), tally["length"]
    observed = sum(tally["observed", label] for label in cut)
    observed /= annotators * (annotators - 1) * length**2
    expected = sum(_expected(*one, annotators * length) for one in cut.values()) * 2 / length
    return observed, expected


Lengths = dict[int, float]
"""How often each length occurs."""


def _cut(tally: Tally) -> dict[str, tuple[Lengths, Lengths]]:
    """The units and the gaps of each label in use."""
    cut: dict[str, tuple[Lengths, Lengths]] = {}
    blank: list[tuple[frozenset[str], int, float]] = []
    for key, times in tally.items():
        if not times:
            continue
        what = key[0]
        if what == "unit":
            cut.setdefault(key[1], ({}, {}))[0][key[2]] = times
        elif what == "blank":
            blank.append((key[1], key[2], times))
    for key, times in tally.items():
        if key[0] == "gap" and times and key[1] in cut:
            cut[key[1]][1][key[2]] = times
    for used, length, times in blank:
        for label, (_, gaps) in cut.items():
            if label not in used:  # a text in which nobody used the label is a gap throughout
                gaps[length] = gaps.get(length, 0.0) + times
    return cut


def _expected(units: Lengths, gaps: Lengths, room: float) -> float:
    """Disagreement of units dropped anywhere: 2004, p. 255, but for the factor 2 / length. `room`
    is the length of the texts times the number of annotators.
    """
    longest = sorted(gaps, reverse=True)
    many = sum(units.values())
    far = number = room_in = 0.0
    place = 0
    for size in sorted(units, reverse=True):
        while place < len(longest) and longest[place] >= size:
            number += gaps[longest[place]]
            room_in += gaps[longest[place]] * (longest[place] + 1)
            place += 1
        among_units = (many - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        within_gaps = size**2 * (room_in - number * size)
        far += units[size] * (among_units + within_gaps)
    itself = sum(times * size * (size - 1) for size, times in units.items())
    return far / (room * (room - 1) - itself)
