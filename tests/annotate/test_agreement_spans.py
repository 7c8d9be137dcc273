"""Agreement on spans: F1, alpha over characters, unitizing alpha, gamma."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pytest

from curate.annotate.agreement import LabelledRelation, LabelledSpan, Reading
from curate.annotate.agreement.alignment import Dissimilarity, Unit, disorder
from curate.annotate.agreement.assignment import best_pairs
from curate.annotate.agreement.character import character_alpha
from curate.annotate.agreement.gamma import gamma, observed_disorder
from curate.annotate.agreement.intersection import intersections
from curate.annotate.agreement.matching import (
    character_f1,
    equal_pairs,
    f1,
    overlapping_pairs,
    relation_f1,
)
from curate.annotate.agreement.unitizing import disagreements, squared_distance, unitizing_alpha
from curate.text import Span

SHARED = Path(__file__).parents[3] / "shared" / "data" / "agreement"
EXACT, OVERLAP = f1(equal_pairs), f1(overlapping_pairs)


def spans(*rows):
    return tuple(LabelledSpan((Span(start, end),), label) for start, end, label in rows)


def reading(length=100, **annotators):
    return Reading("text", length, {name: spans(*rows) for name, rows in annotators.items()})


ORG, PER = (0, 10, "org"), (20, 25, "person")


def test_equal_spans_agree_in_any_order():
    text = reading(a=[ORG, PER], b=[PER, ORG])
    assert [m.of([text]).value for m in (EXACT, OVERLAP, character_f1())] == [1, 1, 1]
    assert EXACT.of([text]).count == 4


def test_a_trailing_space_costs_the_exact_match_and_little_else():
    text = reading(a=[ORG], b=[(0, 11, "org")])
    assert EXACT.of([text]).value == 0
    assert OVERLAP.of([text]).value == 1
    assert character_f1().of([text]).value == pytest.approx(20 / 21)


def test_another_label_is_disagreement_unless_labels_are_left_out():
    text = reading(a=[ORG], b=[(0, 10, "person")])
    assert (EXACT.of([text]).value, OVERLAP.of([text]).value) == (0, 0)
    assert EXACT.of([text.label_blind()]).value == 1


def test_a_layer_nested_by_one_annotator_leaves_the_other_layer_alone():
    # The complaint of HumanSignal/label-studio issue 8950.
    text = reading(a=[(0, 10, "name"), (0, 4, "name.first")], b=[(0, 10, "name")])
    assert EXACT.of([text]).value == pytest.approx(2 / 3)
    assert EXACT.of([text.only("name")]).value == 1
    assert EXACT.of([text.only("name.first")]).value == 0


def test_one_long_span_agrees_with_one_of_two_short_ones():
    text = reading(a=[(0, 20, "claim")], b=[(0, 9, "claim"), (11, 20, "claim")])
    assert OVERLAP.of([text]).value == pytest.approx(2 / 3)
    assert character_f1().of([text]).value == pytest.approx(36 / 38)


def test_matching_finds_as_many_pairs_as_there_are():
    # Taking the largest overlap first (the two long ones) would leave one span alone.
    text = reading(a=[(0, 20, "x"), (18, 40, "x")], b=[(2, 19, "x"), (1, 3, "x")])
    assert OVERLAP.of([text]).value == 1


def test_nobody_marked_anything_is_undefined_and_one_alone_is_zero():
    assert EXACT.of([reading(a=[], b=[])]).value is None
    assert EXACT.of([reading(a=[], b=[])]).reason
    assert EXACT.of([reading(a=[ORG], b=[])]).value == 0


def test_a_discontinuous_span_equals_only_the_same_fragments():
    whole = LabelledSpan((Span(0, 10),), "x")
    parts = LabelledSpan((Span(0, 3), Span(7, 10)), "x")
    text = Reading("text", 20, {"a": (whole,), "b": (parts,)})
    assert EXACT.of([text]).value == 0
    assert OVERLAP.of([text]).value == 1
    assert character_f1().of([text]).value == pytest.approx(12 / 16)


def test_relations_agree_when_label_and_both_ends_do():
    org, person = spans(ORG, PER)
    same = LabelledRelation("by", org, person)
    turned = LabelledRelation("by", person, org)
    text = Reading("t", 50, {"a": (), "b": ()}, {"a": (same,), "b": (same, turned)})
    assert relation_f1().of([text]).value == pytest.approx(2 / 3)


def test_pairs_of_annotators_are_pooled():
    text = reading(a=[ORG], b=[ORG], c=[(50, 60, "org")])
    assert EXACT.of([text]).value == pytest.approx(2 / 6)


@pytest.mark.parametrize("seed", range(60))
def test_the_pairing_is_the_best_of_all(seed):
    chance = random.Random(seed)
    worth = {
        (left, right): chance.choice((0.5, 1.0, chance.random() * 3))
        for left in range(chance.randint(1, 5))
        for right in range(chance.randint(1, 5))
        if chance.random() < 0.6
    }
    best = 0.0
    for size in range(6):
        for chosen in itertools.combinations(worth, size):
            lefts, rights = {pair[0] for pair in chosen}, {pair[1] for pair in chosen}
            if len(lefts) == len(rights) == size:
                best = max(best, sum(worth[pair] for pair in chosen))
    pairs = best_pairs(worth)
    assert sum(worth[pair] for pair in pairs) == pytest.approx(best)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)


def test_characters_as_binary_values_give_the_alpha_of_the_paper():
    # Krippendorff (1995), p. 57, case A cut into 24 binary values.
    text = reading(24, a=[(2, 10, "u"), (14, 20, "u")], b=[(4, 8, "u"), (15, 17, "u")])
    assert character_alpha().of([text]).value == pytest.approx(0.329, abs=0.0005)


def test_text_that_nobody_coded_raises_alpha_and_can_be_left_out():
    text = reading(1000, a=[(0, 10, "x"), (20, 30, "y")], b=[(0, 9, "x"), (20, 30, "x")])
    everything = character_alpha().of([text])
    coded = character_alpha(uncoded=False).of([text])
    assert coded.value < everything.value
    assert (everything.count, coded.count) == (2000, 40)


CASES_1995 = {  # Krippendorff (1995), p. 57: [begin, length] on a continuum of 24, printed alpha
    "A": ([(2, 8), (14, 6)], [(4, 4), (15, 2)], 0.553, 0.03125),
    "B": (
        [(0, 18)],
        [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)],
        -0.926,
        2.26736,
    ),
    "C": (
        [(2, 6), (10, 2), (14, 4), (20, 2)],
        [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)],
        0.679,
        0.02777,
    ),
    "D": (
        [(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)],
        [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)],
        0.066,
        0.38715,
    ),
}


@pytest.mark.parametrize("case", CASES_1995)
def test_unitizing_alpha_of_1995(case):
    first, second, printed, observed = CASES_1995[case]
    fine = 50_000

    def units(rows):
        return [(begin * fine, (begin + length) * fine, "u") for begin, length in rows]

    text = reading(24 * fine, a=units(first), b=units(second))
    measure = unitizing_alpha()
    assert measure.tally(text)["observed", "u"] / (2 * (24 * fine) ** 2) == pytest.approx(
        observed, abs=1e-5
    )
    # The expected part of 1995 had a small error, mended in 2004.
    assert measure.of([text]).value == pytest.approx(printed, abs=0.02)


# Krippendorff (2004), Content Analysis, p. 254, on a continuum of 300 from 150.
TEXT_2004 = reading(
    300,
    i=[(75, 145, "c"), (220, 250, "c"), (30, 90, "k"), (150, 200, "k")],
    j=[(70, 150, "c"), (205, 225, "c"), (250, 270, "c"), (30, 90, "k"), (150, 200, "k")],
)


@pytest.mark.parametrize(
    ("label", "observed", "expected", "printed"),
    [("c", "0.0144", "0.0532", "0.7286"), ("k", "0.0000", "0.0490", "1.0000")],
)
def test_unitizing_alpha_of_2004_by_label(label, observed, expected, printed):
    text = TEXT_2004.only(label)
    measure = unitizing_alpha()
    parts = disagreements(measure.tally(text))
    assert [f"{part:.4f}" for part in parts] == [observed, expected]
    assert f"{measure.of([text]).value:.4f}" == printed


def test_unitizing_alpha_of_2004_follows_from_the_printed_parts():
    # The book adds up what it printed to four digits; without rounding it is 0.8587.
    observed, expected = (
        sum(parts)
        for parts in zip(
            *(
                [round(part, 4) for part in disagreements(unitizing_alpha().tally(text))]
                for text in (TEXT_2004.only("c"), TEXT_2004.only("k"))
            ),
            strict=True,
        )
    )
    assert f"{1 - observed / expected:.4f}" == "0.8591"
    assert f"{unitizing_alpha().of([TEXT_2004]).value:.4f}" == "0.8587"


def test_observed_disagreement_by_intersections_of_the_replaced_section():
    # Figure 12.11: 0 + 23 + 2 * 3 + 10 + 0 = 39 over 5 intersections.
    text = reading(
        100,
        i=[(0, 15, "1"), (20, 38, "1"), (60, 65, "2"), (70, 75, "1")],
        j=[(0, 15, "1"), (33, 43, "3"), (50, 53, "4"), (60, 65, "2"), (70, 80, "5")],
    )
    found = intersections(text)
    assert (found.number, found.differing, found.disagreement) == (5, 39, 7.8)
    assert intersections(reading(a=[], b=[])).disagreement is None


def test_section_distances_of_2004():
    def section(begin, length, is_unit=True):
        return Span(begin, begin + length), is_unit

    assert squared_distance(section(225, 70), section(220, 80)) == 50
    assert squared_distance(section(370, 30), section(355, 20)) == 850
    assert squared_distance(section(400, 50, False), section(400, 20)) == 400
    assert squared_distance(section(5, 6), section(7, 2)) == 8


def test_unitizing_alpha_without_units_or_without_room_is_undefined():
    assert unitizing_alpha().of([reading(a=[], b=[])]).reason
    assert unitizing_alpha().of([reading(10, a=[(0, 10, "x")], b=[(0, 10, "x")])]).value == 1
    assert unitizing_alpha().of([reading(1, a=[(0, 1, "x")], b=[(0, 1, "x")])]).reason


def test_positional_dissimilarity_of_figure_10():
    # Mathet et al. (2015), figure 10, printed to two digits.
    apart = Dissimilarity()
    for start, end, start_too, end_too, printed in [
        (4, 14, 40, 44, 22.2),
        (4, 14, 4, 14, 0.0),
        (4, 14, 20, 25, 3.2),
        (4, 14, 14, 24, 1.0),
        (20, 30, 20, 25, 0.11),
        (20, 25, 14, 24, 0.22),
    ]:
        value = apart.positional(Unit(start, end, ""), Unit(start_too, end_too, ""))
        assert value == pytest.approx(printed, rel=0.1)


def test_gamma_is_one_for_the_same_and_near_zero_for_chance():
    chance = random.Random(7)
    one, other = (
        [(at, at + 8, chance.choice("xyz")) for at in sorted(chance.sample(range(9900), 200))]
        for _ in range(2)
    )
    same, foreign = reading(10_000, a=one, b=one), reading(10_000, a=one, b=other)
    assert gamma([same]).of([same]).value == 1
    assert abs(gamma([foreign]).of([foreign]).value) < 0.1


def test_gamma_of_pygamma_fixtures():
    # Observed disorder of pygamma-agreement 0.5.9, with unequal counts and with other weights.
    unequal = reading(
        40,
        a=[(1, 5, "a"), (6, 10, "b"), (20, 24, "a"), (30, 34, "b")],
        b=[(2, 6, "a"), (31, 35, "b")],
    )
    measure = gamma([unequal])
    assert observed_disorder(measure.tally(unequal)) == pytest.approx(0.7083333, abs=1e-6)
    weighted = reading(
        20,
        a=[(1, 5, "a"), (6, 10, "b"), (11, 15, "c")],
        b=[(2, 7, "a"), (8, 12, "b"), (11, 15, "a")],
    )
    measure = gamma([weighted], Dissimilarity(3, 2))
    assert observed_disorder(measure.tally(weighted)) == pytest.approx(1.0277778, abs=1e-6)


THREE = {  # the continuum of three annotators that pygamma-agreement aligns with disorder 0.96
    "alex": [
        (2, 9, "1"),
        (11, 17, "2"),
        (24, 30, "5"),
        (32, 36, "6"),
        (36, 44, "6"),
        (44, 60, "7"),
    ],
    "paul": [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")],
    "suzan": [
        (2, 9, "1"),
        (11, 17, "4"),
        (21, 27, "5"),
        (32, 36, "6"),
        (36, 40, "6"),
        (40, 44, "6"),
    ],
}


def test_gamma_aligns_three_annotators_at_once():
    pytest.importorskip("scipy")
    text = reading(60, **THREE)
    measure = gamma([text], Dissimilarity(3, 1))
    assert f"{observed_disorder(measure.tally(text)):.2f}" == "0.96"
    score = measure.of([text])
    assert score.note == ""
    # Theirs is 0.44 to 0.47 with a chance of another kind.
    assert score.value == pytest.approx(0.455, abs=0.1)


@pytest.mark.parametrize("seed", range(20))
def test_the_alignment_of_three_is_the_best_of_all(seed):
    pytest.importorskip("scipy")
    chance = random.Random(seed)
    apart = Dissimilarity(chance.choice((0.5, 1, 3)), chance.choice((0, 1, 2)))
    starts = [[chance.randrange(30) for _ in range(chance.randint(0, 3))] for _ in range(3)]
    annotators = [
        [Unit(at, at + chance.randint(1, 12), chance.choice("xy")) for at in one] for one in starts
    ]
    assert disorder(annotators, apart) == pytest.approx(least_disorder(annotators, apart))


def least_disorder(annotators, apart):
    """By trying all: the first unit left goes with every choice of one, or none, of the others."""
    if not any(annotators):
        return 0.0
    first = next(number for number, units in enumerate(annotators) if units)
    rows = [[None, *units] if units else [None] for units in annotators]
    rows[first] = annotators[first][:1]
    best = float("inf")
    for chosen in itertools.product(*rows):
        cost = sum(
            apart(one, other) if one and other else apart.empty
            for one, other in itertools.combinations(chosen, 2)
        )
        left = [
            [unit for place, unit in enumerate(units) if place != at]
            for units, at in zip(
                annotators,
                (
                    units.index(unit) if unit else None
                    for units, unit in zip(annotators, chosen, strict=True)
                ),
                strict=True,
            )
        ]
        best = min(best, cost / 3 + least_disorder(left, apart))
    return best


def test_gamma_says_where_pairs_are_pooled(monkeypatch):
    text = reading(60, **THREE)
    monkeypatch.setattr("curate.annotate.agreement.gamma.find_spec", lambda name: None)
    score = gamma([text]).of([text])
    assert "pairs pooled" in score.note and "learn" in score.note
    assert score.to_json()["note"] == score.note


def test_gamma_pools_pairs_where_there_are_too_many_spans(monkeypatch):
    pytest.importorskip("scipy")
    monkeypatch.setattr("curate.annotate.agreement.gamma.MAX_TUPLES", 5)
    text = reading(60, **THREE)
    assert "too many spans" in gamma([text]).of([text]).note


def test_gamma_without_units_is_undefined():
    empty = reading(a=[], b=[])
    assert gamma([empty]).of([empty]).reason


def reference(name):
    path = SHARED / f"{name}.json"
    if not path.exists():
        pytest.skip("reference tables are not here")
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_span_case_of_the_reference_files():
    ours = {
        "exact_f1": EXACT,
        "overlap_f1": OVERLAP,
        "overlap_f1_one_to_one": OVERLAP,
        "char_f1": character_f1(),
    }
    for case in reference("span_matching")["cases"]:
        text = reading(100, a=case["a"], b=case["b"])
        for key, value in case["expected"].items():
            if key in ours:
                assert ours[key].of([text]).value == pytest.approx(value), (case["name"], key)
        for label, value in case["expected"].get("exact_f1_by_label", {}).items():
            assert EXACT.of([text.only(label)]).value == value


def test_every_section_distance_of_the_reference_files():
    for row in reference("unitizing_alpha_2004")["section_distances"]:
        (begin, length, is_unit), (other, length_too, is_unit_too) = row["a"], row["b"]
        first = Span(begin, begin + length), is_unit
        second = Span(other, other + length_too), is_unit_too
        assert squared_distance(first, second) == row["delta2"]


def test_every_gamma_case_of_the_reference_files():
    for case in reference("gamma_pygamma")["cases"]:
        marked: dict[str, list] = {}
        for name, label, start, end in case["units"]:
            marked.setdefault(name, []).append((start, end, label))
        text = reading(max(unit[3] for unit in case["units"]), **marked)
        apart = Dissimilarity(case["alpha"], case["beta"], case["delta_empty"])
        measure = gamma([text], apart, samples=100)
        observed = observed_disorder(measure.tally(text))
        assert observed == pytest.approx(case["observed_disorder"], abs=1e-4)
        # Their chance is drawn from statistics of the units, ours moves the units themselves.
        theirs = case["monte_carlo"]["gamma"]
        assert measure.of([text]).value == pytest.approx(theirs, abs=0.15), case["name"]


def test_pygamma_finds_the_same_best_alignment():
    library = pytest.importorskip("pygamma_agreement")
    segment = pytest.importorskip("pyannote.core").Segment
    chance = random.Random(3)
    marked = {
        name: [(at, at + chance.randint(2, 9), chance.choice("xy")) for at in range(0, 150, 15)]
        for name in "ab"
    }
    continuum = library.Continuum()
    for name, rows in marked.items():
        for start, end, label in rows:
            continuum.add(name, segment(start, end), label)
    theirs = continuum.get_best_alignment(library.CombinedCategoricalDissimilarity()).disorder
    text = reading(200, **marked)
    assert observed_disorder(gamma([text]).tally(text)) == pytest.approx(theirs, abs=1e-4)
