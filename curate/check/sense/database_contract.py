"""The published database keeps what its pages and queries rely on.

No broken page or foreign key; every offset lies inside its document's text; the front page counts
the documents right.

Wrong: an annotation that ends at 900 of a clean text of 812 characters.
Right: what `curate build` writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
OF = "database"
HINT = "Derived files can be made again: curate build."

TABLES = ("annotations", "corpus", "documents", "edits", "fragments", "paragraphs", "relations")

_OUTSIDE = """
  SELECT d.id, count(*) FROM {table} JOIN documents d ON d.number = {document}
  WHERE NOT (0 <= "{start}" AND "{start}" < "{end}" AND "{end}" <= d.{size}) GROUP BY d.id
"""
_FRAGMENTS = "fragments f JOIN annotations a ON a.number = f.annotation"
_LENGTHS = "SELECT id, 1 FROM documents WHERE length(text) <> characters"
QUESTIONS = {
    "offsets of annotations outside the clean text": _OUTSIDE.format(
        table=_FRAGMENTS, document="a.document", start="start", end="end", size="characters"
    )
    .replace('"start"', 'f."start"')
    .replace('"end"', 'f."end"'),
    "offsets of edits outside the raw text": _OUTSIDE.format(
        table="edits e",
        document="e.document",
        start="raw_start",
        end="raw_end",
        size="raw_characters",
    ),
    "paragraphs outside the clean text": _OUTSIDE.format(
        table="paragraphs p", document="p.document", start="start", end="end", size="characters"
    )
    .replace('"start"', 'p."start"')
    .replace('"end"', 'p."end"'),
    "texts of another length than is said": _LENGTHS,
}
COUNTS = """
  SELECT 'documents', (SELECT documents FROM corpus), (SELECT count(*) FROM documents)
"""


def check_all(world: World) -> Iterator[Remark]:
    """The database, if there is one; it is only read."""
    path = world.root / "build" / "corpus.db"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            yield from _remarks(database)
    except sqlite3.DatabaseError as error:
        yield Remark((), f"cannot be read: {error}", HINT)


def _remarks(database: sqlite3.Connection) -> Iterator[Remark]:
    ((state,),) = database.execute("PRAGMA quick_check(1)").fetchall()
    if state != "ok":
        yield Remark((), f"is damaged: {state}", HINT)
        return
    found = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    if missing := [name for name in TABLES if name not in found]:
        yield Remark((), f"lacks the tables {', '.join(missing)}", HINT)
        return
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        table, _, other, _ = broken[0]
        yield Remark((), f"{len(broken)} rows name what is not there ({table} to {other})", HINT)
    for problem, question in QUESTIONS.items():
        for document, count in database.execute(question):
            yield Remark((), f"{count} {problem} of {document!r}", HINT)
    for what, stated, counted in database.execute(COUNTS):
        if stated != counted:
            yield Remark((), f"says {stated} {what}, has {counted}", HINT)
