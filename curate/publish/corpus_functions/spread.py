"""Where in the corpus a phrase stands: in which parts, how evenly, and when."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import Counter
from typing import Literal, NamedTuple

from curate.publish.corpus_functions import measures
from curate.publish.corpus_functions.stream import Words

By = Literal["document", "publisher", "source_type", "language", "year", "author"]


class Share(NamedTuple):
    """A part of the corpus: how often the phrase stands in it, and how often in a million words."""

    part: str
    times: int
    words: int
    per_million: float


class Spread(NamedTuple):
    """A phrase over the parts of the corpus."""

    total: int
    shares: list[Share]
    measures: measures.Dispersion | None


def spread(
    connection: sqlite3.Connection, words: Words, phrase: str, by: By = "document"
) -> Spread:
    """The parts in which a phrase stands, by relative frequency (years in order), and how evenly it
    stands over all parts of that kind. Raises `QuestionError`.
    """
    column = "id" if by == "document" else by
    hits = words.find(connection, phrase)
    counts: Counter[int] = Counter(map(words.document, hits.places))
    times: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    sql = f"SELECT number, {column} FROM documents"
    for number, name in connection.execute(sql):
        key = str(name) if name not in (None, "") else "unknown"
        times[key] += counts[number]
        stretch = words.stretch(number)
        sizes[key] += stretch.last - stretch.first
    keys = list(sizes)
    dispersion = measures.dispersion([times[key] for key in keys], [sizes[key] for key in keys])
    shares = [
        Share(key, times[key], sizes[key], times[key] / sizes[key] * 1e6 if sizes[key] else 0.0)
        for key in keys
        if times[key] or by == "year"
    ]
    shares.sort(key=(lambda item: item.part) if by == "year" else _often)
    return Spread(hits.total, shares, dispersion)


def _often(share: Share) -> tuple[float, str]:
    return (-share.per_million, share.part)


def along(
    connection: sqlite3.Connection, words: Words, phrase: str, document: int
) -> tuple[list[float], int]:
    """Where in a document a phrase stands, as shares from 0 to 1, and the document's words."""
    hits = words.find(connection, phrase)
    stretch = words.stretch(document)
    size = stretch.last - stretch.first
    places = sorted(hits.places)
    inside = places[bisect_left(places, stretch.first) : bisect_left(places, stretch.last)]
    return [(place - stretch.first) / size for place in inside], size
