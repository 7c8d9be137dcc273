"""The most frequent words and runs of words."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from curate.publish.corpus_functions.frequency import frequencies, readings
from curate.publish.corpus_functions.stream import words_of
from curate.publish.plugin.analyses.table import (
    WITHIN,
    Analysis,
    Field,
    Link,
    Table,
    address,
    number,
)


def _run(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    length = number(asked, "length", 1, 6)
    within, by = asked.get("within", ""), asked.get("by", "word")
    if by != "word":
        return _readings(connection, by, within)
    part, found = frequencies(
        connection, words_of(connection), within, length, asked.get("matching", ""), 200
    )
    lines = []
    for place, item in enumerate(found, start=1):
        hits = address("concordance", phrase=item.words, within=within)
        rate = round(item.per_million, 1)
        lines.append((place, Link(item.words, hits), Link(item.times, hits), rate))
    columns = ("rank", "word" if length == 1 else "words", "times", "per million")
    return Table(columns, lines, f"{part.size:,} words in {part.name}")


def _readings(connection: sqlite3.Connection, by: str, within: str) -> Table:
    """Lemmas or parts of speech."""
    part, found = readings(connection, words_of(connection), by, within, 200)
    lines = []
    for place, item in enumerate(found, start=1):
        hits = address("concordance", phrase=f"{by}:{item.words}", within=within)
        lines.append((place, Link(item.words, hits), item.times, round(item.per_million, 1)))
    columns = ("rank", by, "times", "per million")
    return Table(columns, lines, f"{part.size:,} words in {part.name}")


ANALYSIS = Analysis(
    "words",
    "Words",
    "Which words, or runs of words, are the most frequent.",
    (
        Field("length", "Words in a run", "1", tuple((str(n),) * 2 for n in range(1, 7))),
        Field("matching", "Only words like (integr*)"),
        Field(
            "by",
            "Counted by",
            "word",
            (("word", "word"), ("lemma", "lemma"), ("tag", "part of speech")),
        ),
        WITHIN,
    ),
    _run,
)
