"""The word index: every word of the clean texts in order, and every place of every word.

Words are numbered as they first come; a place is a position in the whole corpus, counted from 0
over all documents. The tables hold them as arrays of 32-bit numbers in segments, which takes less
than twice the bytes of the text in place of the six times that rows take.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TypeAlias

from curate.publish.corpus_functions.tokens import places, sort_key, words

Span: TypeAlias = tuple[int, int | None, int | None]
"""An annotation, and its start and end in the clean text, None where nothing of it shows."""
SEGMENT = 1 << 20
"""Words in a segment: four megabytes of the stream, the unit that is read and kept in memory."""
TABLES = """
CREATE TABLE word_forms (
  form INTEGER PRIMARY KEY, word TEXT NOT NULL, frequency INTEGER NOT NULL
);
CREATE TABLE word_places (
  form INTEGER NOT NULL, segment INTEGER NOT NULL, places BLOB NOT NULL,
  PRIMARY KEY (form, segment)
) WITHOUT ROWID;
CREATE TABLE word_stream (segment INTEGER PRIMARY KEY, forms BLOB NOT NULL);
CREATE TABLE word_arrays (name TEXT PRIMARY KEY, numbers BLOB NOT NULL);
CREATE TABLE word_spans (
  annotation INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL
);
"""


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

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._forms: defaultdict[str, int] = defaultdict(count().__next__)
        self._frequencies = array("I")
        self._firsts = array("I")
        self._segment = array("I")
        self._written = 0
        for statement in TABLES.split(";")[:-1]:
            database.execute(statement)

    def add(self, text: str, marked: Sequence[Span] = ()) -> None:
        """Add the next document with its annotations; documents are numbered from 1."""
        first = self._written + len(self._segment)
        self._firsts.append(first)
        if marked:
            found = _spans(first, [start for start, _ in places(text)], marked)
            self._database.executemany("INSERT INTO word_spans VALUES (?, ?, ?)", found)
        self._segment.extend(map(self._forms.__getitem__, words(text)))
        while len(self._segment) >= SEGMENT:
            self._write(self._segment[:SEGMENT])
            self._segment = self._segment[SEGMENT:]

    def _write(self, segment: array[int]) -> None:
        number = self._written // SEGMENT
        found: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        for place, form in enumerate(segment, start=self._written):
            found[form].append(place)
        self._frequencies.extend([0] * (len(self._forms) - len(self._frequencies)))
        for form, positions in found.items():
            self._frequencies[form] += len(positions)
        self._database.execute("INSERT INTO word_stream VALUES (?, ?)", (number, packed(segment)))
        self._database.executemany(
            "INSERT INTO word_places VALUES (?, ?, ?)",
            ((form, number, packed(found[form])) for form in sorted(found)),
        )
        self._written += len(segment)

    def finish(self) -> None:
        """Write what is left."""
        if self._segment:
            self._write(self._segment)
            self._segment = array("I")
        self._firsts.append(self._written)
        self._database.executemany(
            "INSERT INTO word_forms VALUES (?, ?, ?)",
            ((form, word, self._frequencies[form]) for word, form in self._forms.items()),
        )
        ranks = array("I", bytes(4 * len(self._forms)))
        for rank, word in enumerate(sorted(self._forms, key=sort_key)):
            ranks[self._forms[word]] = rank
        arrays = {"ranks": ranks, "firsts": self._firsts, "frequencies": self._frequencies}
        self._database.executemany(
            "INSERT INTO word_arrays VALUES (?, ?)",
            ((name, packed(numbers)) for name, numbers in arrays.items()),
        )
        self._database.execute("CREATE INDEX word_forms_word ON word_forms (word)")
        self._database.execute("CREATE INDEX word_forms_frequency ON word_forms (frequency)")


def _spans(first: int, starts: list[int], marked: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """First word and the word after the last of every annotation that covers one."""
    for annotation, start, end in marked:
        if start is not None and end is not None:
            begin = bisect_right(starts, start) - 1
            begin = begin if begin >= 0 and starts[begin] == start else begin + 1
            stop = bisect_left(starts, end)
            if begin < stop:
                yield annotation, first + begin, first + stop
