"""Rows of the published tables that come from annotations: pure functions of records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from string import ascii_lowercase
from typing import Any, NamedTuple

import orjson

from curate.annotate import Annotation, Codebook, Fragment
from curate.publish.rows import Row
from curate.publish.settings import PublishSettings
from curate.text import Alignment

TOLD = ("v", "id", "rev", "kind", "doc", "label", "status", "at")
"""What the other columns of `revisions` say already."""


class Place(NamedTuple):
    """Where a document stands: its number, and the map to the offsets of its clean text, None
    when nothing was edited and they are those of the raw text.
    """

    number: int
    alignment: Alignment | None


class Tellable(NamedTuple):
    """What the rows of annotations need to know besides the annotation itself; `answered` are the
    ids of proposals that were accepted or rejected.
    """

    settings: PublishSettings
    annotators: Mapping[str, int]
    answered: Collection[str] = ()


def codebook_rows(codebooks: Iterable[Codebook], used: Mapping[str, str]) -> Iterator[Row]:
    """The rows of `codebook`: the labels in their order, then labels that annotations use and no
    codebook has (`used` names their kinds), without a definition.
    """
    letters: set[str] = set()
    seen: set[str] = set()
    for codebook in codebooks:
        for label in codebook.labels:
            if label.id in seen:
                continue
            seen.add(label.id)
            yield (
                label.id,
                label.title,
                label.kind,
                label.group,
                codebook.parent_of(label.id),
                _letter(label.key, label.title, letters),
                label.definition,
                _json(label.include),
                _json(label.exclude),
                codebook.id,
                codebook.version,
            )
    for id, kind in used.items():
        if id not in seen:
            yield (id, id, kind, "", "", _letter("", id, letters), "", "[]", "[]", "", "")


def _letter(key: str, name: str, taken: set[str]) -> str:
    """A letter for the label that no other has, if there is one left: its key, or of its name."""
    for letter in chain([key], name.lower(), ascii_lowercase):
        if letter.isalnum() and letter not in taken:
            taken.add(letter)
            return letter
    return name[:1] or "?"


def annotator_rows(
    revisions: Iterable[Annotation], settings: PublishSettings
) -> tuple[list[Row], dict[str, int]]:
    """The rows of `annotators`, by name, and the number of each; names only where published."""
    types: dict[str, str] = {}
    for revision in revisions:
        types.setdefault(revision.by.id, revision.by.type)
    numbers = {id: number for number, id in enumerate(sorted(types), start=1)}
    rows: list[Row] = [
        (number, id if settings.annotators else f"annotator {number}", types[id])
        for id, number in numbers.items()
    ]
    return rows, numbers


def annotation_row(
    number: int, annotation: Annotation, place: Place, tellable: Tellable
) -> tuple[Row, list[Row]]:
    """The row of `annotations` for a span, with its rows of `fragments`."""
    fragments = []
    shown = []
    for order, fragment in enumerate(annotation.target, start=1):
        start, end = _clean(fragment, place.alignment)
        if start is not None:
            shown.append((start, end))
        quote = fragment.exact if start is not None or tellable.settings.removed_text else ""
        fragments.append((number, order, start, end, fragment.start, fragment.end, quote))
    row = (
        number,
        annotation.id,
        place.number,
        annotation.label,
        annotation.text if shown or tellable.settings.removed_text else "",
        shown[0][0] if shown else None,
        shown[-1][1] if shown else None,
        annotation.start,
        annotation.end,
        _json(dict(annotation.attributes)),
        *_told(annotation, tellable),
        None,  # the paragraph, which the database looks up when all are in
    )
    return row, fragments


def _clean(fragment: Fragment, alignment: Alignment | None) -> tuple[int | None, int | None]:
    """Where a fragment shows in the clean text; None and None when nothing of it does."""
    if alignment is None:
        return fragment.start, fragment.end
    span = alignment.to_clean(fragment.span, "contract")
    return (span.start, span.end) if span else (None, None)


def relation_row(
    number: int,
    annotation: Annotation,
    document: int,
    ends: tuple[int, int],
    tellable: Tellable,
) -> Row:
    """The row of `relations`; `ends` are the numbers of its source and target."""
    told = _told(annotation, tellable)
    return (number, annotation.id, document, annotation.label, *ends, *told)


def document_label_row(
    number: int, annotation: Annotation, document: int, tellable: Tellable
) -> Row:
    """The row of `document_labels`; a value that is not a text is written as JSON."""
    value = annotation.value
    text = "" if value is None else value if isinstance(value, str) else _json(value)
    told = _told(annotation, tellable)
    return (number, annotation.id, document, annotation.label, text, *told)


def revision_row(revision: Annotation, document: int, tellable: Tellable) -> Row:
    """The row of `revisions`: one line of a journal, less what is not public."""
    record = {name: value for name, value in revision.to_json().items() if name not in TOLD}
    record["by"] = {name: value for name, value in record["by"].items() if name == "type"}
    if not tellable.settings.notes:
        record.pop("note", None)
        record.pop("reason", None)
    if not tellable.settings.removed_text:
        record.pop("quote", None)
        for fragment in record.get("target", ()):
            for name in ("exact", "prefix", "suffix"):
                fragment.pop(name, None)
    return (
        revision.id,
        revision.rev,
        revision.kind,
        document,
        revision.label or None,
        revision.status,
        tellable.annotators[revision.by.id],
        revision.at,
        _json(record),
    )


def _told(annotation: Annotation, tellable: Tellable) -> Row:
    """Note, status, annotator, at, revision, proposal, answered."""
    return (
        annotation.note if tellable.settings.notes else "",
        annotation.status,
        tellable.annotators[annotation.by.id],
        annotation.at,
        annotation.rev,
        annotation.proposal,
        int(annotation.id in tellable.answered),
    )


def _json(value: Any) -> str:
    return str(orjson.dumps(value), "utf-8")
