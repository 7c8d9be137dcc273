"""Lists of words and of runs of words by how often they stand in a part of the corpus."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from heapq import nlargest
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from curate.errors import QuestionError
from curate.publish.corpus_functions import part as parts
from curate.publish.corpus_functions.stream import READINGS, Words
from curate.publish.corpus_functions.tokens import form, sort_key

Item = TypeVar("Item")
MOST = 3_000_000
"""Words of a part whose runs are counted: a second's work. A larger part is refused."""


class Frequency(NamedTuple):
    """A word or a run of words: how often, and how often in a million words."""

    words: str
    times: int
    per_million: float


def frequencies(
    connection: sqlite3.Connection,
    words: Words,
    within: str = "",
    length: int = 1,
    matching: str = "",
    limit: int = 100,
) -> tuple[parts.Part, list[Frequency]]:
    """The most frequent words, or runs of `length` words, most frequent first, equal ones in the
    order of the alphabet. `matching` is a word with *, for single words. Raises `QuestionError`.
    """
    part = parts.part(connection, words, within)
    counts: dict[tuple[int, ...], int]
    if length == 1:
        single = parts.count(connection, words, part)
        forms: Iterable[int] = single if isinstance(single, Counter) else range(len(single))
        if matching.strip():
            forms = set(words.matching(connection, form(matching.strip())))
        counts = {(item,): single[item] for item in _most(forms, single, limit)}
    else:
        runs = _runs(connection, words, part, length)
        counts = {item: runs[item] for item in _most(runs, runs, limit)}
    rank = words.ranks.__getitem__
    top = sorted(counts.items(), key=lambda item: (-item[1], list(map(rank, item[0]))))[:limit]
    names = words.word(connection, chain.from_iterable(forms for forms, _ in top))
    return part, [
        Frequency(" ".join(names[form] for form in forms), times, times / part.size * 1e6)
        for forms, times in top
    ]


def readings(
    connection: sqlite3.Connection, words: Words, by: str, within: str = "", limit: int = 100
) -> tuple[parts.Part, list[Frequency]]:
    """The most frequent lemmas or parts of speech, as `frequencies` has them; `by` is "lemma" or
    "tag". Raises `QuestionError`, also where the corpus was published without.
    """
    if by not in READINGS:
        raise QuestionError(by, 0, f"{by} is none of {', '.join(READINGS)}", "Ask for one of them.")
    part = parts.part(connection, words, within)
    single = parts.count(connection, words, part)
    counts: Counter[str] = Counter()
    sql = f"SELECT form, {by} FROM word_forms WHERE {by} != ''"
    for number, reading in connection.execute(sql):
        counts[reading] += single[number]
    if not counts:
        problem = "the words of this corpus have no lemmas and parts of speech"
        raise QuestionError(by, 0, problem, "Set tag = true in [publish].")
    top = sorted(counts.items(), key=lambda item: (-item[1], sort_key(item[0])))[:limit]
    return part, [Frequency(name, times, times / part.size * 1e6) for name, times in top if times]


def _most(items: Iterable[Item], counts: Any, limit: int) -> list[Item]:
    """The items with the highest counts, all of those that share the lowest of these."""
    known = [(counts[item], item) for item in items]
    lowest = min(nlargest(limit, (times for times, _ in known)), default=0)
    return [item for times, item in known if times >= max(lowest, 1)]


def _runs(
    connection: sqlite3.Connection, words: Words, part: parts.Part, length: int
) -> Counter[tuple[int, ...]]:
    """Runs of words; none reaches over the end of a document or of a stretch."""
    if part.size > MOST:
        problem = f"the part has {part.size:,} words; runs are counted in at most {MOST:,}"
        raise QuestionError(part.name, 0, problem, "Choose a smaller part.")
    counts: Counter[tuple[int, ...]] = Counter()
    for stretch in part.stretches:
        at = stretch.first
        while at < stretch.last:
            end = min(stretch.last, words.stretch(words.document(at)).last)
            forms = words.forms(connection, stretch._replace(first=at, last=end))
            counts.update(zip(*(forms[shift:] for shift in range(length)), strict=False))
            at = end
    return counts
