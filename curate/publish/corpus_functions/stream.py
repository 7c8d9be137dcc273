"""Reading the word index: places of words, the words around a place, the document of a place."""

from __future__ import annotations

import re
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
import orjson

from curate.errors import QuestionError
from curate.publish.corpus_functions import segment as segments
from curate.publish.corpus_functions.index import unpacked
from curate.publish.corpus_functions.tokens import form, words

KEPT = 64
"""Segments kept in memory at most: some 256 megabytes."""
FORMS = 5_000
"""Forms that a word with * may stand for."""
MERGED = 2_000_000
"""Places of all words that a * may stand for: half a second's sorting."""
READINGS = ("lemma", "tag")
"""What a word may be asked for by: columns of `word_forms`."""
HITS = 200_000
"""Places of a word that are looked at; of more, as many spread evenly over the corpus."""


class Stretch(NamedTuple):
    """Places from `first` up to `last`, which is excluded."""

    first: int
    last: int


class Hits(NamedTuple):
    """Where a phrase of `length` words stands: `total` counts all, `places` may be a sample."""

    places: Sequence[int]
    length: int
    total: int


class Words:
    """The word index of one database file, shared by all connections to it.

    Every method that reads takes a connection, because SQLite ties one to a thread.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        found = dict(connection.execute("SELECT name, numbers FROM word_arrays").fetchall())
        self.ranks = unpacked(found["ranks"])
        self.firsts = array("I", accumulate(unpacked(found["sizes"]), initial=0))
        self.frequencies = unpacked(found["frequencies"])
        self.borders = frozenset(self.firsts)
        sql = "SELECT document FROM word_segments ORDER BY segment"
        self._bases = [self.firsts[document - 1] for (document,) in connection.execute(sql)]
        self._segments: dict[int, array[int]] = {}
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Words in the corpus."""
        return self.firsts[-1]

    def document(self, place: int) -> int:
        """The number of the document that a place lies in."""
        return bisect_right(self.firsts, place)

    def stretch(self, document: int) -> Stretch:
        """The places of a document."""
        return Stretch(self.firsts[document - 1], self.firsts[document])

    def within(self, document: int, first: int, last: int) -> Stretch:
        """The places of some words of a document, which are counted from its first."""
        base = self.firsts[document - 1]
        return Stretch(base + first, base + last)

    def forms(self, connection: sqlite3.Connection, stretch: Stretch) -> array[int]:
        """The forms of a stretch in order."""
        start, end = stretch.first, stretch.last
        segment = self._segment_of(start)
        offset = start - self._bases[segment]
        found = self._segment(connection, segment)[offset : offset + end - start]
        while start + len(found) < end:
            segment += 1
            rest = end - start - len(found)
            found = found + self._segment(connection, segment)[:rest]
        return found

    def _segment_of(self, place: int) -> int:
        """The segment that a place lies in."""
        return max(bisect_right(self._bases, place) - 1, 0)

    def around(
        self, connection: sqlite3.Connection, place: int, before: int, after: int
    ) -> tuple[array[int], array[int]]:
        """The forms before a place and from it on, within its document."""
        document = self.document(place)
        left = max(self.firsts[document - 1], place - before)
        right = min(self.firsts[document], place + after)
        found = self.forms(connection, Stretch(left, right))
        return found[: place - left], found[place - left :]

    def _segment(self, connection: sqlite3.Connection, number: int) -> array[int]:
        known = self._segments.get(number)
        if known is not None:
            return known
        sql = "SELECT forms, width FROM word_segments WHERE segment = ?"
        found = segments.read(*connection.execute(sql, (number,)).fetchone())
        with self._lock:
            if len(self._segments) >= KEPT:
                self._segments.pop(next(iter(self._segments)))
            self._segments[number] = found
        return found

    def word(self, connection: sqlite3.Connection, forms: Iterable[int]) -> dict[int, str]:
        """The words of forms."""
        sql = "SELECT word FROM word_forms WHERE form = ?"
        return {item: connection.execute(sql, (item,)).fetchone()[0] for item in set(forms)}

    def find(self, connection: sqlite3.Connection, phrase: str) -> Hits:
        """Where a phrase stands: words, each of which may begin or end with * for the rest of it.

        Raises `QuestionError` when there is no word in it, or a * stands for too many.
        """
        terms = [list(self.matching(connection, term)) for term in _terms(phrase)]
        if not all(terms):
            return Hits([], len(terms), 0)
        sizes = [sum(self.frequencies[item] for item in forms) for forms in terms]
        rarest = sizes.index(min(sizes))
        found = self._places(connection, terms[rarest])
        if len(terms) > 1:
            found = self._phrases(connection, found, terms, rarest)
        return Hits(sample(found, HITS), len(terms), len(found))

    def _phrases(
        self,
        connection: sqlite3.Connection,
        places: Sequence[int],
        terms: list[list[int]],
        rarest: int,
    ) -> list[int]:
        """Where the phrase starts, from the places of its rarest term."""
        starts = [place - rarest for place in places if place >= rarest]
        for shift, forms in enumerate(terms):
            if shift != rarest:
                wanted = frozenset(forms)
                pairs = zip(starts, self.forms_at(connection, starts, shift), strict=True)
                starts = [start for start, item in pairs if item in wanted]
        inner = range(1, len(terms))
        return [start for start in starts if not any(start + k in self.borders for k in inner)]

    def forms_at(
        self, connection: sqlite3.Connection, places: Sequence[int], shift: int = 0
    ) -> list[int]:
        """The form at every place, moved on by `shift`; -1 outside the corpus. Places in order."""
        at, end = bisect_left(places, -shift), bisect_left(places, self.size - shift)
        found = [-1] * at
        while at < end:
            segment = self._segment_of(places[at] + shift)
            forms = self._segment(connection, segment)
            base = self._bases[segment]
            offset = shift - base
            stop = bisect_left(places, base + len(forms) - shift, at, end)
            found += [forms[place + offset] for place in places[at:stop]]
            at = stop
        return found + [-1] * (len(places) - end)

    def matching(self, connection: sqlite3.Connection, term: str) -> Iterator[int]:
        """The forms that a word stands for, which may begin or end with *; `lemma:be` stands for
        those of a lemma, `tag:adj` for those of a part of speech.
        """
        column, _, value = term.partition(":")
        if value and column in READINGS:
            sql = f"SELECT form FROM word_forms WHERE {column} = ?"
            value = value.upper() if column == "tag" else value
            yield from chain.from_iterable(connection.execute(sql, (value,)))
            return
        if "*" not in term:
            yield from chain.from_iterable(
                connection.execute("SELECT form FROM word_forms WHERE word = ?", (term,))
            )
            return
        pattern = re.sub(r"([\[?])", r"[\1]", term)
        sql = "SELECT form FROM word_forms WHERE word GLOB ? LIMIT ?"
        forms = connection.execute(sql, (pattern, FORMS + 1)).fetchall()
        if len(forms) > FORMS:
            problem = f"{term} stands for more than {FORMS:,} words"
            raise QuestionError(term, 0, problem, "Give more letters.")
        yield from chain.from_iterable(forms)

    def _places(self, connection: sqlite3.Connection, forms: list[int]) -> Sequence[int]:
        """All places of the forms, in order. Raises `QuestionError` for too many to sort."""
        total = sum(self.frequencies[item] for item in forms)
        if len(forms) > FORMS:
            problem = f"it stands for more than {FORMS:,} words"
            raise QuestionError("", 0, problem, "Add a word before or after it.")
        if len(forms) > 1 and total > MERGED:
            problem = f"it stands for words with {total:,} places"
            raise QuestionError("", 0, problem, "Give more letters.")
        sql = (
            "SELECT times, first, steps FROM word_places "
            "WHERE number IN (SELECT ? + value FROM json_each(?))"
        )
        wanted = orjson.dumps(forms).decode()
        found = [
            segments.places(base, *row)
            for segment, base in enumerate(self._bases)
            for row in connection.execute(sql, (segment * segments.FORMS, wanted))
        ]
        if not found:
            return []
        places = np.concatenate(found)
        if len(forms) > 1:
            places.sort()
        return array("I", places.astype(np.uint32).tobytes())


