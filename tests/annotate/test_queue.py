"""Queues: which documents an annotator gets, and in which order."""

from __future__ import annotations

import pytest

from curate.annotate import AnnotateSettings, Annotation, By, Fragment, Journals
from curate.annotate.journal import Line
from curate.annotate.queue import disagreements, proposals, queue, uncertain

DOCS = [f"d{number}" for number in range(6)]
AT = "2026-11-21T10:00:00Z"
ALL = AnnotateSettings()


def annotation(name, by, doc, kind="span", type="person", status="accepted", **facts):
    return Annotation(f"a{name:0>8}", kind, doc, "0" * 64, By(by, type), AT, status=status, **facts)


def span(name, by, doc, start, end, **facts):
    target = (Fragment(start, end, "x" * (end - start)),)
    return annotation(name, by, doc, label="org", target=target, **facts)


def journals(*annotations):
    lines: dict[str, list[Line]] = {}
    for item in annotations:
        lines.setdefault(item.by.id, []).append(Line(item, 1))
    return Journals({name: tuple(items) for name, items in lines.items()})


def test_what_is_finished_or_skipped_is_left_out():
    said = journals(
        annotation("1", "anna", "d1", "state", value="finished"),
        annotation("2", "anna", "d2", "state", value="skipped"),
        annotation("3", "anna", "d3", "state", value="started"),
        annotation("4", "ben", "d4", "state", value="finished"),
    )
    assert queue(DOCS, said, "anna", ALL) == ["d0", "d3", "d4", "d5"]


def test_only_ones_own_share_is_queued_and_together_they_are_all():
    settings = AnnotateSettings(annotators=("anna", "ben"), overlap=1, seed=3)
    anna, ben = (queue(DOCS, journals(), name, settings) for name in ("anna", "ben"))
    assert sorted([*anna, *ben]) == DOCS
    assert queue(DOCS, journals(), "somebody-else", settings) == DOCS


def test_most_proposals_come_first():
    said = journals(
        span("1", "names", "d2", 0, 5, type="pattern", status="proposed"),
        span("2", "names", "d4", 0, 5, type="pattern", status="proposed"),
        span("3", "names", "d4", 7, 9, type="pattern", status="proposed"),
        span("4", "names", "d5", 7, 9, type="pattern", status="proposed"),
        span("5", "anna", "d5", 7, 9, proposal="a00000004"),
    )
    assert queue(DOCS, said, "anna", ALL, proposals) == ["d4", "d2"]


def test_the_least_agreement_comes_first_and_full_agreement_not_at_all():
    said = journals(
        span("1", "anna", "d1", 0, 5),
        span("2", "ben", "d1", 0, 5),
        span("3", "anna", "d2", 0, 5),
        span("4", "ben", "d2", 0, 5),
        span("5", "ben", "d2", 7, 9),
        span("6", "anna", "d3", 0, 5),
        span("7", "ben", "d3", 1, 5),
        span("8", "anna", "d4", 0, 5),
    )
    assert queue(DOCS, said, "chair", ALL, disagreements) == ["d3", "d2"]


def test_what_a_learner_doubts_most_comes_first(clean, codebook):
    pytest.importorskip("sklearn")
    known = "The Fund asked the Board. " * 8
    texts = [
        clean(known, id="d0"),
        clean("The Fund asked the Board. " * 4, id="d1"),
        clean("Zebras quietly devour 17 purple kites; why?", id="d2"),
    ]
    spans = [span(f"{at}", "anna", "d0", at, at + 4) for at in range(4, len(known), 26)]
    said = journals(*spans, annotation("x", "anna", "d0", "state", value="finished"))
    order = uncertain(texts, said, codebook)
    assert queue(["d0", "d1", "d2"], said, "anna", ALL, order) == ["d2", "d1"]
