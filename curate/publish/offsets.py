"""The map between raw and clean offsets of a published document, made again from its edits."""

from __future__ import annotations

import sqlite3

from curate.text import Alignment, Edit, Reason, Span


def edits_of(
    connection: sqlite3.Connection, number: int, reasons: dict[int, list[Reason]] | None = None
) -> tuple[tuple[Edit, ...], bool]:
    """The edits of a document, and whether what they removed is published; where it is not, blanks
    stand in its place. `reasons` are by the number of the edit.
    """
    edits = []
    has_raw = True
    sql = (
        "SELECT number, raw_start, raw_end, old, new FROM edits WHERE document = ? "
        "ORDER BY raw_start"
    )
    for edit, start, end, old, new in connection.execute(sql, (number,)):
        has_raw = has_raw and old is not None
        kept = " " * (end - start) if old is None else old
        why = tuple((reasons or {}).get(edit, ()))
        edits.append(Edit(Span(start, end), kept, new, why))
    return tuple(edits), has_raw


def alignment_of(connection: sqlite3.Connection, number: int) -> Alignment:
    """The map between raw and clean offsets of a document."""
    return Alignment(edits_of(connection, number)[0])
