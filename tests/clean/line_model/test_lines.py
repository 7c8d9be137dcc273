"""The vectorised measurement of lines against its plain reference."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from curate.clean.line_model import plain
from curate.clean.line_model.features import NAMES, features, word_buckets
from curate.clean.line_model.lines import measure
from curate.clean.line_model.words import hash_pair

PIECES = st.sampled_from(
    [
        *("the", "News", "2019", "7", "BBC", " ", "  ", "\n", "\r\n", "\r", "\n\n", "\t", ". "),
        *(", ", "| ", "* ", "© ", "£5", "@you", "“", "漢字", "प्रेम", "😀", "Ω", "ß", "İ"),
        *("\u2028", "\f", "_", "\ud800"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


@given(TEXTS)
def test_the_fast_and_the_plain_way_count_the_same(text):
    fast, slow = measure(text), plain.measure(text)
    if fast is None:
        assert slow == []
        return
    by_line = (
        "starts",
        "stops",
        "begins",
        "numbers",
        "classes",
        "first",
        "last",
        "kinds",
        "flagged",
    )
    columns = [np.asarray(getattr(fast, name)).tolist() for name in by_line]
    assert columns == [
        [list(value) if isinstance(value, tuple) else value for value in column]
        for column in list(zip(*slow, strict=True))[:9]
    ]
    words = [word for line in slow for word in line.words]
    assert fast.hashes.tolist() == [word.hash for word in words]
    assert fast.word_starts.tolist() == [word.start for word in words]
    assert fast.word_stops.tolist() == [word.stop for word in words]
    assert fast.flags.tolist() == [word.flags for word in words]
    assert np.diff(fast.from_word).tolist() == [len(line.words) for line in slow]


@given(TEXTS)
def test_every_line_has_its_words_and_pairs_in_the_vocabulary(text):
    fast, slow = measure(text), plain.measure(text)
    if fast is None:
        return
    found, bounds = word_buckets(fast)
    for line, start, stop in zip(slow, bounds[:-1], bounds[1:], strict=True):
        hashes = [word.hash for word in line.words]
        pairs = [hash_pair(*two) for two in pairwise(hashes)]
        assert found[start:stop].tolist() == [value >> 50 for value in hashes + pairs]


@given(TEXTS)
def test_features_are_small_numbers_one_row_a_line(text):
    lines = measure(text)
    if lines is not None:
        table = features(lines)
        assert table.shape == (len(lines), len(NAMES))
        assert np.isfinite(table).all()
        assert np.abs(table).max() <= 20
