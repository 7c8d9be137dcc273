"""`/<database>/-/cluster/<id>`: duplicates of one text, which is kept, and where each differs."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any, NamedTuple
from urllib.parse import quote

from datasette import NotFound, Response

from curate.publish.cluster_picture import Member, star
from curate.publish.difference import Stretch, differences
from curate.publish.plugin import corpora, pages
from curate.publish.plugin.document import Record, rows

ROUTE = r"/(?P<database>[^/]+)/-/cluster/(?P<cluster>[^/]+)$"
DRAWN = 40
"""Lines of the picture; the table has all."""
COMPARED = 8
"""Members whose differences are shown on the page; the others have a page each."""
SHORT = 400_000
"""Characters of two texts, together, up to which they are compared here."""

KEPT = """
SELECT documents.id, documents.title, documents.date, documents.publisher, documents.characters,
  documents.number, clusters.size
FROM clusters JOIN documents ON documents.number = clusters.representative WHERE clusters.id = ?
"""

MEMBERS = """
SELECT documents.id, documents.title, documents.date, documents.publisher, documents.characters,
  documents.number, links.kind, links.similarity
FROM members
JOIN documents ON documents.number = members.document
LEFT JOIN links ON links.cluster = members.cluster AND (
  (links."left" = :kept AND links."right" = documents.number)
  OR (links."right" = :kept AND links."left" = documents.number)
)
WHERE members.cluster = :cluster AND documents.number != :kept
ORDER BY links.similarity DESC, documents.date, documents.id
"""

KINDS = {
    "exact": "the same text",
    "near": "nearly the same text",
    "contained": "stands in the kept text",
    "judged": "a person said so",
}


class Compared(NamedTuple):
    """Where a member differs from the kept text: its lines, and in place of lines that both have
    how many these are.
    """

    member: Record
    lines: list[list[Stretch] | int]


async def page(request: Any, datasette: Any) -> Response:
    """The cluster as a picture and a table, and the differences."""
    database = await corpora.allowed(datasette, request)
    base = pages.base(datasette, request.url_vars["database"])
    id = request.url_vars["cluster"]
    facts = await corpora.ask(database, lambda connection: _facts(connection, id, base))
    if facts is None:
        raise NotFound(f"No cluster {id}")
    return await pages.answer(datasette, request, "curate_cluster.html", facts)


def _facts(connection: sqlite3.Connection, id: str, base: str) -> Record | None:
    found = rows(connection, KEPT, (id,))
    if not found:
        return None
    kept = found[0]
    members = rows(connection, MEMBERS, {"cluster": id, "kept": kept["number"]})
    titles = Counter(item["title"] for item in (kept, *members))
    for item in (kept, *members):
        item["name"] = item["title"] if titles[item["title"]] == 1 else item["id"]
    for member in members:
        member["compare"] = f"{base}/compare/{quote(kept['id'])}/{quote(member['id'])}"
    drawn = [
        Member(item["name"], item["kind"] or "", item["similarity"] or 0, item["compare"])
        for item in members[:DRAWN]
    ]
    title = f"{kept['name']} stands for {len(members)} other{'s'[: len(members) != 1]}"
    return {
        "corpus": corpora.facts(connection),
        "kept": kept,
        "members": members,
        "kinds": KINDS,
        "picture": star(title, kept["name"], f"{base}/read/{quote(kept['id'])}", drawn),
        "compared": [
            Compared(member, _different(connection, kept, member))
            for member in members[:COMPARED]
            if kept["characters"] + member["characters"] <= SHORT
        ],
    }


def _different(
    connection: sqlite3.Connection, kept: Record, member: Record
) -> list[list[Stretch] | int]:
    sql = "SELECT text FROM documents WHERE number = ?"
    one, other = (
        connection.execute(sql, (item["number"],)).fetchone()[0] for item in (kept, member)
    )
    return differences(one, other)
