"""Digests of paragraphs and fingerprints of runs, compiled: see `passage` and `run`."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from curate.dedup import passage
from curate.dedup.kernel.words import (
    START,
    Numbers,
    classes,
    compiled,
    finish,
    hash_shingles,
    hash_words,
    joined,
    step,
)


@compiled
def _winnow(data, ends, table, size, window, digests, counts, values, starts, kept):  # type: ignore[no-untyped-def]
    """Fill `digests` and `counts` with those of the words of every text and, for a `size` above 0,
    `values`, `starts` and `kept` (per text) with its fingerprints. A count is -1 for characters to
    be lower-cased.
    """
    longest = 1
    start = 0
    for end in ends:
        longest = max(longest, (end - start) // 2 + 1)
        start = end
    words = np.empty(longest, np.uint64)
    row = np.empty(longest, np.int64)
    start = at = 0
    for text in range(len(ends)):
        count = hash_words(data, start, ends[text], table, words)
        start = ends[text]
        counts[text] = count
        kept[text] = 0
        if size == 0:
            digest = START
            for place in range(count):
                digest = step(digest, words[place])
            digests[text] = np.int64(finish(digest, max(count, 0)))
            continue
        first = at
        last = -1
        if count >= size + window - 1:
            length = hash_shingles(words, count, size, row)
            for end in range(window, length + 1):
                if last < end - window:
                    last = end - window
                    for place in range(end - window, end):
                        if row[place] <= row[last]:
                            last = place
                elif row[end - 1] <= row[last]:
                    last = end - 1
                else:
                    continue
                values[at] = row[last]
                starts[at] = last
                at += 1
        kept[text] = at - first
    return at


def _words_of(texts: Sequence[str], size: int, window: int, lowered: bool) -> tuple[Numbers, ...]:
    data, ends = joined(texts)
    room = (len(data) // 2 + 1 if size else 0, len(texts))
    digests, values = np.zeros(len(texts), np.int64), np.empty(room[0], np.int64)
    starts = np.empty(room[0], np.uint32)
    counts, kept = np.empty(len(texts), np.int64), np.empty(len(texts), np.int64)
    table = classes(False, lowered)
    total = _winnow(data, ends, table, size, window, digests, counts, values, starts, kept)
    return digests, counts, values[:total], starts[:total], kept


def digest_all(texts: Sequence[str]) -> tuple[array[int], array[int]]:
    """What `passage.digests` gives."""
    found, counts, *_ = _words_of(texts, 0, 0, lowered=False)
    if len(again := np.flatnonzero(counts == -1)):
        lowered = [texts[at].lower() for at in again.tolist()]
        found[again], counts[again], *_ = _words_of(lowered, 0, 0, lowered=True)
    for at in np.flatnonzero(counts == 0).tolist():
        (found[at],), (counts[at],) = passage.digests([texts[at]])
    return array("q", found.tobytes()), array("I", counts.astype(np.uint32).tobytes())


def fingerprints(texts: Sequence[str], least: int) -> tuple[array[int], array[int], array[int]]:
    """What `run.fingerprints` gives."""
    lowered = [text if text.isascii() else text.lower() for text in texts]
    size = least // 2
    _, _, values, starts, kept = _words_of(lowered, size, least - size + 1, lowered=True)
    return (
        array("q", values.tobytes()),
        array("I", starts.tobytes()),
        array("I", kept.astype(np.uint32).tobytes()),
    )
