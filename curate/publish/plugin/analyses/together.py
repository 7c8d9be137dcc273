"""Labels in the same paragraph."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

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


def _run(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    names = {label.id: label.name for label in labels(connection).values()}
    found = rows(connection, TOGETHER, ())
    used = {row[side] for row in found for side in ("one", "other")}
    order = [id for id in names if id in used]
    ties = [Tie(names[row["one"]], names[row["other"]], row["paragraphs"]) for row in found]
    lines = [
        (
            Link(names[row["one"]], address("search", q="", label=row["one"])),
            Link(names[row["other"]], address("search", q="", label=row["other"])),
            row["paragraphs"],
        )
        for row in found
    ]
    picture = pictures.matrix(
        "Labels that stand in the same paragraph", [names[id] for id in order][:20], ties
    )
    return Table(("label", "with", "paragraphs"), lines, "", (picture,) if lines else ())


ANALYSIS = Analysis(
    "together",
    "Labels together",
    "Which labels stand in the same paragraph.",
    (),
    _run,
)
