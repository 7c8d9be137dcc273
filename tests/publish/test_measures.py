"""The measures equal published values, and those of other programs on the same counts."""

import pytest

from curate.publish.corpus_functions import measures

N = 14_307_668
"""Words of the corpus of Manning and Schuetze 1999, chapter 5."""


@pytest.mark.parametrize(
    ("both", "x", "y", "value"),
    [
        (150, 12593, 932, 1291.42),  # most powerful
        (13, 932, 3424, 80.39),  # powerful force
    ],
)
def test_log_likelihood_equals_table_5_12_of_manning_and_schuetze(both, x, y, value):
    assert measures.log_likelihood(both, x, y, N) == pytest.approx(value, abs=0.2)


@pytest.mark.parametrize(
    ("both", "x", "y", "value"),
    [
        (150, 12593, 932, 1291.3190571274),
        (10, 379, 932, 100.5018835044),
        (10, 932, 934, 82.3758604989),
        (13, 932, 3424, 80.3691478367),
    ],
)
def test_log_likelihood_equals_that_of_nltk(both, x, y, value):
    assert measures.log_likelihood(both, x, y, N) == pytest.approx(value, abs=1e-9)


def test_t_equals_table_5_6_of_manning_and_schuetze():
    assert measures.t_score(20, 42, 20, N) == pytest.approx(4.4721, abs=5e-5)
    assert measures.t_score(20, 41, 27, N) == pytest.approx(4.4721, abs=5e-5)


def test_mutual_information_equals_table_5_14_of_manning_and_schuetze():
    assert measures.mutual_information(20, 42, 20, N) == pytest.approx(18.38, abs=0.005)
    assert measures.mutual_information(20, 41, 27, N) == pytest.approx(17.98, abs=0.005)


def test_log_dice_is_14_for_words_that_are_always_together_and_13_for_half_as_often():
    assert measures.log_dice(50, 50, 50) == 14
    assert measures.log_dice(25, 50, 50) == 13
    assert measures.log_dice(0, 50, 50) == float("-inf")


def test_dispersion_equals_the_example_of_gries_2008():
    # His corpus of five parts of 9 to 11 letters, in which "a" stands 1 to 5 times.
    found = measures.dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    assert found.range == 5
    assert found.dp == pytest.approx(0.18, abs=1e-9)
    assert found.juilland_d == pytest.approx(0.785, abs=0.0005)
    assert found.dp_norm == pytest.approx(0.18 / (1 - 9 / 50))


def test_dispersion_at_its_ends():
    even = measures.dispersion([2, 2], [100, 100])
    assert (even.dp, even.juilland_d) == (0, 1)
    uneven = measures.dispersion([4, 0], [100, 100])
    assert (uneven.dp_norm, uneven.juilland_d) == (1, 0)
    assert measures.dispersion([0, 0], [100, 100]) is None


REFERENCE = [
    # a, b, size_a, size_b, log-likelihood, log ratio, low, high; by scipy 1.17:
    # power_divergence(lambda_="log-likelihood") on two cells, and log2 of relative_risk with its
    # Katz interval of 95 per cent.
    (40, 10, 1_000, 2_000, 45.958043, 3.0, 2.006298, 3.993702),
    (7, 9, 267, 2_061, 10.579900, 2.585863, 1.172789, 3.998936),
]


@pytest.mark.parametrize("case", REFERENCE)
def test_keyness_and_log_ratio_equal_those_of_scipy(case):
    a, b, size_a, size_b, likelihood, ratio, low, high = case
    assert measures.keyness(a, b, size_a, size_b) == pytest.approx(likelihood, abs=1e-6)
    found = measures.log_ratio(a, b, size_a, size_b)
    assert found == pytest.approx((ratio, low, high), abs=1e-6)


def test_signs_say_which_side_has_more():
    assert measures.keyness(1, 40, 1000, 1000) < 0 < measures.keyness(40, 1, 1000, 1000)
    assert measures.log_ratio(10, 5, 1000, 1000).value == pytest.approx(1)
    assert measures.log_ratio(0, 5, 1000, 1000).value < -3
    assert measures.log_likelihood(1, 500, 500, 1000) < 0
