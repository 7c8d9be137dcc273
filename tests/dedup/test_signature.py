from operator import eq
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.dedup import Scheme
from curate.dedup.signature import minima, sign


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0])
def test_a_scheme_finds_999_in_1000_pairs_at_its_threshold(threshold):
    scheme = Scheme.of(threshold)
    assert 1 - (1 - threshold**scheme.rows) ** scheme.bands >= 0.999


@given(st.sets(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=50))
def test_a_bin_has_its_smallest_shingle_and_empty_bins_have_one_of_the_others(shingles):
    bins = 12
    signature = minima(list(shingles), bins)
    assert len(signature) == bins
    for bin, value in enumerate(signature):
        inside = [shingle for shingle in shingles if shingle % bins == bin]
        assert value == min(inside) if inside else value in shingles


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=30))
def test_a_signature_knows_neither_order_nor_repeats(shingles):
    assert minima(shingles, 24) == minima(sorted(shingles) * 2, 24)


def test_a_signature_is_the_same_on_every_machine_and_in_every_version():
    """Keys stand in indexes on disk: changing them makes every index worthless."""
    digest, keys = sign("The King’s Fund: integrated care systems, explained.", Scheme(3, 3, 2))
    assert (digest, keys) == PINNED


PINNED = (8787645542715699743, [3467692574, 1545091203, 1151665736])


@pytest.mark.parametrize("threshold", [0.7, 0.8, 0.9])
@pytest.mark.parametrize("size", [12, 20, 45])
def test_short_texts_just_at_the_threshold_are_found_as_often_as_long_ones(threshold, size):
    random, scheme = Random(size), Scheme.of(threshold)
    shared = next(n for n in range(size + 1) if n >= threshold * (2 * size - n))
    missed = 0
    for _ in range(3000):
        every = [random.getrandbits(60) for _ in range(2 * size - shared)]
        one, other = (minima(some, scheme.bins) for some in (every[:size], every[-size:]))
        rows = [one[at : at + scheme.rows] for at in range(0, scheme.bins, scheme.rows)]
        others = [other[at : at + scheme.rows] for at in range(0, scheme.bins, scheme.rows)]
        missed += not any(map(eq, rows, others))
    assert missed <= 3
