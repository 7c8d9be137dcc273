"""The compiled kernel is held equal to plain Python, bit for bit."""

import sys
from array import array

import numpy as np
import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from curate.dedup import DedupSettings, Scheme, Text, band, find
from curate.dedup.methods import PLAIN, choose, compiled
from curate.dedup.shingle import words
from curate.dedup.signature import MAX_BINS

pytest.importorskip("numba")
KERNEL = compiled()
MIXED = "aB1_ .,\u2019\u00a0\u0130\u03a3\u00b2\u0301é中かカ\u0e01한\U00020000\U0001f600\n\0"
texts = st.lists(st.one_of(st.text(alphabet=MIXED, max_size=60), st.text(max_size=30)), max_size=8)
schemes = st.sampled_from([Scheme(), Scheme(3, 4, 2), Scheme(5, 27, 6, split_scripts=True)])


@given(texts, schemes)
@example(["", "!", "word", "\u0130\u03a3", "a b c d e f"], Scheme())
@settings(deadline=None)
def test_signatures_are_those_of_plain_python(found, scheme):
    assert KERNEL.sign(found, scheme) == PLAIN.sign(found, scheme)


@given(st.integers(-(2**63), 2**63 - 1), st.integers(2, MAX_BINS))
@example(2**63 - 1, 2)
@example(-(2**63), MAX_BINS)
@settings(deadline=None)
def test_the_bin_of_a_shingle_is_its_remainder(value, bins):
    from curate.dedup.kernel.signatures import _remainder

    assert _remainder(np.int64(value), np.int64(bins)) == value % bins


@given(texts.filter(bool), schemes, st.data())
@settings(deadline=None)
def test_sizes_and_shared_shingles_are_those_of_plain_python(found, scheme, data):
    place = st.integers(0, len(found) - 1)
    pairs = data.draw(st.lists(st.builds(band.pair_of, place, place), max_size=9))
    assert KERNEL.compare(found, pairs, scheme) == PLAIN.compare(found, pairs, scheme)


