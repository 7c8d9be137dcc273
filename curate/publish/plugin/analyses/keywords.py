"""Words that set a part apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from curate.publish import pictures
from curate.publish.corpus_functions.keywords import keywords
from curate.publish.corpus_functions.stream import words_of
from curate.publish.pictures import Bar
from curate.publish.plugin.analyses.table import Analysis, Field, Link, Table, address, number


def _run(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    part, against = asked["part"], asked.get("against", "")
    found = keywords(
        connection,
        words_of(connection),
        part,
        against,
        number(asked, "minimum", 3, 10_000),
        asked.get("order") or "log_likelihood",
    )
    lines: list[tuple[Any, ...]] = []
    for item in found.found:
        here = address("concordance", phrase=item.word, within=part)
        there = address("concordance", phrase=item.word, within=against)
        lines.append(
            (
                Link(item.word, here),
                Link(item.here, here),
                Link(item.there, there) if item.there else 0,
                round(item.log_likelihood, 2),
                round(item.log_ratio, 2),
                f"{item.low:.2f} to {item.high:.2f}",
            )
        )
    columns = ("word", "here", "there", "log-likelihood", "log ratio", "95 % interval")
    said = f"{found.here.size:,} words in {part}, {found.there_size:,} in {against or 'the rest'}"
    picture = pictures.bars(
        f"Key words of {part} by log-likelihood",
        [
            Bar(str(word.text), float(score), word.href, f"{score:,.1f}")
            for word, _, _, score, _, _ in lines[:20]
        ],
    )
    return Table(columns, lines, said, (picture,) if lines else ())


ANALYSIS = Analysis(
    "keywords",
    "Key words",
    "Which words set one part of the corpus apart from another.",
    (
        Field("part", "Part (label=claim.barrier, publisher=NHE, year=2018 …)"),
        Field("against", "Against; left empty: all the rest"),
        Field("minimum", "At least this often", "3"),
        Field(
            "order",
            "Sorted by",
            "log_likelihood",
            (("log_likelihood", "log-likelihood"), ("log_ratio", "log ratio")),
        ),
    ),
    _run,
)
