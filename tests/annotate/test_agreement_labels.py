"""Agreement on document labels: printed values of the publications, and what must be undefined."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from curate.annotate.agreement import distance
from curate.annotate.agreement.alpha import alpha
from curate.annotate.agreement.kappa import cohen, fleiss, gwet, percent, quadratic

SHARED = Path(__file__).parents[3] / "shared" / "data" / "agreement"

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: 4 coders, 12 units.
KRIPPENDORFF_2011 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
# Wikipedia, Krippendorff's alpha, the worked example: 3 coders, 15 units.
WIKIPEDIA = [
    [None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3],
    [1, None, 2, 1, 3, 3, 4, 3, *[None] * 7],
    [None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4],
]
# Krippendorff (1980), Content Analysis, p. 139: 9 units, 3 coders.
KRIPPENDORFF_1980 = [
    [1, 1, 1],
    [1, 2, 2],
    [2, 2, 2],
    [4, 4, 4],
    [1, 4, 4],
    [2, 2, 2],
    [1, 2, 3],
    [3, 3, 3],
    [2, 2, 2],
]
# Wikipedia, Fleiss' kappa: 10 subjects, 5 categories, 14 raters.
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
# Gwet's R package irrCAC 1.4 on a 5 x 5 table.
LIKERT = [
    [15, 4, 1, 0, 0],
    [3, 12, 4, 1, 0],
    [1, 3, 14, 3, 1],
    [0, 1, 3, 10, 2],
    [0, 0, 1, 2, 8],
]


def turned(table):
    return [list(unit) for unit in zip(*table, strict=True)]


def from_table(table):
    """The units of a contingency table, as places of rows and columns."""
    return [
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def from_counts(table):
    return [[place for place, count in enumerate(counts) for _ in range(count)] for counts in table]


@pytest.mark.parametrize(
    ("between", "printed"),
    [
        (distance.nominal, 0.743),
        (distance.ordinal, 0.815),
        (distance.interval, 0.849),
        (distance.ratio, 0.797),
    ],
)
def test_alpha_gives_the_values_krippendorff_prints_for_missing_data(between, printed):
    score = alpha(between).of(turned(KRIPPENDORFF_2011))
    assert score.value == pytest.approx(printed, abs=0.0005)
    assert score.count == 40


def test_a_unit_with_one_value_changes_nothing():
    units = turned(KRIPPENDORFF_2011)
    assert alpha().of(units[:-1]) == alpha().of(units)


def test_alpha_gives_the_values_of_the_encyclopedia_to_six_digits():
    assert alpha().of(turned(WIKIPEDIA)).value == pytest.approx(0.691358, abs=5e-7)
    assert alpha(distance.interval).of(turned(WIKIPEDIA)).value == pytest.approx(0.810845, abs=5e-7)


def test_alpha_of_one_value_against_all_others():
    for value, printed in {1: 0.381, 2: 0.711, 3: 0.717, 4: 0.764}.items():
        units = [[given == value for given in unit] for unit in KRIPPENDORFF_1980]
        assert alpha().of(units).value == pytest.approx(printed, abs=0.001)


def test_alpha_takes_a_distance_of_ones_own():
    # Artstein and Poesio (2008), p. 571: half the distance where either says Chck (2).
    def half(a, b, totals):
        return 0.0 if a == b else 0.5 if 2 in (a, b) else 1.0

    units = from_table([[46, 6, 0], [0, 32, 0], [0, 6, 10]])
    assert alpha(half).of(units).value == pytest.approx(0.8156, abs=0.0005)
    assert cohen(half).of(units).value == pytest.approx(0.8163, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "printed"),
    [
        ([[20, 5], [10, 15]], 0.4),
        ([[45, 15], [25, 15]], 0.1304),
        ([[25, 35], [5, 35]], 0.2593),
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.492),  # Cohen (1960), p. 45
    ],
)
def test_cohens_kappa_of_published_tables(table, printed):
    assert cohen().of(from_table(table)).value == pytest.approx(printed, abs=0.0005)


def test_fleiss_kappa_of_the_worked_example():
    score = fleiss().of(from_counts(FLEISS))
    assert score.value == pytest.approx(0.210, abs=0.0005)
    assert score.count == 10


def test_fleiss_refuses_units_with_different_numbers_of_annotators():
    score = fleiss().of([["a", "a"], ["a", "b", "b"]])
    assert score.value is None
    assert "2 and 3 annotators" in score.reason


def test_gwets_coefficients_as_his_own_package_gives_them():
    units = from_table(LIKERT)
    assert gwet(range(5)).of(units).value == pytest.approx(0.57997, abs=1e-5)
    assert gwet(range(5), quadratic).of(units).value == pytest.approx(0.87005, abs=1e-5)


def test_gwet_stays_high_where_one_value_prevails_and_kappa_collapses():
    units = from_table([[80, 7], [8, 5]])
    assert gwet(range(2)).of(units).value == pytest.approx(0.808, abs=1e-5)
    assert cohen().of(units).value < 0.35


def test_set_distances_as_passonneau_defines_them():
    assert distance.masi({1, 2}, {1, 2, 3, 4}, {}) == pytest.approx(2 / 3)
    assert distance.masi({1, 2, 3}, {2, 3, 4}, {}) == pytest.approx(5 / 6)
    assert distance.masi({1}, {1}, {}) == 0
    assert distance.masi({1}, {2}, {}) == 1
    assert distance.jaccard({1, 2, 3}, {2, 3, 4}, {}) == 0.5
    assert distance.jaccard(set(), set(), {}) == distance.masi(set(), set(), {}) == 0


@pytest.mark.parametrize("measure", [alpha(), cohen(), fleiss()])
def test_one_value_only_is_undefined_with_a_reason_and_never_full_agreement(measure):
    score = measure.of([("y", "y")] * 3)
    assert (score.value, bool(score.reason)) == (None, True)
    assert percent().of([("y", "y")] * 3).value == 1


@pytest.mark.parametrize("measure", [alpha(), percent(), fleiss(), gwet(["a", "b"])])
def test_a_single_annotator_agrees_with_nobody(measure):
    score = measure.of([("a",), ("b",)])
    assert score.value is None
    assert "two annotators" in score.reason


def test_perfect_agreement_and_perfect_disagreement():
    assert alpha().of([("a", "a"), ("b", "b")]).value == 1
    assert cohen().of([("a", "a"), ("b", "b")]).value == 1
    assert alpha().of([("a", "b"), ("b", "a")]).value == -0.5
    assert cohen().of([("a", "b"), ("b", "a")]).value == -1


def reference(name):
    path = SHARED / f"{name}.json"
    if not path.exists():
        pytest.skip("reference tables are not here")
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_contingency_table_of_the_reference_files():
    for name in ("cohen_kappa", "artstein_poesio_2008"):
        for case in reference(name)["cases"]:
            expected, units = case["expected"], from_table(case["table"])
            ours = {
                "p_o": percent(),
                "percent_agreement": percent(),
                "kappa": cohen(),
                "cohen_kappa": cohen(),
                "scott_pi": fleiss(),
                "alpha_nominal": alpha(),
                "gwet_ac1": gwet(range(len(case["table"]))),
            }
            for key in expected.keys() & ours.keys():
                value = ours[key].of(units).value
                near = 0.005 if key == "alpha_nominal" else max(case["tolerance"], 1e-9)
                assert value == pytest.approx(expected[key], abs=near), (case["name"], key)


def test_every_gwet_table_of_the_reference_files():
    for case in reference("gwet_ac1_ac2")["cases"]:
        units, size = from_table(case["table"]), range(len(case["table"]))
        for key, measure in (
            ("AC1_unweighted", gwet(size)),
            ("AC2_quadratic", gwet(size, quadratic)),
        ):
            printed = case["expected"][key]["coefficient"]
            assert measure.of(units).value == pytest.approx(printed, abs=1e-5)


def test_the_other_reference_tables():
    fleiss_1971 = reference("fleiss_1971")
    units = fleiss_1971["data"]
    assert fleiss().of(units).value == pytest.approx(0.43, abs=0.005)
    for category, printed in fleiss_1971["expected"]["kappa_by_category"].items():
        assert fleiss(int(category)).of(units).value == pytest.approx(printed, abs=0.005)
    hayes = reference("hayes_krippendorff_2007")["data"]
    assert alpha(distance.ordinal).of(hayes).value == pytest.approx(0.7598, abs=0.0001)
    two, three = reference("krippendorff_1980")["cases"]
    assert alpha().of(two["data"]).value == pytest.approx(0.095, abs=0.0005)
    for between, key in (
        (distance.nominal, "alpha_nominal"),
        (distance.interval, "alpha_interval"),
        (distance.ratio, "alpha_ratio"),
    ):
        value = alpha(between).of(three["data"]).value
        assert value == pytest.approx(three["expected"][key], abs=0.001)


def test_every_edge_case_of_the_reference_files():
    ours = {
        "alpha_nominal": alpha(),
        "cohen_kappa": cohen(),
        "fleiss_kappa": fleiss(),
        "percent_agreement": percent(),
    }
    for case in reference("edge_cases")["cases"]:
        for key, value in case["expected"].items():
            score = ours[key].of(case["data"])
            if value is None:
                assert score.value is None, (case["name"], key)
                assert score.reason
            else:
                assert score.value == pytest.approx(value), (case["name"], key)


def test_the_library_krippendorff_gives_the_same():
    library = pytest.importorskip("krippendorff")
    import numpy

    data = numpy.array(
        [[numpy.nan if value is None else value for value in row] for row in KRIPPENDORFF_2011]
    )
    for level in ("nominal", "ordinal", "interval", "ratio"):
        theirs = library.alpha(reliability_data=data, level_of_measurement=level)
        ours = alpha(getattr(distance, level)).of(turned(KRIPPENDORFF_2011)).value
        assert ours == pytest.approx(theirs)


def test_nltk_gives_the_same():
    agreement = pytest.importorskip("nltk.metrics.agreement")
    data = [
        (coder, unit, value)
        for coder, row in enumerate(KRIPPENDORFF_2011)
        for unit, value in enumerate(row)
        if value is not None
    ]
    theirs = agreement.AnnotationTask(data=data).alpha()
    assert alpha().of(turned(KRIPPENDORFF_2011)).value == pytest.approx(theirs)
