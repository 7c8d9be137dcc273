"""Key words in context: the lines of a concordance, sorted and thinned."""

from __future__ import annotations

import random
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain
from typing import Literal, NamedTuple

from curate.publish.corpus_functions import part as parts
from curate.publish.corpus_functions.stream import Words, sample
from curate.publish.corpus_functions.tokens import form
from curate.publish.corpus_functions.tokens import spans as words_at
from curate.publish.offsets import alignment_of
from curate.text import Span

Sort = Literal["place", "left", "right", "word", "random"]
SORTED_BY = 3
"""Words on a side that decide the order."""
SORTED = 50_000
"""Lines that are sorted; of more, as many spread evenly over the corpus."""
CONTEXT = 70
"""Characters on each side."""


class Line(NamedTuple):
    """One hit: what stands before it, itself and what follows; where, in raw offsets."""

    left: str
    hit: str
    right: str
    document: str
    title: str
    at: tuple[int, int]


class Concordance(NamedTuple):
    """Some lines of a concordance: `total` hits were found, of which `sorted` were put in order."""

    total: int
    sorted: int
    lines: list[Line]


def concordance(
    connection: sqlite3.Connection,
    words: Words,
    phrase: str,
    sort: Sort = "place",
    within: str = "",
    start: int = 0,
    limit: int = 50,
    thin: int = 0,
    beside: str = "",
    window: tuple[int, int] = (5, 5),
) -> Concordance:
    """The lines from `start` on, at most `limit`; `thin` keeps that many, chosen at random but the
    same every time. With `beside`, only those with that word in the `window` of words before and
    after; of more than 50,000 places as many, evenly spread, are looked at. Raises `QuestionError`.
    """
    hits = words.find(connection, phrase)
    places = hits.places
    total = hits.total
    if within:
        stretches = parts.part(connection, words, within).stretches
        places = parts.inside(stretches, places)
        total = len(places)
    if beside.strip():
        looked_at = sample(places, SORTED)
        places = _beside(connection, words, looked_at, hits.length, beside, window)
        total = len(places)
    if thin and thin < len(places):
        places = sorted(random.Random(0).sample(list(places), thin))
    if len(places) > SORTED:
        places = random.Random(0).sample(list(places), SORTED)
    page = slice(start, start + limit)
    shown = _page(connection, words, places, hits.length, sort, page)
    return Concordance(total, len(places), _lines(connection, words, shown, hits.length))


def _beside(
    connection: sqlite3.Connection,
    words: Words,
    places: Sequence[int],
    length: int,
    word: str,
    window: tuple[int, int],
) -> list[int]:
    """The places with a word in the window around them."""
    left, right = window
    wanted = set(words.matching(connection, form(word.strip())))
    found = []
    for place in places:
        before, after = words.around(connection, place, left, length + right)
        if not (wanted.isdisjoint(before) and wanted.isdisjoint(after[length:])):
            found.append(place)
    return found


def _page(
    connection: sqlite3.Connection,
    words: Words,
    places: Sequence[int],
    length: int,
    sort: Sort,
    page: slice,
) -> list[int]:
    """The places of one page in the order asked for; equal ones in the order of the corpus.

    All are put in order by the nearest word, and only those that share theirs with one on the page
    by the next words too.
    """
    if sort == "random":
        return random.Random(0).sample(list(places), len(places))[page]
    found = sorted(places)
    if sort == "place":
        return found[page]
    ranks = _nearest(connection, words, found, length, sort)
    order = sorted(range(len(found)), key=ranks.__getitem__)
    shown = order[page]
    if not shown:
        return []
    low, high = ranks[shown[0]], ranks[shown[-1]]
    first = bisect_left(order, low, key=ranks.__getitem__)
    last = bisect_right(order, high, key=ranks.__getitem__)
    near = sorted(found[item] for item in order[first:last])
    keys = _keys(connection, words, near, length, sort)
    by_key = sorted(range(len(near)), key=keys.__getitem__)
    return [near[item] for item in by_key[page.start - first : page.stop - first]]


def _nearest(
    connection: sqlite3.Connection, words: Words, places: list[int], length: int, sort: Sort
) -> list[int]:
    """The rank of the word that decides first, for every place; -1 at the end of a document."""
    shift = {"left": -1, "right": length, "word": 0}[sort]
    forms = words.forms_at(connection, places, shift)
    ranks, borders = words.ranks, words.borders
    beyond = {"left": 0, "right": length, "word": -1}[sort]
    if beyond < 0:
        return [ranks[form] for form in forms]
    return [
        -1 if place + beyond in borders else ranks[form]
        for place, form in zip(places, forms, strict=True)
    ]


def _keys(
    connection: sqlite3.Connection, words: Words, places: list[int], length: int, sort: Sort
) -> list[tuple[int, ...]]:
    """The ranks of the words that decide the order of each place, the nearest first; -1 beyond the
    document.
    """
    documents = [words.stretch(words.document(place)) for place in places]
    after = range(length, length + SORTED_BY)
    shifts = {"left": range(-1, -SORTED_BY - 1, -1), "word": range(length + SORTED_BY)}
    ranks = words.ranks
    columns = []
    for shift in shifts.get(sort, after):
        forms = words.forms_at(connection, places, shift)
        pairs = zip(places, forms, documents, strict=True)
        columns.append(
            [ranks[form] if last > at + shift >= first else -1 for at, form, (first, last) in pairs]
        )
    return list(zip(*columns, strict=True))


def _lines(
    connection: sqlite3.Connection, words: Words, places: Sequence[int], length: int
) -> list[Line]:
    """The lines of places, in the order given; every document is read once."""
    wanted: dict[int, list[int]] = {}
    for place in places:
        wanted.setdefault(words.document(place), []).append(place)
    made: dict[int, Line] = {}
    for document, found in wanted.items():
        made |= _document_lines(connection, words, document, found, length)
    return [made[place] for place in places]


def _document_lines(
    connection: sqlite3.Connection, words: Words, document: int, places: list[int], length: int
) -> dict[int, Line]:
    sql = "SELECT id, title, text FROM documents WHERE number = ?"
    id, title, text = connection.execute(sql, (document,)).fetchone()
    alignment = alignment_of(connection, document)
    first = words.firsts[document - 1]
    ends = [(place - first, place - first + length - 1) for place in places]
    spans = words_at(text, chain.from_iterable(ends))
    made = {}
    for place, (one, last) in zip(places, ends, strict=True):
        start, end = spans[one][0], spans[last][1]
        raw = alignment.to_raw(Span(start, end))
        made[place] = Line(
            _plain(text[max(start - CONTEXT, 0) : start]),
            _plain(text[start:end]),
            _plain(text[end : end + CONTEXT]),
            id,
            title,
            (raw.start, raw.end),
        )
    return made


def _plain(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split("\n")).replace("\r", "")
