"""A part of the corpus to count in: by metadata, or the stretches that a label marks."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from curate.errors import QuestionError
from curate.publish.corpus_functions import segment
from curate.publish.corpus_functions.stream import Stretch, Words

CONDITIONS = 5
"""Conditions of one part; each reads what it names."""
FACETS = ("id", "publisher", "source_type", "language", "author")


class Part(NamedTuple):
    """Stretches of the corpus in order, none overlapping another, and the words in them."""

    name: str
    stretches: tuple[Stretch, ...]
    size: int


def part(connection: sqlite3.Connection, words: Words, description: str) -> Part:
    """The part that a description names, written like the query of an address:
    `publisher=NHE`, `year=2018-2020`, `label=claim.barrier`, joined by `&`; empty is all.

    Raises `QuestionError` for a name that is not one of these.
    """
    wanted = parse_qsl(description, keep_blank_values=True)
    stretches: list[Stretch] | None = None
    if not description.strip():
        return Part("the whole corpus", (Stretch(0, words.size),), words.size)
    if not wanted:
        problem = "this does not name a part of the corpus"
        raise QuestionError(description, 0, problem, "Write name=value, such as year=2018-2020.")
    if len(wanted) > CONDITIONS:
        problem = f"these are more than {CONDITIONS} conditions"
        raise QuestionError(description, 0, problem, "Leave some out.")
    for name, value in wanted:
        found = list(_stretches(connection, words, name, value, description))
        stretches = found if stretches is None else list(_both(stretches, found))
    whole = tuple(_united(stretches or ()))
    return Part(description, whole, sum(last - first for first, last in whole))


def _stretches(
    connection: sqlite3.Connection, words: Words, name: str, value: str, description: str
) -> Iterator[Stretch]:
    """The stretches of one condition, in order."""
    if name == "label":
        sql = (
            "SELECT document, first, last FROM word_spans CROSS JOIN annotations "
            "ON annotations.number = word_spans.annotation "
            "WHERE (label = ? OR label GLOB ? || '.*') AND status != 'rejected' "
            "AND NOT answered ORDER BY document, first"
        )
        marked = connection.execute(sql, (value, value))
        yield from _united(words.within(document, *span) for document, *span in marked)
        return
    if name == "year":
        first, _, last = value.partition("-")
        sql, values = "year BETWEEN ? AND ?", [first, last or first]
    elif name in FACETS:
        sql, values = f"{name} = ?", [value]
    else:
        hint = f"Known are: label, year, {', '.join(FACETS)}."
        raise QuestionError(description, description.find(name), f"unknown name {name}", hint)
    rows = connection.execute(f"SELECT number FROM documents WHERE {sql} ORDER BY number", values)
    yield from _united(words.stretch(number) for (number,) in rows)


def _united(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """The stretches with those that touch or overlap made one."""
    first = last = -1
    for stretch in stretches:
        if stretch.first > last:
            if first < last:
                yield Stretch(first, last)
            first = stretch.first
        last = max(last, stretch.last)
    if first < last:
        yield Stretch(first, last)


def _both(one: Sequence[Stretch], other: Sequence[Stretch]) -> Iterator[Stretch]:
    """What lies in both."""
    here = there = 0
    while here < len(one) and there < len(other):
        first = max(one[here].first, other[there].first)
        last = min(one[here].last, other[there].last)
        if first < last:
            yield Stretch(first, last)
        if one[here].last < other[there].last:
            here += 1
        else:
            there += 1


def inside(stretches: Sequence[Stretch], places: Iterable[int]) -> list[int]:
    """The places, given in order, that lie in a stretch."""
    found = []
    at = 0
    for place in places:
        while at < len(stretches) and stretches[at].last <= place:
            at += 1
        if at == len(stretches):
            break
        if stretches[at].first <= place:
            found.append(place)
    return found


def count(connection: sqlite3.Connection, words: Words, of: Part) -> Counter[int] | array[int]:
    """How often each form stands in a part, by its number."""
    if of.size == words.size:
        return words.frequencies
    import numpy as np

    counts = np.zeros(len(words.frequencies), dtype=np.int64)
    waiting = array("I")  # short stretches are counted many at once
    for stretch in of.stretches:
        waiting.extend(words.forms(connection, stretch))
        if len(waiting) > segment.WORDS:
            counts += np.bincount(waiting, minlength=len(counts))
            waiting = array("I")
    counts += np.bincount(waiting, minlength=len(counts))
    found = counts.nonzero()[0]
    return Counter(dict(zip(found.tolist(), counts[found].tolist(), strict=True)))
