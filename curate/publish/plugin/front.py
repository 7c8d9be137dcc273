"""The front page: what the corpus is, and the ways into it."""

from __future__ import annotations

import sqlite3
from typing import Any

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
        "base": pages.base(datasette, name),
        "home": datasette.urls.path("/"),
        "tables": datasette.urls.database(name),
        "analyses": ANALYSES.values(),
        "stylesheet": pages.stylesheet(datasette),
    }


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
