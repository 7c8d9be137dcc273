"""The rows of one document in all tables: put there, and taken away again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from curate.annotate import Annotation
from curate.corpus import Cleaned
from curate.publish import annotation_rows, rows
from curate.publish.annotation_rows import Place, Tellable
from curate.publish.corpus_functions.index import WordIndex
from curate.publish.full_text import Characters
from curate.publish.paragraphs import paragraphs
from curate.publish.rows import Row

PARAGRAPHS = """
INSERT INTO paragraph_spans SELECT ? + key, value >> 32, value & 4294967295 FROM json_each(?)
"""
FRAGMENTS = """
INSERT INTO fragments SELECT number, 1, start, "end", raw_start, raw_end, quote FROM annotations
WHERE number BETWEEN ? AND ?
"""


@dataclass
class Said:
    """What annotators said of a document: annotations as they hold, and all their revisions."""

    current: list[Annotation] = field(default_factory=list)
    revisions: list[Annotation] = field(default_factory=list)


def by_document(current: Iterable[Annotation], revisions: Iterable[Annotation]) -> dict[str, Said]:
    """What is said, by the id of the document."""
    said: dict[str, Said] = {}
    for item in current:
        said.setdefault(item.doc, Said()).current.append(item)
    for item in revisions:
        said.setdefault(item.doc, Said()).revisions.append(item)
    return said


def insert(database: sqlite3.Connection, table: str, found: Iterable[Row]) -> None:
    """Insert rows that stand in the order of the table's columns."""
    iterator = iter(found)
    first = next(iterator, None)
    if first is None:
        return
    sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
    database.execute(sql, first)
    database.executemany(sql, iterator)


class Tables:
    """The tables of an open database, with what is needed to fill them."""

    def __init__(
        self, database: sqlite3.Connection, tellable: Tellable, words: WordIndex | None
    ) -> None:
        self._database = database
        self._tellable = tellable
        self._words = words
        self.characters = Characters()

    def add(self, number: int, cleaned: Cleaned, said: Said | None) -> None:
        """The rows of a document, which becomes the one of this number."""
        text = cleaned.text
        first, last = rows.numbers(number)
        spans = paragraphs(text)
        row = rows.document_row(number, cleaned)
        insert(self._database, "documents", [row])
        self.characters.add(text + row[2])
        self._database.execute(PARAGRAPHS, (first, rows.packed(spans)))
        if cleaned.edits:
            edits, reasons = rows.edit_rows(number, cleaned, self._tellable.settings)
            insert(self._database, "edits", edits)
            insert(self._database, "reasons", reasons)
        if said:
            alignment = cleaned.alignment if cleaned.edits else None
            self._said(Place(number, alignment, [start for start, _ in spans]), said)
        if self._words:
            sql = 'SELECT number, start, "end" FROM annotations WHERE number BETWEEN ? AND ?'
            marked = self._database.execute(sql, (first, last)).fetchall() if said else ()
            self._words.add(text, marked)

    def _said(self, place: Place, said: Said) -> None:
        told = annotation_rows.told(place, said.current, self._tellable)
        insert(self._database, "annotations", told.annotations)
        self._database.execute(FRAGMENTS, rows.numbers(place.number))
        sql = "REPLACE INTO fragments VALUES (?, ?, ?, ?, ?, ?, ?)"
        self._database.executemany(sql, told.fragments)
        insert(self._database, "relations", told.relations)
        insert(self._database, "document_labels", told.document_labels)
        revisions = {(item.id, item.rev): item for item in said.revisions}.values()
        insert(
            self._database,
            "revisions",
            (
                annotation_rows.revision_row(item, place.number, self._tellable)
                for item in revisions
            ),
        )
