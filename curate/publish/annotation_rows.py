"""Rows of the published tables that come from annotations: pure functions of records."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from string import ascii_lowercase
from typing import Any, NamedTuple

import orjson

from curate.annotate import Annotation, Codebook, Fragment
from curate.publish.rows import PLACES, Row, numbers
from curate.publish.settings import PublishSettings
from curate.text import Alignment

TOLD = ("v", "id", "rev", "kind", "doc", "label", "status", "at")
"""What the other columns of `revisions` say already."""


class Place(NamedTuple):
    """Where a document stands: its number, the map to the offsets of its clean text (None when
    nothing was edited and they are those of the raw text), and where its paragraphs start.
    """

    number: int
    alignment: Alignment | None
    paragraphs: Sequence[int]


class Tellable(NamedTuple):
    """What the rows of annotations need to know besides the annotations themselves."""

    settings: PublishSettings
    annotators: Mapping[str, int]


class Told(NamedTuple):
    """The rows of one document, by table; `fragments` only of annotations that have several or a
    quote of their own: all others have one, which says what the annotation says.
    """

    annotations: list[Row]
    fragments: list[Row]
    relations: list[Row]
    document_labels: list[Row]


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


def told(place: Place, current: Iterable[Annotation], tellable: Tellable) -> Told:
    """What is said of a document, as it now holds. A relation whose ends are not spans of this
    document that hold is left out.
    """
    live: dict[str, list[Annotation]] = defaultdict(list)
    answered = set()
    for item in current:
        if item.status != "deleted":
            live[item.kind].append(item)
        if item.proposal and item.status in ("accepted", "rejected"):
            answered.add(item.proposal)
    first, _ = numbers(place.number)
    found = Told([], [], [], [])
    spans = list(enumerate(sorted(live["span"], key=_order), start=first))
    for number, item in spans:
        found.annotations.append(_annotation(number, item, place, tellable, answered))
        if len(item.target) > 1 or item.quote:
            found.fragments.extend(_fragments(number, item, place.alignment, tellable.settings))
    by_id = {item.id: number for number, item in spans} if live["relation"] else {}
    relations = [item for item in live["relation"] if item.from_id in by_id and item.to_id in by_id]
    for number, item in enumerate(sorted(relations, key=_order), start=first):
        ends = (by_id[item.from_id], by_id[item.to_id])
        about = (number, item.id, place.number, item.label, *ends)
        found.relations.append((*about, *_told(item, tellable, answered)))
    for number, item in enumerate(sorted(live["document"], key=_order), start=first):
        row = (number, item.id, place.number, item.label, _value(item))
        found.document_labels.append((*row, *_told(item, tellable, answered)))
    return found


def _order(item: Annotation) -> tuple[int, int, str]:
    """Annotations of a document are numbered by place, longer ones first."""
    target = item.target
    return (target[0][0], -target[-1][1], item.id) if target else (0, 0, item.id)


def _annotation(
    number: int, item: Annotation, place: Place, tellable: Tellable, answered: Collection[str]
) -> Row:
    """The row of `annotations` for a span."""
    target, alignment = item.target, place.alignment
    end: int | None
    raw_start, end, quote, _, _ = target[0]
    start: int | None = raw_start
    if len(target) > 1:
        end, quote = target[-1].end, item.text
    raw_end = end
    if alignment:
        shown = [span for part in target if (span := alignment.to_clean(part.span, "contract"))]
        start, end = (shown[0].start, shown[-1].end) if shown else (None, None)
    paragraph = 0 if start is None else bisect_right(place.paragraphs, start)
    return (
        number,
        item.id,
        place.number,
        item.label,
        item.quote or quote if start is not None or tellable.settings.removed_text else "",
        start,
        end,
        raw_start,
        raw_end,
        _json(dict(item.attributes)) if item.attributes else "{}",
        *_told(item, tellable, answered),
        place.number * PLACES + paragraph if paragraph else None,
    )


def _fragments(
    number: int, item: Annotation, alignment: Alignment | None, settings: PublishSettings
) -> Iterator[Row]:
    """The rows of `fragments` for a span."""
    for order, fragment in enumerate(item.target, start=1):
        start, end = _clean(fragment, alignment)
        quote = fragment.exact if start is not None or settings.removed_text else ""
        yield (number, order, start, end, fragment.start, fragment.end, quote)


def _clean(fragment: Fragment, alignment: Alignment | None) -> tuple[int | None, int | None]:
    """Where a fragment shows in the clean text; None and None when nothing of it does."""
    if alignment is None:
        return fragment.start, fragment.end
    span = alignment.to_clean(fragment.span, "contract")
    return (span.start, span.end) if span else (None, None)


def _value(item: Annotation) -> str:
    """The value of a document's label; one that is not a text as JSON."""
    value = item.value
    return "" if value is None else value if isinstance(value, str) else _json(value)


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


def _told(item: Annotation, tellable: Tellable, answered: Collection[str]) -> Row:
    """Note, status, annotator, at, revision, proposal, answered."""
    return (
        item.note if tellable.settings.notes else "",
        item.status,
        tellable.annotators[item.by.id],
        item.at,
        item.rev,
        item.proposal,
        int(item.id in answered),
    )


def _json(value: Any) -> str:
    return str(orjson.dumps(value), "utf-8")
