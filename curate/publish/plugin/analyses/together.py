"""Labels in the same paragraph."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from urllib.parse import quote

from curate.publish import pictures
from curate.publish.pictures import Tie
from curate.publish.plugin.analyses.table import Analysis, Link, Table, address
from curate.publish.plugin.document import labels, rows

TOGETHER = """
WITH placed AS (
  SELECT DISTINCT paragraph, label FROM annotations
  WHERE paragraph IS NOT NULL AND status != 'rejected' AND NOT answered
)
SELECT one.label AS one, other.label AS other, count(*) AS paragraphs
FROM placed AS one JOIN placed AS other
  ON other.paragraph = one.paragraph AND other.label > one.label
GROUP BY one.label, other.label ORDER BY paragraphs DESC, one.label, other.label LIMIT 400
"""
SPANS = """
SELECT one.paragraph, group_concat(one.quote, ' | ') AS quotes, min(one.id) AS first,
  documents.id, documents.title
FROM annotations AS one JOIN documents ON documents.number = one.document
WHERE one.label = :label AND one.status != 'rejected' AND NOT one.answered AND one.paragraph IN (
  SELECT paragraph FROM annotations
  WHERE label = :other AND status != 'rejected' AND NOT answered
)
GROUP BY one.paragraph ORDER BY one.paragraph LIMIT 1000
"""


def _run(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    names = {label.id: label.name for label in labels(connection).values()}
    if asked.get("one") and asked.get("other"):
        return _paragraphs(connection, names, asked["one"], asked["other"])
    found = rows(connection, TOGETHER, ())
    used = {row[side] for row in found for side in ("one", "other")}
    order = [id for id in names if id in used]
    lines, ties = [], []
    for one, other, paragraphs in (row.values() for row in found):
        href = address("together", one=one, other=other)
        ties.append(Tie(names[one], names[other], paragraphs, href))
        lines.append((names[one], names[other], Link(paragraphs, href)))
    picture = pictures.matrix(
        "Labels that stand in the same paragraph", [names[id] for id in order][:20], ties
    )
    return Table(("label", "with", "paragraphs"), lines, "", (picture,) if lines else ())


def _paragraphs(
    connection: sqlite3.Connection, names: Mapping[str, str], one: str, other: str
) -> Table:
    """The paragraphs behind a number, with what both labels mark in them."""
    left = rows(connection, SPANS, {"label": one, "other": other})
    right = rows(connection, SPANS, {"label": other, "other": one})
    lines = [
        (
            Link(here["quotes"], f"read/{quote(here['id'])}#{quote(here['first'])}"),
            Link(there["quotes"], f"read/{quote(there['id'])}#{quote(there['first'])}"),
            Link(here["title"], f"read/{quote(here['id'])}"),
        )
        for here, there in zip(left, right, strict=True)
    ]
    columns = (names.get(one, one), names.get(other, other), "document")
    return Table(columns, lines, f"{len(lines):,} paragraphs with both labels")


ANALYSIS = Analysis(
    "together",
    "Labels together",
    "Which labels stand in the same paragraph.",
    (),
    _run,
)
