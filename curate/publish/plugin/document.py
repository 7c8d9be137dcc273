"""A document as the reading page shows it, read from the database."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import orjson

from curate.publish.offsets import edits_of
from curate.publish.rows import numbers
from curate.text import Alignment, Edit, Reason, Span, restore

Record = dict[str, Any]


class Label(NamedTuple):
    """A label of the codebook and how it is drawn: `place` is its place in the codebook."""

    id: str
    name: str
    letter: str
    definition: str
    place: int

    @property
    def look(self) -> str:
        """CSS classes of its colour and its line; together forty that differ."""
        return f"c{self.place % 8} l{self.place % 5}"


@dataclass(frozen=True)
class Shown:
    """A document with all that the page may say of it. Empty lists where there is nothing."""

    facts: Record
    edits: tuple[Edit, ...]
    labels: dict[str, Label]
    annotations: list[Record]
    relations: list[Record]
    document_labels: list[Record]
    neighbours: list[Record]
    duplicates: list[Record]
    has_raw: bool

    @property
    def text(self) -> str:
        """The clean text."""
        return str(self.facts["text"])

    @cached_property
    def raw(self) -> str:
        """The raw text, made again from the clean text and what was removed."""
        return restore(self.text, self.edits)

    @cached_property
    def alignment(self) -> Alignment:
        """The map between raw and clean offsets."""
        return Alignment(self.edits)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the clean text stands in the raw text."""
        if not self.edits:
            return start, end
        raw = self.alignment.to_raw(Span(start, end))
        return raw.start, raw.end


def load(connection: sqlite3.Connection, id: str) -> Shown | None:
    """The document of that id; None when there is none."""
    found = rows(connection, "SELECT * FROM documents WHERE id = ?", (id,))
    if not found:
        return None
    facts = found[0]
    number = facts["number"]
    edits, has_raw = _edits(connection, number)
    return Shown(
        facts=facts,
        edits=edits,
        labels=labels(connection),
        annotations=_annotations(connection, number),
        relations=rows(connection, RELATIONS, (number,)),
        document_labels=rows(connection, DOCUMENT_LABELS, (number,)),
        neighbours=rows(connection, NEIGHBOURS, {"number": number}),
        duplicates=rows(connection, DUPLICATES, {"number": number}),
        has_raw=has_raw,
    )


def labels(connection: sqlite3.Connection) -> dict[str, Label]:
    """The labels of the codebook, in its order."""
    rows = connection.execute("SELECT label, name, letter, definition FROM codebook ORDER BY rowid")
    return {row[0]: Label(row[0], row[1], row[2], row[3], place) for place, row in enumerate(rows)}


RELATIONS = """
SELECT relations.id, relations.label, relations.status, relations.note,
  source.id AS source, source.quote AS source_quote, source.label AS source_label,
  target.id AS target, target.quote AS target_quote, target.label AS target_label
FROM relations
JOIN annotations AS source ON source.number = relations.source
JOIN annotations AS target ON target.number = relations.target
WHERE relations.document = ? AND relations.status != 'rejected' AND NOT relations.answered
ORDER BY relations.number
"""

DOCUMENT_LABELS = """
SELECT document_labels.label, document_labels.value, document_labels.status,
  annotators.name AS annotator, codebook.name
FROM document_labels
JOIN annotators ON annotators.number = document_labels.annotator
JOIN codebook ON codebook.label = document_labels.label
WHERE document = ? AND status != 'rejected' AND NOT answered
ORDER BY document_labels.number
"""

ANNOTATIONS = """
SELECT number, id, label, quote, start, "end", raw_start, raw_end, attributes, note, status,
  annotator, at, revision, answered
FROM annotations
WHERE document = ?
ORDER BY raw_start, raw_end DESC, number
"""

FRAGMENTS = """
SELECT annotation, start, "end", raw_start, raw_end, quote FROM fragment_spans
WHERE annotation BETWEEN ? AND ? ORDER BY annotation, place
"""

NEIGHBOURS = """
SELECT id, title, date, publisher, number - :number AS step FROM documents
WHERE number IN (:number - 1, :number + 1)
ORDER BY number
"""

DUPLICATES = """
SELECT documents.id, documents.title, links.similarity, links.kind, links.cluster
FROM links
JOIN documents ON documents.number = links."left" + links."right" - :number
WHERE links."left" = :number OR links."right" = :number
ORDER BY links.similarity DESC
"""


def _annotations(connection: sqlite3.Connection, number: int) -> list[Record]:
    """The annotations with their attributes read, who made them, and `fragments` in text order."""
    found = rows(connection, ANNOTATIONS, (number,))
    annotators = {row["number"]: row for row in rows(connection, "SELECT * FROM annotators", ())}
    fragments: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in connection.execute(FRAGMENTS, numbers(number)):
        fragments[row[0]].append(row[1:])
    for record in found:
        record["attributes"] = orjson.loads(record["attributes"])
        record["fragments"] = fragments.get(record["number"]) or [
            tuple(record[name] for name in ("start", "end", "raw_start", "raw_end", "quote"))
        ]
        annotator = annotators[record["annotator"]]
        record["annotator_name"], record["annotator_type"] = annotator["name"], annotator["type"]
    return found


def _edits(connection: sqlite3.Connection, number: int) -> tuple[tuple[Edit, ...], bool]:
    """The edits with their reasons, and whether what they removed is published."""
    reasons: dict[int, list[Reason]] = {}
    sql = (
        "SELECT edit, rule, why FROM reasons JOIN edits ON edits.number = reasons.edit "
        "WHERE edits.document = ? ORDER BY reasons.rowid"
    )
    for edit, rule, why in connection.execute(sql, (number,)):
        reasons.setdefault(edit, []).append(Reason(rule, why))
    return edits_of(connection, number, reasons)


def rows(connection: sqlite3.Connection, sql: str, values: Any) -> list[Record]:
    """The rows of a query as dictionaries."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
