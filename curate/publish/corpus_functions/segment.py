"""A segment of the word index: the words of some documents in order, and every place of every word.

A place is counted from the segment's first word, so that a change in one segment leaves all others
as they are. Of a word's places the first is stored, and the steps to the next ones. Numbers take
one to four bytes each, all of a row as many as its largest one.
"""

from __future__ import annotations

import sqlite3
from array import array
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WORDS = 1 << 20
"""Words after which a segment is full: the unit that is read, kept in memory and written anew."""
TABLES = """
CREATE TABLE word_segments (
  segment INTEGER PRIMARY KEY, document INTEGER NOT NULL, width INTEGER NOT NULL,
  forms BLOB NOT NULL
);
CREATE TABLE word_places (
  number INTEGER PRIMARY KEY, times INTEGER NOT NULL, first INTEGER NOT NULL, steps BLOB NOT NULL
);
"""
FORMS = 1_000_000_000
"""Rows of `word_places` are numbered by segment and form: 5000000012 is form 12 in segment 5."""


class Segment(NamedTuple):
    """The forms of the words of whole documents, of which `document` is the first."""

    number: int
    document: int
    forms: array[int]


def write(database: sqlite3.Connection, segment: Segment) -> None:
    """Store a segment in place of the one of its number, if there is one."""
    stream = np.frombuffer(segment.forms, dtype=np.uint32)
    width = int(_width(stream.max(initial=0, keepdims=True))[0])
    row = (segment.number, segment.document, width, _packed(stream, width))
    database.execute("REPLACE INTO word_segments VALUES (?, ?, ?, ?)", row)
    numbers = segment.number * FORMS, (segment.number + 1) * FORMS - 1
    database.execute("DELETE FROM word_places WHERE number BETWEEN ? AND ?", numbers)
    if len(stream):
        rows = _places(stream, numbers[0])
        database.executemany("INSERT INTO word_places VALUES (?, ?, ?, ?)", rows)


def _places(stream: NDArray[np.uint32], base: int) -> zip[tuple[int, int, int, bytes]]:
    """The rows of `word_places`."""
    order = np.argsort(stream, kind="stable").astype(np.uint32)
    sorted_forms = stream[order]
    begins = np.flatnonzero(np.diff(sorted_forms, prepend=sorted_forms[0] + 1))
    times = np.diff(begins, append=len(stream))
    steps = np.diff(order, prepend=order[:1])
    steps[begins] = 0
    widths = _width(np.maximum.reduceat(steps, begins))
    stored = {width: _packed(steps, width) for width in (1, 2, 3, 4)}
    blobs = (
        stored[width][(begin + 1) * width : (begin + count) * width]
        for begin, count, width in zip(
            begins.tolist(), times.tolist(), widths.tolist(), strict=True
        )
    )
    numbers = sorted_forms[begins].astype(np.int64) + base
    return zip(numbers.tolist(), times.tolist(), order[begins].tolist(), blobs, strict=True)


def _width(largest: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Bytes that a number needs."""
    return 1 + np.searchsorted(np.array([1 << 8, 1 << 16, 1 << 24]), largest, side="right")


def _packed(numbers: NDArray[np.uint32], width: int) -> bytes:
    """Each number in so many bytes, the least first."""
    return numbers.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width].tobytes()


def _unpacked(data: bytes, width: int) -> NDArray[np.uint32]:
    found = np.zeros((len(data) // width, 4), dtype=np.uint8)
    found[:, :width] = np.frombuffer(data, dtype=np.uint8).reshape(-1, width)
    return found.view("<u4")[:, 0].astype(np.uint32)


def read(data: bytes, width: int) -> array[int]:
    """The forms of a stored segment."""
    return array("I", _unpacked(data, width).tobytes())


def places(base: int, times: int, first: int, steps: bytes) -> NDArray[np.int64]:
    """The places of a stored row, counted from the first word of the corpus; `base` is the place
    of the segment.
    """
    found = np.empty(times, dtype=np.int64)
    found[0] = base + first
    if times > 1:
        found[1:] = _unpacked(steps, len(steps) // (times - 1))
    return np.cumsum(found, out=found)
