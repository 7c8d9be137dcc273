"""Who says what."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from curate.publish import pictures
from curate.publish.pictures import Tie
from curate.publish.plugin.analyses.table import Analysis, Link, Table, address
from curate.publish.plugin.document import labels, rows

SAYS = """
SELECT coalesce(json_extract(who.attributes, '$.name'), who.quote) AS who,
  claim.label, count(*) AS claims, min(documents.id || '#' || claim.id) AS first
FROM relations
JOIN annotations AS claim ON claim.number = relations.source
JOIN annotations AS who ON who.number = relations.target
JOIN documents ON documents.number = claim.document
WHERE relations.label = 'attributed_to' AND relations.status = 'accepted'
GROUP BY 1, claim.label ORDER BY claims DESC, who, claim.label LIMIT 200
"""


def _run(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    names = {label.id: label.name for label in labels(connection).values()}
    found = rows(connection, SAYS, ())
    ties = [Tie(row["who"], names[row["label"]], row["claims"]) for row in found[:40]]
    lines = [
        (
            Link(row["who"], address("search", q=f'"{row["who"]}"', **{"in": "annotations"})),
            names[row["label"]],
            row["claims"],
            Link("the first", "read/" + row["first"]),
        )
        for row in found
    ]
    picture = pictures.network("Who says what", ties)
    return Table(("who", "what", "claims", "read"), lines, "", (picture,) if lines else ())


ANALYSIS = Analysis(
    "says",
    "Who says what",
    "To whom the annotators attribute which kinds of claim.",
    (),
    _run,
)
