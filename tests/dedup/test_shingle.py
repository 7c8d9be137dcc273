import re
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curate.dedup.shingle import combine, hash_tuple, hash_words, hashes, shingles, words

MIXED = "aB1_ .,\u2019\u00a0\u0130\u03a3\u00b2\u0301é中かカ\u0e01한\U00020000\U0001f600\n"


@given(st.text(alphabet=MIXED, max_size=40))
@example("\u0130stanbul \u03a3\u03a3")
def test_words_are_runs_of_word_characters_in_any_script(text):
    found = re.findall(r"\w+", text.lower())
    assert words(text) == (found or words(text))


def test_characters_of_unspaced_scripts_count_as_words_when_asked_for():
    assert words("NHS統合ケア, กข", split_scripts=True) == [
        *["nhs", "統", "合", "ケ", "ア", "ก", "ข"]
    ]


@given(st.lists(st.integers(0, 2**61 - 2), max_size=9))
def test_the_hash_of_a_tuple_is_the_one_the_kernel_reproduces(lanes):
    assert hash_tuple(tuple(lanes)) == combine(tuple(lanes))
    if sys.implementation.name == "cpython" and sys.maxsize > 2**32:
        assert hash_tuple is hash  # else plain Python would be slow without anyone noticing


def test_a_text_shorter_than_a_shingle_is_one_shingle():
    assert len(shingles("three short words", 5)) == 1
    assert shingles("three short words", 5) == shingles("Three, SHORT words!", 5)


def test_texts_without_words_are_alike_only_if_they_are_the_same():
    assert shingles("!!!", 5) == shingles("!!! ", 5)
    assert shingles("!!!", 5) != shingles("???", 5)


@pytest.mark.parametrize(("size", "count"), [(1, 6), (3, 4), (6, 1), (7, 1)])
def test_a_text_has_a_shingle_for_each_run_of_its_words(size, count):
    assert len(hashes(hash_words(["one", "two", "three", "four", "five", "six"]), size)) == count
