import pytest

from curate.dedup import DedupSettings, Text, find
from curate.dedup.judgement import Judgement, settle
from curate.dedup.methods import PLAIN, compiled

OWN = " ".join(f"own{place}" for place in range(100))
LONG = " ".join(f"long{place}" for place in range(400))


def methods():
    try:
        return [PLAIN, compiled()]
    except ImportError:
        return [PLAIN]


def decide(texts, in_memory, verdicts=None, methods=PLAIN, **settings):
    rules = DedupSettings(order=("id",), **settings)
    found = find(in_memory(texts), rules, verdicts or settle([]), methods=methods)
    return {row["id"]: (row["representative"], round(row["similarity"], 3)) for row in found.rows()}


@pytest.mark.parametrize("methods", methods())
def test_a_text_pasted_whole_into_a_longer_one_is_removed_for_it(in_memory, vary, methods):
    pasted = vary(OWN, 1, seed=1)
    texts = [Text("a", OWN), Text("b", f"{LONG} {pasted} {LONG[::-1]}"), Text("c", "of its own")]
    found = decide(texts, in_memory, methods=methods)
    assert found == {"a": ("b", pytest.approx(0.95, abs=0.02)), "b": ("b", 1.0), "c": ("c", 1.0)}


def test_texts_that_only_share_a_passage_are_not_contained(in_memory):
    texts = [Text("a", f"{OWN} {LONG}"), Text("b", f"{OWN} {LONG.replace('long', 'other')}")]
    assert {head for head, _ in decide(texts, in_memory).values()} == {"a", "b"}


def test_copies_of_a_contained_text_go_with_it_and_what_contains_it_may_be_contained_too(in_memory):
    texts = [
        Text("a", OWN),
        Text("b", OWN),
        Text("c", f"{OWN} {LONG}"),
        Text("d", f"{OWN} {LONG} {LONG.replace('long', 'longer')} {LONG[::-1]}"),
    ]
    assert {id: head for id, (head, _) in decide(texts, in_memory).items()} == {
        "a": "d",
        "b": "d",
        "c": "d",
        "d": "d",
    }


def test_a_text_stays_if_something_it_stands_for_is_not_in_the_longer_one(in_memory):
    near = " ".join(OWN.split()[:-14] + [f"new{place}" for place in range(12)])
    texts = [Text("a", OWN), Text("b", near), Text("c", f"{OWN} {LONG}")]
    found = decide(texts, in_memory, threshold=0.7)
    assert [found[id][0] for id in "abc"] == ["a", "a", "c"]


def test_people_and_settings_keep_a_contained_text(in_memory):
    texts = [Text("a", OWN, "", ("kept",)), Text("b", f"{OWN} {LONG}")]
    different = settle([Judgement("a", "b", "different", "anna", "2026-01-01T00:00:00Z")])
    assert decide(texts, in_memory)["a"][0] == "b"
    assert decide(texts, in_memory, different)["a"][0] == "a"
    assert decide(texts, in_memory, keep=("kept",))["a"][0] == "a"
    assert decide(texts, in_memory, contained=0.0)["a"][0] == "a"


def test_a_phrase_is_no_contained_text(in_memory):
    texts = [Text("a", " ".join(LONG.split()[:15])), Text("b", LONG)]
    assert decide(texts, in_memory)["a"][0] == "a"
