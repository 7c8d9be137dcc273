"""The rows of one document in all tables: put there, and taken away again."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from curate.annotate import Annotation
from curate.corpus import Cleaned
from curate.publish import annotation_rows, rows
from curate.publish.annotation_rows import Place, Tellable
from curate.publish.corpus_functions.index import write_spans
from curate.publish.full_text import Characters
from curate.publish.offsets import edits_of
from curate.publish.paragraphs import borders, points
from curate.publish.rows import Row
from curate.text import Alignment

PARAGRAPHS = """
INSERT INTO paragraph_spans SELECT ? + key, value >> 32, value & 4294967295 FROM json_each(?)
"""
TEXT = {"reasons": "edit", "edits": "number", "paragraph_spans": "number"}
SAID = {
    "word_spans": "annotation",
    "fragment_spans": "annotation",
    "annotations": "number",
    "relations": "number",
    "document_labels": "number",
}
"""The tables in which a document has rows, and their column that is numbered by document."""


@dataclass
class Said:
    """What annotators said of a document: annotations as they hold, and all their revisions."""

    current: list[Annotation] = field(default_factory=list)
    revisions: list[Annotation] = field(default_factory=list)


def by_document(current: Iterable[Annotation], revisions: Iterable[Annotation]) -> dict[str, Said]:
    """What is said, by the id of the document."""
    said: defaultdict[str, Said] = defaultdict(Said)
    for item in current:
        said[item.doc].current.append(item)
    for item in revisions:
        said[item.doc].revisions.append(item)
    return dict(said)


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

    def __init__(self, database: sqlite3.Connection, tellable: Tellable) -> None:
        self._database = database
        self._tellable = tellable
        self.characters = Characters()

    def add(self, number: int, cleaned: Cleaned) -> Place:
        """The rows of a document, which becomes the one of this number."""
        row = rows.document_row(number, cleaned)
        insert(self._database, "documents", [row])
        found = points(cleaned.text)
        self.characters.add(found)
        self.characters.add(points(row[2]))
        starts, ends = borders(found)
        first, _ = rows.numbers(number)
        self._database.execute(PARAGRAPHS, (first, rows.packed(starts, ends)))
        if cleaned.edits:
            edits, reasons = rows.edit_rows(number, cleaned, self._tellable.settings)
            insert(self._database, "edits", edits)
            insert(self._database, "reasons", reasons)
        alignment = cleaned.alignment if cleaned.edits else None
        return Place(number, alignment, starts.tolist())

    def place(self, number: int) -> Place:
        """Where a document stands that is there already."""
        edits, _ = edits_of(self._database, number)
        sql = "SELECT start FROM paragraph_spans WHERE number BETWEEN ? AND ? ORDER BY number"
        starts = self._database.execute(sql, rows.numbers(number)).fetchall()
        return Place(number, Alignment(edits) if edits else None, [start for (start,) in starts])

    def tell(self, place: Place, text: str, said: Said) -> None:
        """The rows of what is said of a document."""
        told = annotation_rows.told(place, said.current, self._tellable)
        numbers = rows.numbers(place.number)
        insert(self._database, "annotations", told.annotations)
        insert(self._database, "fragment_spans", told.fragments)
        insert(self._database, "relations", told.relations)
        insert(self._database, "document_labels", told.document_labels)
        insert(
            self._database,
            "revisions",
            (
                annotation_rows.revision_row(item, place.number, self._tellable)
                for item in {(item.id, item.rev): item for item in said.revisions}.values()
            ),
        )
        if self._tellable.settings.words:
            sql = 'SELECT number, start, "end" FROM annotations WHERE number BETWEEN ? AND ?'
            write_spans(self._database, text, self._database.execute(sql, numbers).fetchall())

    def forget(self, number: int) -> None:
        """Take a document away, but what is said of it."""
        for table, column in TEXT.items():
            sql = f"DELETE FROM {table} WHERE {column} BETWEEN ? AND ?"
            self._database.execute(sql, rows.numbers(number))
        self._database.execute("DELETE FROM documents WHERE number = ?", (number,))

    def forget_said(self, number: int) -> None:
        """Take away what is said of a document."""
        for table, column in SAID.items():
            if table != "word_spans" or self._tellable.settings.words:
                sql = f"DELETE FROM {table} WHERE {column} BETWEEN ? AND ?"
                self._database.execute(sql, rows.numbers(number))
        self._database.execute("DELETE FROM revisions WHERE document = ?", (number,))
