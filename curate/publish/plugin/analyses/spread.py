"""Where a phrase stands, how evenly, and when."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from curate.publish import pictures
from curate.publish.corpus_functions.spread import along, spread
from curate.publish.corpus_functions.stream import words_of
from curate.publish.pictures import Bar, Picture
from curate.publish.plugin.analyses.table import PHRASE, Analysis, Field, Link, Table, address

MOST_DRAWN = 20

PARTS = (
    ("document", "document"),
    ("publisher", "publisher"),
    ("source_type", "kind of source"),
    ("year", "year"),
    ("language", "language"),
    ("author", "author"),
)


def _run(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    phrase = asked["phrase"]
    by: Any = asked.get("by") or "document"
    words = words_of(connection)
    found = spread(connection, words, phrase, by if by in dict(PARTS) else "document")
    name = "id" if by == "document" else by

    def hits(part: str) -> str:
        within = "" if part == "unknown" else urlencode({name: part})
        return address("concordance", phrase=phrase, within=within)

    titles = _titles(connection, [item.part for item in found.shares]) if name == "id" else {}
    shares = [item._replace(part=titles.get(item.part, item.part)) for item in found.shares]
    links = [hits(item.part) for item in found.shares]
    lines = [
        (
            Link(item.part, link),
            Link(item.times, link) if item.times else 0,
            item.words,
            round(item.per_million, 1),
        )
        for item, link in zip(shares, links, strict=True)
    ]
    said = f"“{phrase}” stands {found.total:,} times"
    if found.measures:
        spread_over = found.measures
        said += (
            f", in {spread_over.range:,} parts. Juilland’s D {spread_over.juilland_d:.3f} "
            f"(1 is even), Gries’s DP {spread_over.dp:.3f} (0 is even), "
            f"normalised {spread_over.dp_norm:.3f}"
        )
    drawn = [
        pictures.bars(
            f"“{phrase}” in a million words, by {by.replace('_', ' ')}",
            [
                Bar(item.part, item.per_million, link, f"{item.per_million:,.0f}")
                for item, link in zip(shares[:MOST_DRAWN], links, strict=False)
            ],
        )
    ]
    if name == "id" and lines:
        ids = [item.part for item in found.shares[:MOST_DRAWN]]
        drawn.append(_strips(connection, phrase, ids))
    return Table(("part", "times", "words", "per million"), lines, said, tuple(drawn))


def _titles(connection: sqlite3.Connection, ids: list[str]) -> dict[str, str]:
    sql = "SELECT title FROM documents WHERE id = ?"
    return {id: connection.execute(sql, (id,)).fetchone()[0] for id in ids}


def _strips(connection: sqlite3.Connection, phrase: str, ids: list[str]) -> Picture:
    words = words_of(connection)
    found = []
    for id in ids:
        number, title = connection.execute(
            "SELECT number, title FROM documents WHERE id = ?", (id,)
        ).fetchone()
        places, _ = along(connection, words, phrase, number)
        bar = Bar(title, len(places), address("concordance", phrase=phrase, within=f"id={id}"))
        found.append((bar, places[:500]))
    return pictures.strips(f"Where “{phrase}” stands, from beginning to end", found)


ANALYSIS = Analysis(
    "spread",
    "Spread",
    "In which parts of the corpus a word or phrase stands, how evenly, and when.",
    (PHRASE, Field("by", "By", "document", PARTS)),
    _run,
)
