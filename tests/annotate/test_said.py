"""What stands near is found among what was said, and nothing that may forbid is missed."""

import random

import pytest

from curate.annotate.anchor import mark_raw
from curate.annotate.policy import admit
from curate.annotate.record import new_id
from curate.annotate.said import CELL, Said
from curate.corpus import Document
from curate.errors import CurateError
from curate.text import Span

TEXT = "abcdefgh " * CELL
AT = "2026-11-21T10:00:00Z"


def verdict(codebook, annotation, beside):
    try:
        admit(codebook, annotation, beside)
    except CurateError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("seed", range(10))
def test_what_is_near_forbids_as_much_as_all_that_was_said(author, seed):
    chance = random.Random(seed)
    document, codebook = Document("0001", TEXT), author.codebook
    said, every = Said(), []
    for number in range(120):
        start = chance.randrange(len(TEXT) - 3 * CELL)
        span = Span(start, start + chance.choice((1, 5, CELL, 2 * CELL)))
        spans = [item for item in every if item.kind == "span"]
        ends = chance.choices(spans, k=2) if spans else []
        label = chance.choice(("org", "date", "claim.barrier", "claim.finding"))
        options = [
            lambda id, span=span, label=label: author.span(
                document, mark_raw(TEXT, span), label, id=id, at=AT
            ),
            lambda id: author.document(document, "topic", "money", id=id, at=AT),
            lambda id, ends=ends: author.relation(*ends, "supports", id=id, at=AT),
        ]
        try:
            made = chance.choice(options[: 3 if ends else 2])(new_id(number))
        except CurateError:
            continue  # ends that the codebook does not join
        found = verdict(codebook, made, said.near(made, codebook))
        assert bool(found) == bool(verdict(codebook, made, every))
        if not found:
            said.add(made)
            every.append(made)
    assert len(every) > 20


def test_of_many_spans_only_those_nearby_are_looked_at(author):
    document = Document("0001", TEXT)
    spans = [
        author.span(document, mark_raw(TEXT, Span(at, at + 5)), "org", id=new_id(at), at=AT)
        for at in range(0, len(TEXT) - 9, 9)
    ]
    said = Said(spans)
    assert 0 < len(said.near(spans[300], author.codebook)) <= 2 * CELL // 9
