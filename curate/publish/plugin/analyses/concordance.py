"""Key words in context."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from curate.publish.corpus_functions.concordance import concordance
from curate.publish.corpus_functions.stream import words_of
from curate.publish.plugin.analyses.table import (
    PHRASE,
    WITHIN,
    Analysis,
    Field,
    Link,
    Table,
    address,
    number,
)

PAGE = 50

SORTS = (
    ("right", "by what follows"),
    ("left", "by what stands before"),
    ("word", "by the words found"),
    ("place", "as in the corpus"),
    ("random", "at random"),
)


def _run(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    page = number(asked, "page", 1, 1000)
    sort: Any = asked.get("sort") or "right"
    found = concordance(
        connection,
        words_of(connection),
        asked["phrase"],
        sort if sort in dict(SORTS) else "right",
        asked.get("within", ""),
        (page - 1) * PAGE,
        PAGE,
        number(asked, "thin", 0, 100_000) if asked.get("thin") else 0,
        asked.get("beside", ""),
        (number(asked, "left", 5, 20), number(asked, "right", 5, 20)),
    )
    lines = [
        (
            line.left,
            Link(line.hit, f"read/{quote(line.document)}?at={line.at[0]}-{line.at[1]}#at"),
            line.right,
            Link(line.title, f"read/{quote(line.document)}"),
        )
        for line in found.lines
    ]
    said = f"{found.total:,} hits"
    if found.sorted < found.total:
        said += f", {found.sorted:,} of them chosen evenly and sorted"
    more = ""
    if page * PAGE < found.sorted:
        more = address("concordance", **{**asked, "page": str(page + 1)})
    return Table(("left", "hit", "right", "document"), lines, said, (), more)


ANALYSIS = Analysis(
    "concordance",
    "Concordance",
    "Every place of a word or phrase, one a line, with what stands around it.",
    (
        PHRASE,
        Field("sort", "Sorted", "right", SORTS),
        WITHIN,
        Field("beside", "Only beside a word (within five words)"),
        Field("thin", "At most this many, chosen at random"),
    ),
    _run,
)
