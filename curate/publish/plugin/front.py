"""The front page: what the corpus is, and the ways into it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from curate.publish import citation
from curate.publish.plugin import corpora, pages
from curate.publish.plugin.analyses.catalogue import ANALYSES
from curate.publish.plugin.document import Record, labels, rows

FIRST = 50
"""Documents listed on the front page; the table has all."""


async def variables(datasette: Any) -> Record:
    """What the template needs; empty where no corpus is served."""
    name = corpora.first(datasette)
    if name is None:
        return {}
    facts = await corpora.ask(datasette.databases[name], _facts)
    return {
        **facts,
        **pages.site(datasette, name),
        "analyses": ANALYSES.values(),
    }


def of_errors(datasette: Any) -> Record | None:
    """What the page of an error needs, which Datasette gives no variables; None where no corpus is
    served.
    """
    name = corpora.first(datasette)
    if name is None:
        return None
    return {"corpus": _about(str(datasette.databases[name].path)), **pages.site(datasette, name)}


@lru_cache
def _about(path: str) -> Record:
    with closing(sqlite3.connect(f"file:{quote(path)}?immutable=1", uri=True)) as connection:
        return corpora.facts(connection)


def _facts(connection: sqlite3.Connection) -> Record:
    corpus = corpora.facts(connection)
    first, last = connection.execute(
        "SELECT min(date), max(date) FROM documents WHERE date != ''"
    ).fetchone()
    counts = dict(
        connection.execute(
            "SELECT label, count(*) FROM annotations "
            "WHERE status != 'rejected' AND NOT answered GROUP BY label"
        ).fetchall()
    )
    known = labels(connection).values()
    return {
        "corpus": corpus,
        "period": (first, last),
        "documents": rows(connection, DOCUMENTS, (FIRST,)),
        "questions": rows(connection, "SELECT name, title, description FROM questions", ()),
        "labels": [
            {**label._asdict(), "look": label.look, "count": counts[label.id]}
            for label in known
            if label.id in counts
        ],
        "citation": citation.of_corpus(
            corpus["title"], corpus["version"], corpus["url"], corpus["citation"]
        ),
    }


DOCUMENTS = """
SELECT id, title, date, publisher,
  (SELECT count(*) FROM annotations
    WHERE annotations.document = documents.number AND status != 'rejected' AND NOT answered)
  AS annotations
FROM documents ORDER BY number LIMIT ?
"""
