"""Authors: what they make makes sense, and they change only what is theirs."""

from dataclasses import replace
from itertools import pairwise

import pytest

from curate.annotate import By, Journals
from curate.annotate.anchor import mark_raw
from curate.annotate.author import Author, together
from curate.annotate.journal import Line
from curate.annotate.policy import admit, closes_cycle
from curate.annotate.record import new_id
from curate.corpus import Document
from curate.errors import (
    AttributeValueError,
    LabelValueError,
    NotYoursError,
    OverlapError,
    RelationError,
    UnknownLabelError,
)
from curate.text import Span

AT = "2026-11-21T10:00:00Z"
DOCUMENT = Document("0001", "The NHS said that money is short, and that nobody listens.")


@pytest.fixture
def span(author):
    numbers = iter(range(1, 99))

    def make(start, end, label="org", document=DOCUMENT, **more):
        target = mark_raw(document.raw, Span(start, end))
        return author.span(document, target, label, id=new_id(next(numbers)), at=AT, **more)

    return make


def relate(author, start, end, label="supports", number=50):
    return author.relation(start, end, label, id=new_id(number), at=AT)


def test_a_new_annotation_starts_with_the_defaults_of_its_label(span):
    made = span(18, 32, "claim.barrier", attributes={"domain": ("data",)})
    assert made.attributes == {"voice": "author", "domain": ("data",)}
    assert (made.codebook.id, made.codebook.version) == ("care", "1.0.0")


def test_what_the_codebook_lacks_cannot_be_said(author, span):
    with pytest.raises(UnknownLabelError):
        span(4, 7, "supports")
    with pytest.raises(AttributeValueError):
        span(4, 7, "org", attributes={"voice": "author"})
    with pytest.raises(LabelValueError):
        author.document(DOCUMENT, "topic", "sport", id=new_id(1), at=AT)
    with pytest.raises(LabelValueError):
        author.state(DOCUMENT, "read", id=new_id(1), at=AT)


def test_a_revision_keeps_what_is_not_changed_and_names_the_present_codebook(author, span):
    made = span(4, 7, note="first")
    newer = Author(author.by, replace(author.codebook, version="1.1.0"))
    noted = newer.revise(made, "later", note="second")
    assert (noted.rev, noted.note, noted.target, noted.at) == (2, "second", made.target, "later")
    assert noted.codebook.version == "1.0.0"
    assert newer.revise(made, "later", label="date").codebook.version == "1.1.0"


def test_what_a_person_changes_after_a_tool_is_the_persons(author, span):
    moved = replace(span(4, 7), rev=2, by=By("anna", tool="reanchor"))
    assert author.revise(moved, AT, note="seen").by == author.by


def test_nobody_changes_what_another_one_said(author, span):
    ben = Author(By("ben"), author.codebook)
    with pytest.raises(NotYoursError):
        ben.revise(span(4, 7), AT, note="no")


def test_relations_join_live_spans_of_one_document_by_the_codebook(author, span):
    claim, other = span(18, 32, "claim.barrier"), span(43, 57, "claim.finding")
    assert relate(author, claim, other).to_id == other.id
    elsewhere = span(0, 3, "claim.barrier", Document("0002", "Nobody listens."))
    deleted = replace(other, status="deleted")
    for start, end in ((claim, span(4, 7)), (claim, elsewhere), (claim, deleted), (claim, claim)):
        with pytest.raises(RelationError):
            relate(author, start, end)


def test_what_hangs_on_a_deleted_span_goes_with_it(author, span):
    claim, other, org = span(18, 32, "claim.barrier"), span(43, 57, "claim.finding"), span(4, 7)
    lines = (claim, other, org, relate(author, claim, other))
    journals = Journals({"anna": tuple(Line(line, 1) for line in lines)})
    gone = author.delete([claim], journals, AT)
    assert {item.id for item in gone} == {claim.id, new_id(50)}
    assert {item.action for item in gone} == {gone[0].name}


def test_a_circle_is_found_however_long(author, span):
    claims = [span(n, n + 3, "claim.barrier") for n in range(0, 40, 4)]
    chain = [
        relate(author, one, two, number=50 + n) for n, (one, two) in enumerate(pairwise(claims))
    ]
    back = relate(author, claims[-1], claims[0], number=90)
    assert closes_cycle(back, chain)
    assert not closes_cycle(back, chain[1:])
    with pytest.raises(RelationError):
        admit(author.codebook, back, chain)


@pytest.mark.parametrize(
    ("policy", "other", "admitted"),
    [
        ("free", (2, 6), True),
        ("nest", (2, 6), False),
        ("nest", (4, 6), True),
        ("nest", (0, 9), True),
        ("nest", (4, 7), False),
        ("forbid", (4, 6), False),
        ("forbid", (7, 9), True),
    ],
)
def test_overlap_follows_the_policy_of_the_group(author, span, policy, other, admitted):
    labels = tuple(replace(label, overlap=policy) for label in author.codebook.labels)
    codebook = replace(author.codebook, labels=labels)
    made, beside = span(4, 7, "org"), span(*other, "date")
    if admitted:
        admit(codebook, made, [beside])
    else:
        with pytest.raises(OverlapError):
            admit(codebook, made, [beside])
    admit(codebook, made, [replace(beside, status="deleted")])
    admit(codebook, made, [replace(beside, by=By("ben"))])


def test_one_revision_alone_names_no_action(span):
    assert together([span(4, 7)])[0].action == ""
