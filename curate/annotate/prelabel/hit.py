"""`Hit`: a stretch of clean text that a tool would label, and how hits become proposals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from curate.annotate.anchor import mark
from curate.annotate.author import Author
from curate.annotate.journal import PROPOSED, Journals
from curate.annotate.record import Annotation, AttributeValue, id_of
from curate.corpus import Cleaned
from curate.errors import CurateError, OffsetError
from curate.finding import Finding, Place
from curate.text import Span


class Hit(NamedTuple):
    """Offsets in clean text, the label, and the rule that found it; `confidence` from 0 to 1."""

    start: int
    end: int
    label: str
    rule: str = ""
    confidence: float | None = None
    attributes: Mapping[str, AttributeValue] = {}


Finder: TypeAlias = Callable[[str], Iterable[Hit]]
"""From a clean text to its hits; the same text gives the same hits."""


def propose(
    author: Author, cleaned: Cleaned, hits: Iterable[Hit], at: str
) -> Iterator[Annotation | Finding]:
    """The proposals of one document; a finding for a hit that makes no sense, such as an unknown
    label.

    A proposal's id follows from who proposes, text, label and place, so a second run gives the same
    ids; `fresh` leaves out what stands in the journals already.
    """
    seen: set[str] = set()
    for hit in hits:
        try:
            made = _proposal(author, cleaned, hit, at)
        except CurateError as error:
            place = Place(document=cleaned.document.id, offset=hit.start)
            yield Finding("proposal", f"{hit.rule or author.by.id}: {error}", place)
            continue
        if made and made.id not in seen:
            seen.add(made.id)
            yield made


def _proposal(author: Author, cleaned: Cleaned, hit: Hit, at: str) -> Annotation | None:
    """The proposal of a hit, without white space at its edges; None when nothing is left."""
    if Span(hit.start, hit.end).end > len(cleaned.text):
        raise OffsetError(cleaned.document.id, hit.end, len(cleaned.text))
    text = cleaned.text[hit.start : hit.end]
    start = hit.start + len(text) - len(text.lstrip())
    end = hit.end - (len(text) - len(text.rstrip()))
    if not text.strip():
        return None
    target = mark(cleaned, [Span(start, end)])
    place = [f"{part.start}-{part.end}" for part in target.fragments]
    id = id_of(author.by.id, cleaned.document.sha256, hit.label, *place)
    by = author.by._replace(rule=hit.rule, confidence=hit.confidence)
    maker = replace(author, by=by)
    attributes = dict(hit.attributes)
    return maker.span(
        cleaned.document,
        target,
        hit.label,
        id=id,
        at=at,
        attributes=attributes,
        status="proposed",
    )


def fresh(proposals: Iterable[Annotation], journals: Journals) -> Iterator[Annotation]:
    """The proposals to write: those not in the journals, and those withdrawn earlier, again."""
    for item in proposals:
        known = journals.current.get(item.id)
        if known is None:
            yield item
        elif known.status == "deleted":
            yield replace(item, rev=known.rev + 1)


def withdraw(
    author: Author, journals: Journals, ids: Collection[str], documents: Collection[str], at: str
) -> list[Annotation]:
    """The revisions that take back the author's earlier proposals in these documents whose ids are
    not among these and that nobody has answered.
    """
    answered = {item.proposal for item in journals.current.values() if item.proposal}
    proposed = journals.select(by=author.by.id, status=PROPOSED)
    return [
        author.revise(item, at, status="deleted")
        for item in proposed
        if item.doc in documents and item.id not in ids and item.id not in answered
    ]
