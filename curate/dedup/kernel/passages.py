"""Digests of paragraphs and fingerprints of runs, compiled: see `passage` and `run`."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from curate.dedup import passage
from curate.dedup.kernel.words import (
    START,
    Numbers,
    classes,
    compiled,
    decode,
    finish,
    hash_shingles,
    hash_words,
    joined,
    step,
)

NONE, WHITE, INLINE, BREAK = 0, 1, 2, 3
"""Classes of white space: none, any, what may stand between the breaks of a blank line, a break."""

LAST_WHITE = 0x3001
"""No character from here on is white space; a test holds this against Python's tables."""


@lru_cache(maxsize=1)
def _white() -> Numbers:
    kinds = {**dict.fromkeys(" \t\r\f\v", INLINE), "\n": BREAK}
    every = map(chr, range(LAST_WHITE))
    return np.array([kinds.get(one, one.isspace() * WHITE) for one in every], np.uint8)


@compiled
def _white_at(data, at, white):  # type: ignore[no-untyped-def]
    """Bytes of the character at `at`, and its class of white space."""
    if data[at] < 0x80:
        return 1, white[data[at]]
    width, code = decode(data, at)
    return width, white[code] if code < LAST_WHITE else NONE


@compiled
def _has_blank_line(data, start, end, white):  # type: ignore[no-untyped-def]
    after_break = False
    at = start
    while at < end:
        width, kind = _white_at(data, at, white)
        if kind == BREAK and after_break:
            return True
        after_break = kind == BREAK or (after_break and kind == INLINE)
        at += width
    return False


@compiled
def _paragraphs(data, ends, table, white, least, counts, digests, starts, stops, sizes):  # type: ignore[no-untyped-def]
    """Fill the columns of `passage.Columns`, of lower-cased texts."""
    longest = 1
    start = 0
    for end in ends:
        longest = max(longest, (end - start) // 2 + 1)
        start = end
    words = np.empty(longest, np.uint64)
    found = start = 0
    for text in range(len(ends)):
        end = ends[text]
        is_blank_wanted = _has_blank_line(data, start, end, white)
        first = found
        at, position = start, 0
        opened, opened_position, closed, closed_position = -1, 0, 0, 0
        is_apart = after_break = False
        while at <= end:
            width, kind = 1, NONE
            if at < end:
                width, kind = _white_at(data, at, white)
            if kind == BREAK:
                is_apart = is_apart or after_break or not is_blank_wanted
            elif kind == NONE:
                if opened >= 0 and (is_apart or at == end):
                    count = hash_words(data, opened, closed, table, words)
                    if count >= least:
                        digest = START
                        for place in range(count):
                            digest = step(digest, words[place])
                        digests[found] = np.int64(finish(digest, count))
                        starts[found], stops[found] = opened_position, closed_position
                        sizes[found] = count
                        found += 1
                    opened = -1
                if opened < 0:
                    opened, opened_position = at, position
                closed, closed_position = at + width, position + 1
                is_apart = False
            after_break = kind == BREAK or (after_break and kind == INLINE)
            at += width
            position += 1
        counts[text] = found - first
        start = end
    return found


def find_paragraphs(texts: Sequence[str], least: int) -> passage.Columns:
    """What `passage.find_paragraphs` gives."""
    lowered = [text if text.isascii() else text.lower() for text in texts]
    if any(len(one) != len(other) for one, other in zip(texts, lowered, strict=True)):
        return passage.find_paragraphs(texts, least)  # İ is one character more in lower case
    data, ends = joined(lowered)
    room = len(data) // (2 * least) + len(texts) + 1
    digests, counts = np.empty(room, np.int64), np.zeros(len(texts), np.uint32)
    starts, stops, sizes = (np.empty(room, np.uint32) for _ in range(3))
    tables = classes(False, lowered=True), _white()
    total = _paragraphs(data, ends, *tables, least, counts, digests, starts, stops, sizes)
    return passage.Columns(
        array("I", counts.tobytes()),
        array("q", digests[:total].tobytes()),
        *(array("I", column[:total].tobytes()) for column in (starts, stops, sizes)),
    )


@compiled
def _winnow(data, ends, table, size, window, values, starts, kept):  # type: ignore[no-untyped-def]
    """Fill `values`, `starts` and, per text, `kept` with the fingerprints of lower-cased texts."""
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


def fingerprints(texts: Sequence[str], least: int) -> tuple[array[int], array[int], array[int]]:
    """What `run.fingerprints` gives."""
    data, ends = joined([text if text.isascii() else text.lower() for text in texts])
    values, starts = np.empty(len(data) // 2 + 1, np.int64), np.empty(len(data) // 2 + 1, np.uint32)
    kept = np.zeros(len(texts), np.uint32)
    size, table = least // 2, classes(False, lowered=True)
    total = _winnow(data, ends, table, size, least - size + 1, values, starts, kept)
    return (
        array("q", values[:total].tobytes()),
        array("I", starts[:total].tobytes()),
        array("I", kept.tobytes()),
    )
