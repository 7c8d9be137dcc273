"""Words around a word."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from curate.publish.corpus_functions.collocation import Collocate, collocates
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

MEASURES = tuple((name, name.replace("_", " ")) for name in Collocate._fields[1:])


def _run(connection: sqlite3.Connection, asked: Mapping[str, str]) -> Table:
    phrase, within = asked["phrase"], asked.get("within", "")
    order = asked.get("order") or "log_dice"
    left, right = number(asked, "left", 5, 20), number(asked, "right", 5, 20)
    minimum = number(asked, "minimum", 3, 10_000)
    words = words_of(connection)
    found = collocates(connection, words, phrase, left, right, minimum, within, order)
    window = {"phrase": phrase, "left": str(left), "right": str(right), "within": within}
    lines = []
    for item in found.found:
        beside = address("concordance", beside=item.word, **window)
        alone = address("concordance", phrase=item.word, within=within)
        scores = (round(value, 2) for value in item[3:])
        row = (Link(item.word, beside), Link(item.together, beside), Link(item.frequency, alone))
        lines.append((*row, *scores))
    said = f"“{phrase}” stands {found.node:,} times"
    if found.is_sample:
        said += "; counts are from an even sample"
    return Table(tuple(name.replace("_", " ") for name in Collocate._fields), lines, said)


ANALYSIS = Analysis(
    "collocates",
    "Collocates",
    "Which words stand around a word more often than by chance.",
    (
        PHRASE,
        Field("left", "Words before", "5"),
        Field("right", "Words after", "5"),
        Field("minimum", "Together at least", "3"),
        Field("order", "Sorted by", "log_dice", MEASURES),
        WITHIN,
    ),
    _run,
)
