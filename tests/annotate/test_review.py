"""Review: what passes, what waits, what a decision settles and what opens a case again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from curate.annotate import Annotation, By, Codebook, Fragment, Journals, Label
from curate.annotate.journal import Line
from curate.annotate.review import cases, decide, gold, standings
from curate.errors import UsageError

AT = "2026-11-21T10:00:00Z"
LATER = "2026-11-22T10:00:00Z"
CODEBOOK = Codebook(
    "test",
    labels=(Label("tone", "document"), Label("topic", "document", exclusive=False)),
)


def annotation(name, by, kind="span", type="person", status="accepted", at=AT, **facts):
    return Annotation(
        f"a{name:0>8}", kind, "d1", "0" * 64, By(by, type), at, status=status, **facts
    )


def span(name, by, start, end, label="org", **facts):
    target = (Fragment(start, end, "x" * (end - start)),)
    return annotation(name, by, label=label, target=target, **facts)


def journals(*annotations):
    lines: dict[str, list[Line]] = {}
    for item in annotations:
        lines.setdefault(item.by.id, []).append(Line(item, 1))
    return Journals({name: tuple(items) for name, items in lines.items()})


def said(found):
    return [
        {name: (item.start, item.end) for name, item in case.candidates.items()} for case in found
    ]


def test_what_all_say_passes_without_a_decision():
    journal = journals(span("1", "anna", 0, 5), span("2", "ben", 0, 5))
    (case,) = cases(journal, "d1")
    assert case.is_agreed
    assert [item.id for item in gold(journal, "d1")] == ["a00000001"]


def test_other_edges_labels_attributes_or_silence_make_a_case():
    journal = journals(
        span("1", "anna", 0, 5),
        span("2", "ben", 0, 6),
        span("3", "anna", 10, 15),
        span("4", "ben", 10, 15, label="person"),
        span("5", "anna", 20, 25, attributes={"voice": "author"}),
        span("6", "ben", 20, 25, attributes={"voice": "reported"}),
        span("7", "ben", 30, 35),
    )
    found = cases(journal, "d1")
    assert all(case.is_open for case in found)
    assert said(found) == [
        {"anna": (0, 5), "ben": (0, 6)},
        {"anna": (10, 15), "ben": (10, 15)},
        {"anna": (20, 25), "ben": (20, 25)},
        {"ben": (30, 35)},
    ]
    assert list(gold(journal, "d1")) == []


def test_nested_spans_are_put_together_with_their_own_kind():
    journal = journals(
        span("1", "anna", 0, 50, label="claim"),
        span("2", "anna", 10, 20),
        span("3", "ben", 10, 20),
        span("4", "ben", 5, 50, label="claim"),
    )
    assert said(cases(journal, "d1")) == [
        {"anna": (0, 50), "ben": (5, 50)},
        {"anna": (10, 20), "ben": (10, 20)},
    ]


def test_one_long_span_stands_against_one_of_two_short_ones():
    journal = journals(span("1", "anna", 0, 20), span("2", "ben", 0, 9), span("3", "ben", 11, 20))
    assert said(cases(journal, "d1")) == [{"anna": (0, 20), "ben": (0, 9)}, {"ben": (11, 20)}]


def test_three_readers_share_a_case_and_all_must_agree():
    spans = [span("1", "anna", 0, 5), span("2", "ben", 0, 5), span("3", "chloe", 0, 5)]
    (case,) = cases(journals(*spans), "d1")
    assert case.is_agreed
    finished = annotation("4", "dora", "state", value="finished")
    (case,) = cases(journals(*spans, finished), "d1")
    assert case.is_open


def test_a_decision_settles_a_case_with_a_reason_and_makes_gold():
    spans = [span("1", "anna", 0, 5), span("2", "ben", 0, 6)]
    (case,) = cases(journals(*spans), "d1")
    decision = decide(case, "ben", "the codebook says so", "chair", id="a00000009", at=LATER)
    assert (decision.choice, decision.of) == ("a00000002", ("a00000001", "a00000002"))
    assert decision.by.type == "curation"
    journal = journals(*spans, decision)
    (case,) = cases(journal, "d1")
    assert not case.is_open
    assert [item.id for item in gold(journal, "d1")] == ["a00000002"]
    none = replace(decision, choice=None, at="2026-11-23T10:00:00Z", id="a00000010")
    assert list(gold(journals(*spans, decision, none), "d1")) == []


def test_a_decision_wants_a_reason_and_a_candidate():
    (case,) = cases(journals(span("1", "anna", 0, 5), span("2", "ben", 0, 6)), "d1")
    with pytest.raises(UsageError, match="reason"):
        decide(case, "anna", " ", "chair", id="a00000009", at=LATER)
    with pytest.raises(UsageError, match="no candidate"):
        decide(case, "zoe", "why", "chair", id="a00000009", at=LATER)


def test_a_candidate_that_changes_after_the_decision_opens_the_case_again():
    spans = [span("1", "anna", 0, 5), span("2", "ben", 0, 6)]
    (case,) = cases(journals(*spans), "d1")
    decision = decide(case, "ben", "why", "chair", id="a00000009", at=LATER)
    changed = replace(spans[1], rev=2, at="2026-11-23T10:00:00Z")
    (case,) = cases(journals(*spans, changed, decision), "d1")
    assert case.is_open


def test_relations_agree_when_their_ends_stand_for_the_same():
    spans = [
        span("1", "anna", 0, 5, label="claim"),
        span("2", "anna", 10, 15),
        span("3", "ben", 0, 5, label="claim"),
        span("4", "ben", 10, 15),
    ]
    first = annotation("5", "anna", "relation", label="by", from_id="a00000001", to_id="a00000002")
    second = annotation("6", "ben", "relation", label="by", from_id="a00000003", to_id="a00000004")
    journal = journals(*spans, first, second)
    assert all(case.is_agreed for case in cases(journal, "d1"))
    relation = next(item for item in gold(journal, "d1") if item.kind == "relation")
    assert (relation.from_id, relation.to_id) == ("a00000001", "a00000002")


def test_a_relation_follows_its_end_to_what_was_decided():
    spans = [
        span("1", "anna", 0, 5, label="claim"),
        span("2", "anna", 10, 15),
        span("3", "ben", 0, 6, label="claim"),
        span("4", "ben", 10, 15),
    ]
    relations = [
        annotation("5", "anna", "relation", label="by", from_id="a00000001", to_id="a00000002"),
        annotation("6", "ben", "relation", label="by", from_id="a00000003", to_id="a00000004"),
    ]
    case = cases(journals(*spans, *relations), "d1")[0]
    decision = decide(case, "ben", "why", "chair", id="a00000009", at=LATER)
    holding = list(gold(journals(*spans, *relations, decision), "d1"))
    relation = next(item for item in holding if item.kind == "relation")
    assert (relation.from_id, relation.to_id) == ("a00000003", "a00000002")
    nothing = replace(decision, choice=None)
    holding = list(gold(journals(*spans, *relations, nothing), "d1"))
    assert [item.kind for item in holding] == ["span"]


def test_document_labels_with_several_values_are_cases_of_their_own():
    def value(name, by, label, value):
        return annotation(name, by, "document", label=label, value=value)

    journal = journals(
        value("1", "anna", "tone", "high"),
        value("2", "ben", "tone", "low"),
        value("3", "anna", "topic", "a"),
        value("4", "anna", "topic", "b"),
        value("5", "ben", "topic", "b"),
    )
    found = cases(journal, "d1", CODEBOOK)
    assert [(len(case.candidates), case.is_agreed) for case in found] == [
        (2, False),
        (1, False),
        (2, True),
    ]


def test_a_document_read_by_one_passes_and_by_none_has_no_cases():
    journal = journals(span("1", "anna", 0, 5))
    assert [item.id for item in gold(journal, "d1")] == ["a00000001"]
    assert cases(journals(), "d1") == []


def test_standings_count_only_what_is_settled():
    spans = [
        span("1", "anna", 0, 5),
        span("2", "ben", 0, 5),
        span("3", "anna", 10, 15),
        span("4", "ben", 10, 15, label="person"),
        span("5", "anna", 20, 25),
    ]
    open_case = cases(journals(*spans), "d1")[1]
    decision = decide(open_case, "ben", "why", "chair", id="a00000009", at=LATER)
    journal = journals(*spans, decision)
    found = standings(cases(journal, "d1"), journal.current)
    assert (found["anna"].precision, found["anna"].recall) == (0.5, 0.5)
    assert found["anna"].confused == {("org", "person"): 1}
    assert (found["ben"].precision, found["ben"].recall) == (1, 1)
