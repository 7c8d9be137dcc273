"""From journals to the report: who counts as a reader, what is compared, how sure it is."""

from __future__ import annotations

import pytest

from curate.annotate import Annotation, By, Codebook, Fragment, Journals, Label
from curate.annotate.agreement import Chance, LabelledSpan, Reading, Text, readings, report
from curate.annotate.agreement.comparison import answers, readers
from curate.annotate.agreement.matching import equal_pairs, f1
from curate.annotate.agreement.score import with_interval
from curate.annotate.journal import Line
from curate.text import Span

CODEBOOK = Codebook(
    "test",
    labels=(
        Label("org"),
        Label("claim.barrier"),
        Label("tone", "document", values=("low", "middle", "high"), scale="ordinal"),
        Label("topic", "document", values=("a", "b"), exclusive=False),
    ),
)


def annotation(name, by, doc="d1", kind="span", status="accepted", type="person", **facts):
    at = "2026-11-21T10:00:00Z"
    return Annotation(f"a{name:0>8}", kind, doc, "0" * 64, By(by, type), at, status=status, **facts)


def span(name, by, start, end, label="org", **facts):
    target = (Fragment(start, end, "x" * (end - start)),)
    return annotation(name, by, label=label, target=target, **facts)


def state(name, by, value, doc="d1"):
    return annotation(name, by, doc, "state", value=value)


def journals(*annotations):
    lines: dict[str, list[Line]] = {}
    for item in annotations:
        lines.setdefault(item.by.id, []).append(Line(item, 1))
    return Journals({name: tuple(items) for name, items in lines.items()})


def test_who_finished_has_read_even_without_a_mark():
    said = journals(span("1", "anna", 0, 5), state("2", "ben", "finished"))
    assert readers(said, "d1") == ["anna", "ben"]
    (reading,) = readings(said, [Text("d1", 100), Text("d2", 50)])
    assert reading.spans["ben"] == ()


def test_who_only_began_or_skipped_has_not_read():
    said = journals(
        span("1", "anna", 0, 5),
        state("2", "ben", "started"),
        span("3", "ben", 0, 5),
        state("4", "carla", "skipped"),
    )
    assert readers(said, "d1") == ["anna"]


def test_tools_and_adjudication_are_not_annotators():
    said = journals(
        span("1", "anna", 0, 5),
        span("2", "gazetteer", 0, 5, type="pattern", status="proposed"),
        span("3", "chair", 0, 5, type="curation"),
    )
    assert readers(said, "d1") == ["anna"]


def test_deleted_rejected_and_proposed_spans_do_not_count():
    said = journals(
        span("1", "anna", 0, 5),
        span("2", "anna", 6, 9, status="deleted"),
        span("3", "ben", 6, 9, status="rejected"),
        span("4", "ben", 0, 5),
    )
    (reading,) = readings(said, [Text("d1", 100)])
    assert f1(equal_pairs).of([reading]).value == 1


def test_spans_of_another_text_are_not_compared():
    said = journals(span("1", "anna", 0, 5), span("2", "ben", 0, 5))
    (reading,) = readings(said, [Text("d1", 100, "1" * 64)])
    assert set(reading.spans.values()) == {()}
    (reading,) = readings(said, [Text("d1", 100, "0" * 64)])
    assert f1(equal_pairs).of([reading]).value == 1


def test_document_labels_are_compared_on_their_scale():
    said = journals(
        annotation("1", "anna", kind="document", label="tone", value="high"),
        annotation("2", "ben", kind="document", label="tone", value="low"),
        annotation("3", "ben", kind="document", label="topic", value="b"),
        annotation("4", "ben", kind="document", label="topic", value="a"),
    )
    compared = readings(said, [Text("d1", 100)])
    tone, topic = CODEBOOK.of_kind("document")
    assert answers(said, compared, tone)[0].values == (2, 0)
    assert answers(said, compared, topic)[0].values == (frozenset(), frozenset("ab"))


def test_the_report_covers_labels_overall_and_blind_and_gives_reasons():
    said = journals(
        span("1", "anna", 0, 5),
        span("2", "ben", 0, 5, label="claim.barrier"),
        annotation("3", "anna", kind="document", label="tone", value="high"),
        annotation("4", "ben", kind="document", label="tone", value="high"),
    )
    result = report(said, readings(said, [Text("d1", 100)]), CODEBOOK, chance=Chance(0))
    by_label = {(row.label, row.measure): row.score for row in result.spans}
    assert by_label["all labels", "F1 exact"].value == 0
    assert by_label["whatever the label", "F1 exact"].value == 1
    assert by_label["whatever the label", "gamma"].value == 1
    assert by_label["org", "F1 exact"].count == 1
    alpha = next(row.score for row in result.document_labels if row.measure == "alpha, ordinal")
    assert alpha.value is None
    assert "only one value occurs" in alpha.reason
    assert result.to_json()["annotators"] == ["anna", "ben"]


def test_a_family_can_be_looked_at_alone():
    said = journals(span("1", "anna", 0, 5), span("2", "ben", 0, 5, label="claim.barrier"))
    result = report(said, readings(said, [Text("d1", 9)]), CODEBOOK, "claim", Chance(0))
    assert {row.label for row in result.spans} == {"claim.barrier"}


def document(number, agree):
    first = LabelledSpan((Span(0, 5),), "org")
    second = first if agree else LabelledSpan((Span(7, 9),), "org")
    return Reading(str(number), 20, {"a": (first,), "b": (second,)})


def test_intervals_are_seeded_and_hold_the_value():
    texts = [document(number, number % 3 > 0) for number in range(30)]
    score = with_interval(f1(equal_pairs), texts, 300, seed=4)
    assert score == with_interval(f1(equal_pairs), texts, 300, seed=4)
    assert score.low < score.value < score.high
    # 20 of 30 documents agree: the binomial interval is 0.47 to 0.83.
    assert (score.low, score.high) == (pytest.approx(0.5, abs=0.08), pytest.approx(0.83, abs=0.08))


def test_one_document_has_no_interval():
    assert with_interval(f1(equal_pairs), [document(1, True)]).low is None
