"""Words that set one part of the corpus apart from another."""

from __future__ import annotations

import sqlite3
from collections import Counter
from functools import partial
from typing import NamedTuple

from curate.errors import QuestionError
from curate.publish.corpus_functions import measures
from curate.publish.corpus_functions import part as parts
from curate.publish.corpus_functions.stream import Words


class Keyword(NamedTuple):
    """A word with its counts in both parts, its log-likelihood, and its log ratio with the interval
    of 95 per cent.
    """

    word: str
    here: int
    there: int
    log_likelihood: float
    log_ratio: float
    low: float
    high: float


class Keywords(NamedTuple):
    """The key words of one part against another."""

    here: parts.Part
    there_size: int
    found: list[Keyword]


def keywords(
    connection: sqlite3.Connection,
    words: Words,
    part: str,
    against: str = "",
    minimum: int = 3,
    order: str = "log_likelihood",
    limit: int = 100,
) -> Keywords:
    """Words that stand in `part` at least `minimum` times and more often than in `against` (when
    empty: in all the rest), highest first. Raises `QuestionError`, also when a part is empty.
    """
    here = parts.part(connection, words, part)
    other = parts.part(connection, words, against) if against.strip() else None
    size = other.size if other else words.size - here.size
    for name, words_in in ((part, here.size), (against or "the rest", size)):
        if not words_in:
            raise QuestionError(name, 0, "there are no words in it", "Choose another part.")
    counts = parts.count(connection, words, here)
    others = parts.count(connection, words, other) if other else words.frequencies
    found = []
    for form, times in counts.items() if isinstance(counts, Counter) else enumerate(counts):
        if times < minimum:
            continue
        elsewhere = others[form] - (0 if other else times)
        if times * size > elsewhere * here.size:
            found.append((form, times, elsewhere))
    found.sort(key=partial(_order, words, here.size, size, order))
    names = words.word(connection, (form for form, _, _ in found[:limit]))
    kept = [
        Keyword(
            names[form],
            a,
            b,
            measures.keyness(a, b, here.size, size),
            *measures.log_ratio(a, b, here.size, size),
        )
        for form, a, b in found[:limit]
    ]
    return Keywords(here, size, kept)


def _order(
    words: Words, here: int, there: int, order: str, item: tuple[int, int, int]
) -> tuple[float, int]:
    """The highest first; the log ratio is worked out for all words only where it decides."""
    form, a, b = item
    by_ratio = order == "log_ratio"
    score = (
        measures.log_ratio(a, b, here, there).value
        if by_ratio
        else measures.keyness(a, b, here, there)
    )
    return -score, words.ranks[form]
