"""The compiled kernel is held equal to numpy, bit for bit."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.clean.line_model import methods, network, verdict
from curate.clean.line_model.layers import BLOCK
from curate.clean.line_model.lines import Lines
from curate.clean.line_model.methods import PLAIN, WORTH_COMPILING, choose, compiled

pytest.importorskip("numba")
KERNEL = compiled()
PAGES = json.loads(Path(__file__).with_name("pages.json").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    [
        *("the", "May", "www", "2019", "7", "BBC", " ", "\n", "\r\n", "\r", "\n\n", "\t", ". "),
        *("| ", "© ", "@you", "漢字", "प्रेम", "😀", "ß", "İ", "\u2028", "\f", "_", "\ud800"),
        "word " * 130,
    ]
)
TEXTS = st.lists(st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join), max_size=4)


def values(found):
    return [(one.dtype, one.tolist()) for one in found]


@given(TEXTS)
@settings(deadline=None)
def test_lines_and_words_are_those_of_numpy(texts):
    fast, plain = KERNEL.measure(texts), PLAIN.measure(texts)
    for name in Lines.__slots__:
        assert values([getattr(fast, name)]) == values([getattr(plain, name)]), name


@given(TEXTS, st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_sums_over_words_are_those_of_numpy(texts, seed):
    lines, chance = PLAIN.measure(texts), np.random.default_rng(seed)
    content = PLAIN.content_words(lines)
    assert values(KERNEL.content_words(lines)) == values(content)
    packed = network.shipped().packed
    assert values([KERNEL.add_up(packed, lines)]) == values([PLAIN.add_up(packed, lines)])
    chances, overall = chance.random((2, len(lines)))
    fast, plain = (one.lift(content, chances, overall) for one in (KERNEL, PLAIN))
    assert fast.tolist() == plain.tolist()


@given(st.lists(st.integers(1, 70), min_size=1, max_size=4), st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_layers_are_those_of_numpy(sizes, seed):
    chance, from_line = np.random.default_rng(seed), np.cumsum([0, *sizes])
    shape = -(-from_line[-1] // BLOCK) * BLOCK, 8
    hidden, new = chance.normal(size=(2, *shape)).astype(np.float32)
    for apart in (1, 2, 4):
        beside = [np.full((len(hidden), 24), np.nan, np.float32) for _ in range(2)]
        for one, found in zip((KERNEL, PLAIN), beside, strict=True):
            one.beside(hidden, from_line, apart, found)
        assert np.array_equal(*(found[: from_line[-1]] for found in beside))
        assert np.isfinite(beside).all()
    learnt = [hidden.copy(), hidden.copy()]
    for one, found in zip((KERNEL, PLAIN), learnt, strict=True):
        one.learn(found, new.copy(), new[0])
    assert np.array_equal(*learnt)


def test_the_verdict_is_the_same_by_both(monkeypatch):
    texts = [page["before"] + page["main"] + page["after"] for page in PAGES]
    texts += [" ".join(texts[0].split()), "", "One."]
    found = []
    for one in (PLAIN, KERNEL):
        monkeypatch.setattr(verdict, "choose", lambda _texts, one=one: one)
        found.append(verdict.removals(texts, "balanced"))
    assert any(found[0])
    assert found[0] == found[1]


def test_the_kernel_is_for_those_who_read_much(monkeypatch):
    monkeypatch.setattr(methods, "_read", [0])
    assert choose(["a few words"]) is PLAIN
    monkeypatch.setattr(methods, "_read", [WORTH_COMPILING])
    assert choose(["a few words"]) == KERNEL
    monkeypatch.setattr(methods, "_is_there", lambda: False)
    assert choose(["a few words"]) is PLAIN
