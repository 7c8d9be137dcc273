"""The compiled kernel is held equal to numpy, bit for bit."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.clean.line_model import methods, network, verdict
from curate.clean.line_model.lines import Lines
from curate.clean.line_model.methods import (
    PLAIN,
    WORTH_COMPILING,
    WORTH_LOADING,
    choose,
    compiled,
)

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
    monkeypatch.setattr(methods, "_worth", lambda: 20)
    assert choose(["a few words"]) is PLAIN
    assert choose(["a few words"]) == KERNEL


def test_what_is_not_compiled_yet_or_not_there_is_used_later_or_never(monkeypatch, tmp_path):
    worth = methods._worth.__wrapped__
    monkeypatch.setattr(methods, "CACHE", tmp_path)
    assert worth() == WORTH_COMPILING
    (tmp_path / "lines._measure-40.py311.nbi").touch()
    assert worth() == WORTH_LOADING
    monkeypatch.setattr(methods, "find_spec", lambda name: None)
    assert worth() == math.inf
