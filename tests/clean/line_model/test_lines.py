"""The vectorised measurement of lines against its plain reference."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from curate.clean.line_model import network, page, plain, verdict
from curate.clean.line_model.buckets import MOST_WORDS, NOTHING, word_buckets
from curate.clean.line_model.features import NAMES, features
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


LONG = " ".join(f"word{i}" for i in range(MOST_WORDS + 3))


@given(TEXTS)
def test_the_fast_and_the_plain_way_count_the_same(text):
    fast, slow = measure([text]), plain.measure(text)
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
    columns = [getattr(fast, name).T.tolist() for name in by_line]
    expected = [list(column) for column in zip(*slow, strict=True)][:9] if slow else [[]] * 9
    assert columns == [[list(v) if isinstance(v, tuple) else v for v in one] for one in expected]
    words = [word for line in slow for word in line.words]
    assert fast.hashes.tolist() == [word.hash for word in words]
    assert fast.word_starts.tolist() == [word.start for word in words]
    assert fast.word_stops.tolist() == [word.stop for word in words]
    assert fast.flags.tolist() == [word.flags for word in words]
    assert np.diff(fast.from_word).tolist() == [len(line.words) for line in slow]
    assert fast.line.tolist() == [i for i, line in enumerate(slow) for _ in line.words]


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_measured_together_count_as_each_alone(texts):
    together = measure(texts)
    wanted = np.arange(len(texts)) % 2 == 0
    for lines, places in ((together, range(len(texts))), (together.of_texts(wanted), None)):
        for k, place in enumerate(places or np.nonzero(wanted)[0]):
            alone, one = measure([texts[place]]), lines.of_texts(np.arange(len(lines.sizes)) == k)
            assert len(one) == len(alone)
            assert (one.starts - one.origins[0]).tolist() == alone.starts.tolist()
            for name in ("numbers", "classes", "first", "last", "kinds", "from_word", "hashes"):
                assert getattr(one, name).tolist() == getattr(alone, name).tolist()


@given(TEXTS)
def test_every_line_has_its_words_and_pairs_in_the_vocabulary(text):
    fast, slow = measure([text]), plain.measure(text)
    own, pairs = word_buckets(fast)
    hashes = [[word.hash for word in line.words] for line in slow]
    assert own.tolist() == [value >> 50 for line in hashes for value in line]
    beside = [
        [*(hash_pair(*two) >> 50 for two in pairwise(line)), NOTHING] for line in hashes if line
    ]
    assert pairs.tolist() == [value for line in beside for value in line]


def test_the_words_at_the_end_of_a_long_line_have_no_meaning():
    own, pairs = word_buckets(measure([f"{LONG}\nOne word."]))
    assert (own == NOTHING).tolist() == [False] * MOST_WORDS + [True] * 3 + [False] * 2
    assert (pairs[:MOST_WORDS] < NOTHING).all()
    assert (pairs[MOST_WORDS:] < NOTHING).tolist() == [False] * 3 + [True, False]


@given(TEXTS)
def test_the_meaning_of_a_line_is_the_mean_of_its_words_and_pairs(text):
    lines = measure([f"{text}\n{LONG}"])
    model = network.shipped()
    vocabulary = model.packed.view(np.uint16).astype(np.int64) - network.ZERO
    vocabulary[NOTHING] = 0
    own, pairs = word_buckets(lines)
    for line, mean in enumerate(model.meaning(lines)):
        inside = lines.line == line
        found = np.concatenate((own[inside], pairs[inside]))
        count = (found < NOTHING).sum() + network.SHRINK
        expected = vocabulary[found].sum(0) * model.weights["words:scale"] / count
        assert np.allclose(mean, expected, rtol=1e-6)


@given(TEXTS)
def test_features_are_small_numbers_one_row_a_line(text):
    lines = measure([text + "."])
    table = features(lines)
    assert table.shape == (len(lines), len(NAMES))
    assert np.isfinite(table).all()
    assert np.abs(table).max() <= 20


def test_a_text_is_judged_the_same_whatever_is_judged_with_it(monkeypatch):
    monkeypatch.setattr(page, "are_known", lambda lines, _cut: np.diff(lines.from_line) > 0)
    monkeypatch.setattr(verdict, "MOSTLY_CONTENT", 2)
    page_ = "Home\nNews | Sport\n\n  Sign in\n" + "The mill stood by the river. " * 9
    texts = [page_ * n + "\nMenu" * (n % 3) for n in range(1, 9)] + ["", "One.", LONG * 9, "\n"]
    alone = [verdict.removals([text], "balanced")[0] for text in texts]
    assert any(alone)
    assert verdict.removals(texts, "balanced") == alone
    assert verdict.removals(texts[::-1], "balanced") == alone[::-1]
