"""`/<database>/-/compare/<document>/<document>`: two documents and where they differ."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette import NotFound, Response

from curate.publish.difference import difference
from curate.publish.plugin import corpora, pages
from curate.publish.plugin.document import Record, rows

ROUTE = r"/(?P<database>[^/]+)/-/compare/(?P<left>[^/]+)/(?P<right>[^/]+)$"

CLUSTERS = """
SELECT cluster FROM members WHERE document IN (?, ?) GROUP BY cluster HAVING count(*) = 2
"""


async def page(request: Any, datasette: Any) -> Response:
    """The two texts as one, with what only one of them has."""
    database = await corpora.allowed(datasette, request)
    ids = (request.url_vars["left"], request.url_vars["right"])
    facts = await corpora.ask(database, lambda connection: _facts(connection, ids))
    if facts is None:
        raise NotFound(f"No documents {ids[0]} and {ids[1]}")
    return await pages.answer(datasette, request, "curate_compare.html", facts)


def _facts(connection: sqlite3.Connection, ids: tuple[str, str]) -> Record | None:
    found = [
        row for id in ids for row in rows(connection, "SELECT * FROM documents WHERE id = ?", (id,))
    ]
    if len(found) != 2:
        return None
    left, right = found
    stretches = list(difference(left["text"], right["text"]))
    same = sum(len(item.text) for line in stretches for item in line if item.kind == "same")
    return {
        "corpus": corpora.facts(connection),
        "left": left,
        "right": right,
        "stretches": stretches,
        "clusters": rows(connection, CLUSTERS, (left["number"], right["number"])),
        "share": same / max(left["characters"], right["characters"], 1),
    }
