"""Who says what."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from urllib.parse import quote

from curate.publish import pictures
from curate.publish.pictures import Tie
from curate.publish.plugin.analyses.table import Analysis, Link, Table, address
from curate.publish.plugin.document import labels, rows

ATTRIBUTED = """
FROM relations
JOIN annotations AS claim ON claim.number = relations.source
JOIN annotations AS who ON who.number = relations.target
JOIN documents ON documents.number = claim.document
WHERE relations.label = 'attributed_to' AND relations.status = 'accepted'
"""
NAME = "coalesce(json_extract(who.attributes, '$.name'), who.quote)"
SAYS = f"""
SELECT {NAME} AS who, claim.label, count(*) AS claims {ATTRIBUTED}
GROUP BY 1, claim.label ORDER BY claims DESC, who, claim.label LIMIT 200
"""
CLAIMS = f"""
SELECT claim.quote, claim.label, claim.id AS claim, documents.id, documents.title {ATTRIBUTED}
AND {NAME} = :who AND (:label = '' OR claim.label = :label)
ORDER BY claim.document, claim.start LIMIT 1000
"""


def _run(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    names = {label.id: label.name for label in labels(connection).values()}
    if asked.get("who"):
        return _claims(connection, names, asked["who"], asked.get("label", ""))
    found = rows(connection, SAYS, ())
    lines, ties = [], []
    for who, label, claims in (row.values() for row in found):
        href = address("says", who=who, label=label)
        ties.append(Tie(who, names[label], claims, href))
        lines.append((Link(who, address("says", who=who)), names[label], Link(claims, href)))
    picture = pictures.network("Who says what", ties[:40])
    return Table(("who", "what", "claims"), lines, "", (picture,) if lines else ())


def _claims(
    connection: sqlite3.Connection, names: Mapping[str, str], who: str, label: str
) -> Table:
    """The claims behind a number."""
    lines = [
        (
            Link(row["quote"], f"read/{quote(row['id'])}#{quote(row['claim'])}"),
            names[row["label"]],
            Link(row["title"], f"read/{quote(row['id'])}"),
        )
        for row in rows(connection, CLAIMS, {"who": who, "label": label})
    ]
    kind = f" of the kind {names.get(label, label)}" if label else ""
    said = f"{len(lines):,} claims{kind} attributed to {who}"
    return Table(("claim", "what", "document"), lines, said)


ANALYSIS = Analysis(
    "says",
    "Who says what",
    "To whom the annotators attribute which kinds of claim.",
    (),
    _run,
)
