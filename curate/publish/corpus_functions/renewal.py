"""Making the word index anew for some documents: only the segments they lie in are written."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from curate.publish.corpus_functions import segment
from curate.publish.corpus_functions.index import ARRAYS, unpacked, write_arrays, write_forms
from curate.publish.corpus_functions.lemmas import Reader, unread
from curate.publish.corpus_functions.segment import Segment
from curate.publish.corpus_functions.tokens import sort_key, words


class Forms(dict[str, int]):
    """The forms of words, looked up when first asked for; new words get the next numbers."""

    def __init__(self, database: sqlite3.Connection, size: int) -> None:
        self._database = database
        self._size = size
        self.new: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        sql = "SELECT form FROM word_forms WHERE word = ?"
        row = self._database.execute(sql, (word,)).fetchone()
        if not row:
            self.new[word] = self._size + len(self.new)
        self[word] = row[0] if row else self.new[word]
        return self[word]


def renew(database: sqlite3.Connection, texts: Mapping[int, str], read: Reader = unread) -> None:
    """Index the texts of some documents, by number, in place of what they were; those numbered
    after the last document are added.
    """
    found = dict(database.execute("SELECT name, numbers FROM word_arrays").fetchall())
    ranks, sizes, frequencies = (unpacked(found[name]) for name in ARRAYS)
    forms = Forms(database, len(frequencies))
    changed = {
        number: array("I", map(forms.__getitem__, words(texts[number]))) for number in sorted(texts)
    }
    counts = np.zeros(len(frequencies) + len(forms.new), dtype=np.int64)
    counts[: len(frequencies)] = frequencies
    for old, new in _renewed(database, changed, sizes):
        counts -= np.bincount(old, minlength=len(counts))
        for item in new:
            counts += np.bincount(item.forms, minlength=len(counts))
            segment.write(database, item)
    ranks = _ranks(database, ranks, np.array(frequencies), forms.new)
    facts = ((form, word, int(counts[form])) for word, form in forms.new.items())
    write_forms(database, facts, read)
    _write_frequencies(database, frequencies, counts)
    kept = (ranks, sizes, array("I", counts.tolist()))
    write_arrays(database, dict(zip(ARRAYS, kept, strict=True)))


def _renewed(
    database: sqlite3.Connection, changed: Mapping[int, array[int]], sizes: array[int]
) -> Iterator[tuple[array[int], list[Segment]]]:
    """The forms of every segment that changes, and the segments that stand in its place; `sizes`
    are brought up to date.
    """
    sql = "SELECT segment, document FROM word_segments ORDER BY segment"
    firsts = database.execute(sql).fetchall()
    known = len(sizes)
    sizes.extend([0] * (max(changed, default=0) - known))
    for (number, first), (_, after) in pairwise([*firsts, (-1, len(sizes) + 1)]):
        mine = {item: forms for item, forms in changed.items() if first <= item < after}
        if mine:
            sql = "SELECT forms, width FROM word_segments WHERE segment = ?"
            old = segment.read(*database.execute(sql, (number,)).fetchone())
            ends = accumulate(sizes[first - 1 : min(after - 1, known)], initial=0)
            parts = (old[start:end] for start, end in pairwise(ends))
            documents = dict(enumerate(parts, start=first)) | mine
            is_last = number == firsts[-1][0]
            yield old, list(_parted(number, documents, segment.WORDS if is_last else 2**32))
            for item, forms in mine.items():
                sizes[item - 1] = len(forms)


def _parted(number: int, documents: Mapping[int, array[int]], full: int) -> Iterator[Segment]:
    """The documents in segments; a new one starts when one is full."""
    made = Segment(number, min(documents), array("I"))
    for document, forms in documents.items():
        if len(made.forms) >= full:
            yield made
            made = Segment(made.number + 1, document, array("I"))
        made.forms.extend(forms)
    yield made


def _ranks(
    database: sqlite3.Connection,
    ranks: array[int],
    frequencies: NDArray[np.int64],
    new: Mapping[str, int],
) -> array[int]:
    """Of every form its place in the alphabet, with new words put between those that were there."""

    def key(form: int) -> tuple[str, str]:
        sql = "SELECT word FROM word_forms WHERE form = ?"
        return sort_key(database.execute(sql, (int(form),)).fetchone()[0])

    forms = np.flatnonzero(frequencies)
    order = forms[np.argsort(np.array(ranks)[forms])]
    names = sorted(new, key=sort_key)
    at = [bisect_left(order, sort_key(name), key=key) for name in names]
    order = np.insert(order, at, [new[name] for name in names])
    found = np.zeros(len(ranks) + len(new), dtype=np.uint32)
    found[order] = np.arange(len(order))
    return array("I", found.tobytes())


def _write_frequencies(
    database: sqlite3.Connection, old: array[int], counts: NDArray[np.int64]
) -> None:
    """How often words stand there now, and none that stands nowhere any more."""
    changed = np.flatnonzero(counts[: len(old)] != np.array(old, dtype=np.int64)).tolist()
    sql = "UPDATE word_forms SET frequency = ? WHERE form = ?"
    database.executemany(sql, ((int(counts[form]), form) for form in changed))
    gone = ((form,) for form in changed if not counts[form])
    database.executemany("DELETE FROM word_forms WHERE form = ?", gone)
