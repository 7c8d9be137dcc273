"""The word index: every word of the clean texts in order, and every place of every word.

Words are numbered as they first come: their forms. A place is a position in the whole corpus,
counted from 0 over all documents. The tables hold them as arrays in segments, which takes about as
many bytes as the text in place of the six times that rows take.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TypeAlias

import numpy as np

from curate.publish.corpus_functions import segment
from curate.publish.corpus_functions.lemmas import Reader, unread
from curate.publish.corpus_functions.segment import Segment
from curate.publish.corpus_functions.tokens import places, sort_key, words

Span: TypeAlias = tuple[int, int | None, int | None]
"""An annotation, and its start and end in the clean text, None where nothing of it shows."""
TABLES = """
CREATE TABLE word_forms (
  form INTEGER PRIMARY KEY, word TEXT NOT NULL, frequency INTEGER NOT NULL,
  lemma TEXT NOT NULL, tag TEXT NOT NULL
);
CREATE TABLE word_arrays (name TEXT PRIMARY KEY, numbers BLOB NOT NULL);
CREATE TABLE word_spans (
  annotation INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL
);
"""
ARRAYS = ("ranks", "sizes", "frequencies")
"""Of every form its place in the alphabet; of every document its words; of every form how often."""


def packed(numbers: array[int]) -> bytes:
    """The numbers as bytes, least first on every machine."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(data: bytes) -> array[int]:
    """The numbers of `packed`."""
    numbers = array("I")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class WordIndex:
    """The index while it is written: documents are added in order, then it is finished.

    Keeps in memory the words and one segment.
    """

    def __init__(self, database: sqlite3.Connection, read: Reader = unread) -> None:
        self._database = database
        self._read = read
        self._forms: defaultdict[str, int] = defaultdict(count().__next__)
        self._counts = np.zeros(0, dtype=np.int64)
        self._sizes = array("I")
        self._segment = Segment(0, 1, array("I"))
        for statement in (segment.TABLES + TABLES).split(";")[:-1]:
            database.execute(statement)

    def add(self, text: str) -> None:
        """Add the next document; documents are numbered from 1."""
        forms = self._segment.forms
        before = len(forms)
        forms.extend(map(self._forms.__getitem__, words(text)))
        self._sizes.append(len(forms) - before)
        if len(forms) >= segment.WORDS:
            self._write()

    def _write(self) -> None:
        number, _, forms = self._segment
        counts = np.bincount(forms, minlength=len(self._forms))
        counts[: len(self._counts)] += self._counts
        self._counts = counts
        segment.write(self._database, self._segment)
        self._segment = Segment(number + 1, len(self._sizes) + 1, array("I"))

    def finish(self) -> None:
        """Write what is left."""
        self._write()
        frequencies = array("I", self._counts.tolist())
        facts = zip(self._forms.values(), self._forms, frequencies, strict=True)
        write_forms(self._database, facts, self._read)
        ranks = array("I", bytes(4 * len(self._forms)))
        for rank, word in enumerate(sorted(self._forms, key=sort_key)):
            ranks[self._forms[word]] = rank
        write_arrays(
            self._database, dict(zip(ARRAYS, (ranks, self._sizes, frequencies), strict=True))
        )
        for column in ("word",) if self._read is unread else ("word", "lemma", "tag"):
            sql = f"CREATE INDEX word_forms_{column} ON word_forms ({column})"
            self._database.execute(sql)


def write_forms(
    database: sqlite3.Connection, facts: Iterable[tuple[int, str, int]], read: Reader
) -> None:
    """Store words by form, with how often they stand in the corpus and how they are read."""
    rows = ((form, word, times, *read(word)) for form, word, times in facts)
    database.executemany("INSERT INTO word_forms VALUES (?, ?, ?, ?, ?)", rows)


def write_arrays(database: sqlite3.Connection, arrays: Mapping[str, array[int]]) -> None:
    """Store the arrays, by name."""
    rows = ((name, packed(numbers)) for name, numbers in arrays.items())
    database.executemany("REPLACE INTO word_arrays VALUES (?, ?)", rows)


def write_spans(database: sqlite3.Connection, text: str, marked: Sequence[Span]) -> None:
    """Store first word and the word after the last of every annotation of a document that covers
    one, counted from the first word of the document.
    """
    rows = _spans([start for start, _ in places(text)], marked)
    database.executemany("INSERT INTO word_spans VALUES (?, ?, ?)", rows)


def _spans(starts: list[int], marked: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    for annotation, start, end in marked:
        if start is not None and end is not None:
            first = bisect_right(starts, start) - 1
            first = first if first >= 0 and starts[first] == start else first + 1
            last = bisect_left(starts, end)
            if first < last:
                yield annotation, first, last