@given(st.lists(st.integers(0, 6), max_size=40), st.data())
@settings(deadline=None)
def test_candidates_and_groups_are_those_of_plain_python(values, data):
    keys = array("I", values[: len(values) // 2 * 2])
    every = range(len(keys) // 2)
    places = [place for place in every if data.draw(st.booleans())]
    assert KERNEL.candidates(keys, 2, places) == PLAIN.candidates(keys, 2, places)
    digests = array("q", values)
    assert sorted(KERNEL.groups(digests, range(len(values)))) == sorted(
        PLAIN.groups(digests, range(len(values)))
    )


def test_groups_too_large_to_pair_are_told_apart(monkeypatch):
    from curate.dedup.kernel import pairs

    monkeypatch.setattr(pairs, "FAMILY", 3)
    monkeypatch.setattr(band, "FAMILY", 3)
    keys = array("I", [7, 1, 7, 2, 7, 3, 7, 3, 5, 3])
    assert KERNEL.candidates(keys, 2, range(5)) == PLAIN.candidates(keys, 2, range(5))
    assert KERNEL.candidates(keys, 2, range(5))[1] == [[0, 1, 2, 3]]


def test_no_character_past_the_kernels_table_is_part_of_a_word():
    from curate.dedup.kernel.words import LAST_WORD_CHARACTER

    assert not any(chr(code).isalnum() for code in range(LAST_WORD_CHARACTER, sys.maxunicode + 1))


def test_both_methods_find_the_same_duplicates(articles, vary, in_memory):
    source = in_memory(
        Text(f"{item.id}-{changes}", vary(item.text, changes, seed=changes), item.date)
        for item in articles
        for changes in (0, 0, 3, 9, 14)
    )
    plain, fast = (find(source, DedupSettings(), methods=methods) for methods in (PLAIN, KERNEL))
    assert plain.links == fast.links
    assert plain.standing == fast.standing
    assert plain.links


def test_the_kernel_is_not_loaded_for_little_text():
    assert choose(1000) == (PLAIN, [])
    assert choose(10**9) == (KERNEL, [])


def test_without_the_extra_a_large_input_gets_a_hint(monkeypatch):
    monkeypatch.setattr("curate.dedup.methods.find_spec", lambda _name: None)
    methods, (note,) = choose(10**9)
    assert methods is PLAIN
    assert "curate[fast]" in note.hint


@given(texts.filter(bool), schemes)
@settings(deadline=None)
def test_samples_of_shingles_are_those_of_plain_python(found, scheme):
    found = [*found, " ".join(map(str, range(50)))]
    values, counts = KERNEL.sample(found, scheme)
    assert (values, counts) == PLAIN.sample(found, scheme)
    places = array("I", [place for place, count in enumerate(counts) for _ in range(count)])
    doubled, twice = values + values, places + array("I", [place + 9 for place in places])
    assert KERNEL.overlaps(doubled, twice) == PLAIN.overlaps(doubled, twice)


@given(texts, st.sampled_from([10, 13]))
@settings(deadline=None)
def test_fingerprints_are_those_of_plain_python(found, least):
    found = [*found, "a b c a d " * 9, " ".join(map(str, range(60)))]
    assert KERNEL.fingerprints(found, least) == PLAIN.fingerprints(found, least)


@given(
    st.lists(st.lists(st.sampled_from("aB,\u0130"), max_size=40).map(" ".join), max_size=4),
    st.data(),
)
@settings(deadline=None)
def test_runs_followed_are_those_of_plain_python(found, data):
    sizes = [len(words(text)) for text in found]
    seeds = set()
    for _ in range(9 if found else 0):
        first, place = (data.draw(st.integers(0, len(found) - 1)) for _ in range(2))
        of, word = (data.draw(st.integers(0, sizes[at] - 1)) for at in (first, place))
        if (first, of) < (place, word):
            seeds.add((first, place, word - of, word))
    rows = np.array(sorted(seeds), np.int64).reshape(-1, 4)
    runs = list(KERNEL.follow(found, rows, 2))
    assert runs == list(PLAIN.follow(found, rows, 2))


spaced = st.text(alphabet="ab \n\t\r\u00a0\u0085\u2028\x1cé\u0130\u03a3中", max_size=60)


@given(st.lists(spaced, max_size=5))
@example(["a b c\n\nd e f\n", "\n\na b c\nd e f", "a b c \n\u00a0\n d e f", "a b c\n\t\r\nd e f"])
@settings(deadline=None, max_examples=300)
def test_paragraphs_are_those_of_plain_python(found):
    assert KERNEL.paragraphs(found, 3) == PLAIN.paragraphs(found, 3)


def test_no_character_past_the_kernels_other_table_is_white_space():
    from curate.dedup.kernel.passages import LAST_WHITE

    assert not any(chr(code).isspace() for code in range(LAST_WHITE, sys.maxunicode + 1))


def test_lines_are_equal(articles, vary, in_memory):
    copies = [Text(f"{item.id}-ø", vary(item.text, 5, seed=1)) for item in articles]
    for more in ([], [Text('"\\\n', "quoted")]):
        found = find(in_memory([*articles, *copies, *more]), DedupSettings(contained=0))
        assert b"".join(KERNEL.lines(found)) == b"".join(found.lines())
        assert [orjson.loads(line) for line in found.lines()] == list(found.rows())


@given(st.lists(st.integers(0, 9), min_size=1), st.lists(st.lists(st.integers(0, 9)), min_size=1))
@settings(deadline=None)
def test_values_are_looked_up_like_in_plain_python(asked, parts):
    for kind, shift in ((np.uint32, 18), (np.int64, 40)):
        some = np.array(asked, kind) << kind(shift)
        arrays = [np.array(part, kind) << kind(shift) for part in parts]
        every = np.concatenate(arrays).tolist()
        wanted = [at for at, value in enumerate(every) if value in some.tolist()]
        for methods in (KERNEL, PLAIN):
            assert methods.positions(some, arrays).tolist() == wanted
