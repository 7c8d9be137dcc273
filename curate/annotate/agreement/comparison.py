"""What there is to compare: the documents that two or more annotators read, from the journals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from curate.annotate.agreement.reading import LabelledRelation, LabelledSpan, Reading
from curate.annotate.codebook import Codebook, Label
from curate.annotate.journal import ACCEPTED, Journals
from curate.annotate.record import Annotation, Kind, Status

PEOPLE = ("person", "import")
"""Whose word is compared: not that of tools, and not what was settled afterwards."""


class Answers(NamedTuple):
    """One document label of one document: the values that its annotators gave, in name order of
    all `annotators`; None for whom it did not read or gave no value where one is due.
    """

    document: str
    values: tuple[Any, ...]


def readers(journals: Journals, doc: str) -> list[str]:
    """Who read a document, in name order: those who finished it, and those who never said that
    they began but annotated it all the same (imported work, or work by command).
    """
    found: dict[str, bool] = {}
    answered: tuple[Status, ...] = ("accepted", "rejected")
    people = [item for item in journals.select(doc, status=answered) if item.by.type in PEOPLE]
    for annotation in people:
        if annotation.kind != "state":
            found.setdefault(annotation.by.id, True)
    states = [item for item in people if item.kind == "state" and item.status == "accepted"]
    for state in sorted(states, key=lambda item: (item.at, item.rev)):
        found[state.by.id] = state.value == "finished"
    return sorted(name for name, has_read in found.items() if has_read)


class Text(NamedTuple):
    """A document that may have been read: its length in raw code points and, where it matters, the
    digest of its raw text.
    """

    id: str
    length: int
    sha256: str = ""


def readings(journals: Journals, texts: Iterable[Text]) -> list[Reading]:
    """The documents that two or more annotators read. Spans made on another text than that with
    the digest, and orphans, are left out: their places cannot be compared.
    """
    result = []
    for document, length, sha256 in texts:
        names = readers(journals, document)
        if len(names) > 1:
            spans = {name: _spans(journals, document, name, sha256) for name in names}
            relations = {name: _relations(journals, document, name) for name in names}
            result.append(Reading(document, length, spans, relations))
    return result


def answers(journals: Journals, compared: Iterable[Reading], label: Label) -> list[Answers]:
    """The values of a document label, in the form its scale compares: as they are, ranks from 0 in
    the codebook's order, numbers, or sets where several values may be given.
    """
    compared = list(compared)
    annotators = sorted({name for reading in compared for name in reading.spans})
    result = []
    for reading in compared:
        values = tuple(
            _answer(journals, reading.document, name, label) if name in reading.spans else None
            for name in annotators
        )
        result.append(Answers(reading.document, values))
    return result


def labels_in(compared: Iterable[Reading], codebook: Codebook | None) -> list[str]:
    """The span labels in use: in the codebook's order, then those it does not have."""
    used = {
        span.label for reading in compared for spans in reading.spans.values() for span in spans
    }
    known = [label.id for label in codebook.labels] if codebook else []
    return [label for label in known if label in used] + sorted(used.difference(known))


def _accepted(journals: Journals, doc: str, name: str, kind: Kind) -> list[Annotation]:
    return journals.select(doc, by=name, kind=kind, status=ACCEPTED)


def labelled_span(annotation: Annotation) -> LabelledSpan:
    """The label and the place of a span annotation."""
    return LabelledSpan(tuple(item.span for item in annotation.target), annotation.label)


def _spans(journals: Journals, doc: str, name: str, sha256: str) -> tuple[LabelledSpan, ...]:
    return tuple(
        labelled_span(item)
        for item in _accepted(journals, doc, name, "span")
        if sha256 in ("", item.sha256) and not (item.anchor and item.anchor.state == "orphan")
    )


def _relations(journals: Journals, doc: str, name: str) -> tuple[LabelledRelation, ...]:
    current: Mapping[str, Annotation] = journals.current
    result = []
    for item in _accepted(journals, doc, name, "relation"):
        ends = current.get(item.from_id), current.get(item.to_id)
        if ends[0] and ends[1] and ends[0].target and ends[1].target:
            source, target = labelled_span(ends[0]), labelled_span(ends[1])
            result.append(LabelledRelation(item.label, source, target))
    return tuple(result)


def _answer(journals: Journals, doc: str, name: str, label: Label) -> Any:
    given = [
        item.value for item in _accepted(journals, doc, name, "document") if item.label == label.id
    ]
    if not label.exclusive:
        return frozenset(map(str, given))
    if not given:
        return None
    value = given[-1]
    if label.scale == "ordinal":
        return label.values.index(str(value)) if str(value) in label.values else None
    return float(str(value)) if label.scale == "interval" else str(value)
