"""The contract of every rule: on its own cases, on all other rules' cases, on generated text."""

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.clean import STAGES, catalogue, clean_text
from curate.clean.recipe import CleanSettings, Recipe
from curate.text import Span, apply, restore, settle

FOLDER = Path(__file__).parent / "cases"
RULES = list(catalogue().values())
CASES = [
    (path.stem, case)
    for path in sorted(FOLDER.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
KEPT = [case for _, case in CASES if case["text"] == case["expected"]]
WORDS = (
    *(
        "the",
        "Page 1 |",
        "Page 2 |",
        "APRIL 2021",
        "www.a.com l 3",
        "12",
        "- 13 -",
        "▲",
        "Comments",
    ),
    *("Leave a Reply", "care.1 ", "inte-", "Subscribe here to our newsletter.", "A B C", "\u00a0"),
    *("\u00ad", "\ufeff", "\x00", "\f", "\n", "\r\n", "\n\n", " ", ". ", "漢字", "😀", "e\u0301"),
)


def run(rule, case):
    keywords = {"seams": tuple(case.get("seams", ()))} if "seams" in rule.parameters else {}
    if "passages" in rule.parameters:
        passages = [(Span(start, end), why) for start, end, why in case.get("passages", ())]
        keywords["passages"] = passages
    named = [(rule.name, proposal) for proposal in rule.propose(case["text"], **keywords)]
    return apply(case["text"], settle(case["text"], named))


def identify(value):
    return value if isinstance(value, str) else value["label"]


@pytest.mark.parametrize(("name", "case"), CASES, ids=identify)
def test_a_rule_does_what_its_case_says(name, case, request):
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(reason=case["known_failure"], strict=True))
    rule = catalogue()[name]
    if rule.measure is None:
        assert run(rule, case) == case["expected"]
    if "notices" in case:
        assert len(list(rule.notice(case["text"]))) == case["notices"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_rule_touches_a_text_that_must_stay(rule):
    if rule.measure is None and rule.default:
        touched = [
            case["label"]
            for case in KEPT
            if not case.get("known_failure") and not case.get("others_change")
            if run(rule, case) != case["text"]
        ]
        assert touched == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_as_many_cases_to_leave_alone_as_to_change(rule):
    cases = [case for name, case in CASES if name == rule.name]
    changed = sum(case["text"] != case["expected"] for case in cases)
    assert len(cases) - changed >= changed
    assert changed or "notices" in cases[0] or rule.measure
    assert {"label", "origin", "text", "expected", "comment"} <= set.intersection(*map(set, cases))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_examples_of_a_rule_are_true(rule):
    examples = rule.examples
    assert any(example.text == example.expected for example in examples)
    if rule.measure is None:
        assert [rule(example.text) for example in examples] == [item.expected for item in examples]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_pickles(rule):
    assert pickle.loads(pickle.dumps(rule)) == rule


def test_every_stage_has_a_rule_and_rules_stand_by_stage():
    places = [STAGES.index(rule.stage) for rule in RULES]
    assert places == sorted(places)
    assert set(places) == set(range(len(STAGES)))


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=30).map("".join))
def test_on_any_text_proposals_lie_inside_and_are_the_same_again(text):
    recipe = Recipe.of(CleanSettings())
    edits, findings = clean_text(text, recipe)
    assert [finding for finding in findings if finding.code == "rule-failed"] == []
    assert restore(apply(text, edits), edits) == text
    assert clean_text(text, recipe) == (edits, findings)