def _terms(phrase: str) -> list[str]:
    """The terms of a phrase, in the form in which words are counted."""
    terms = []
    for part in form(phrase).split():
        column, _, value = part.partition(":")
        if column in READINGS and value:
            terms.append(part)
            continue
        bare = part.strip("*")
        found = words(bare)
        if found:
            found[0] = "*" * part.startswith("*") + found[0]
            found[-1] += "*" * part.endswith("*")
        terms += found
    if not terms:
        raise QuestionError(phrase, 0, "there is no word in it", "Type a word or several.")
    return terms


def sample(places: Sequence[int], size: int) -> Sequence[int]:
    """The places, or as many of them as `size` says, spread evenly: the same every time."""
    if len(places) <= size:
        return places
    step = len(places) / size
    return [places[int(number * step)] for number in range(size)]


_KNOWN: dict[tuple[str | int, ...], Words] = {}


def words_of(connection: sqlite3.Connection) -> Words:
    """The word index of the database that a connection reads; kept while its version is
    the same, and the file: a newer `curate` may have built the same project again.

    Raises `QuestionError` when the corpus was published without one.
    """
    path = next(row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main")
    try:
        version = connection.execute("SELECT version FROM corpus").fetchone()[0]
        file = Path(path).stat() if Path(path).is_file() else None
        key = (path, str(version), *((file.st_ino, file.st_mtime_ns) if file else ()))
        if key not in _KNOWN:
            while len(_KNOWN) >= 4:
                _KNOWN.pop(next(iter(_KNOWN)))
            _KNOWN[key] = Words(connection)
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        problem = "the words of this corpus were not counted"
        raise QuestionError("", 0, problem, "Set words = true in [publish].") from error
    return _KNOWN[key]
