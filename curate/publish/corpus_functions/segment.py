"""A segment of the word index: the words of some documents in order, and every place of every word.

A place is counted from the segment's first word, so that a change in one segment leaves all others
as they are. Of a word's places the first is stored, and the steps to the next ones in one, two or
four bytes each.
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
  segment INTEGER NOT NULL, form INTEGER NOT NULL, times INTEGER NOT NULL,
  first INTEGER NOT NULL, steps BLOB NOT NULL,
  PRIMARY KEY (segment, form)
) WITHOUT ROWID;
"""


class Segment(NamedTuple):
    """The forms of the words of whole documents, of which `document` is the first."""

    number: int
    document: int
    forms: array[int]


def write(database: sqlite3.Connection, segment: Segment) -> None:
    """Store a segment in place of the one of its number, if there is one."""
    stream = np.frombuffer(segment.forms, dtype=np.uint32)
    width = 2 if not len(stream) or stream.max() < 1 << 16 else 3 if stream.max() < 1 << 24 else 4
    data = stream.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    row = (segment.number, segment.document, width, data)
    database.execute("REPLACE INTO word_segments VALUES (?, ?, ?, ?)", row)
    database.execute("DELETE FROM word_places WHERE segment = ?", (segment.number,))
    if len(stream):
        rows = _places(segment.number, stream)
        database.executemany("INSERT INTO word_places VALUES (?, ?, ?, ?, ?)", rows)


def _places(number: int, stream: NDArray[np.uint32]) -> zip[tuple[int, int, int, int, bytes]]:
    """The rows of `word_places`."""
    order = np.argsort(stream, kind="stable").astype(np.uint32)
    sorted_forms = stream[order]
    begins = np.flatnonzero(np.diff(sorted_forms, prepend=sorted_forms[0] + 1))
    times = np.diff(begins, append=len(stream))
    steps = np.diff(order, prepend=order[:1])
    steps[begins] = 0
    widest = np.maximum.reduceat(steps, begins)
    width = np.where(widest < 1 << 8, 1, np.where(widest < 1 << 16, 2, 4))
    stored = {size: steps.astype(f"<u{size}").tobytes() for size in (1, 2, 4)}
    blobs = (
        stored[size][(begin + 1) * size : (begin + count) * size]
        for begin, count, size in zip(begins.tolist(), times.tolist(), width.tolist(), strict=True)
    )
    forms, firsts = sorted_forms[begins].tolist(), order[begins].tolist()
    numbers = (number for _ in forms)
    return zip(numbers, forms, times.tolist(), firsts, blobs, strict=True)


def read(data: bytes, width: int) -> array[int]:
    """The forms of a stored segment."""
    found = np.zeros((len(data) // width, 4), dtype=np.uint8)
    found[:, :width] = np.frombuffer(data, dtype=np.uint8).reshape(-1, width)
    forms = array("I")
    forms.frombytes(found.view("<u4").astype(np.uint32).tobytes())
    return forms


def places(base: int, times: int, first: int, steps: bytes) -> NDArray[np.int64]:
    """The places of a stored row, counted from the first word of the corpus; `base` is the place
    of the segment.
    """
    found = np.empty(times, dtype=np.int64)
    found[0] = base + first
    if times > 1:
        found[1:] = np.frombuffer(steps, dtype=f"<u{len(steps) // (times - 1)}")
    return np.cumsum(found, out=found)
