"""Digests of paragraphs, compiled: see `curate.dedup.passage`."""

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
    hash_words,
    joined,
    step,
)

NONE, WHITE, INLINE, BREAK = 0, 1, 2, 3
"""Classes of white space: none, any, what may stand between the breaks of a blank line, a break."""

NEWLINE = np.uint8(ord("\n"))
CONTINUED_MASK, CONTINUED = np.uint8(0xC0), np.uint8(0x80)
"""What tells the second and further bytes of a character."""

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
def _gap(data, at, end, white, is_blank_wanted):  # type: ignore[no-untyped-def]
    """Past the white space at `at`: where it ends, how many characters it has, and whether it parts
    paragraphs.
    """
    characters = 0
    is_apart = after_break = False
    while at < end:
        width, kind = _white_at(data, at, white)
        if kind == NONE:
            break
        is_apart = is_apart or (kind == BREAK and (after_break or not is_blank_wanted))
        after_break = kind == BREAK or (after_break and kind == INLINE)
        at += width
        characters += 1
    return at, characters, is_apart


@compiled
def _trimmed(data, at, position, white):  # type: ignore[no-untyped-def]
    """The end of a paragraph, without the white space before it; and its position."""
    while True:
        before = at - 1
        while data[before] & CONTINUED_MASK == CONTINUED:
            before -= 1
        if _white_at(data, before, white)[1] == NONE:
            return at, position
        at = before
        position -= 1


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
        at, position, _ = _gap(data, start, end, white, False)
        while at < end:
            opened, opened_position = at, position
            is_apart = False
            while at < end and not is_apart:
                while at < end and data[at] != NEWLINE:
                    position += data[at] & CONTINUED_MASK != CONTINUED
                    at += 1
                line, line_position = at, position
                at, characters, is_apart = _gap(data, at, end, white, is_blank_wanted)
                position += characters
            closed, closed_position = _trimmed(data, line, line_position, white)
            count = hash_words(data, opened, closed, table, words)
            if count >= least:
                digest = START
                for place in range(count):
                    digest = step(digest, words[place])
                digests[found] = np.int64(finish(digest, count))
                starts[found], stops[found] = opened_position, closed_position
                sizes[found] = count
                found += 1
        counts[text] = found - first
        start = end
    return found


def find_paragraphs(texts: Sequence[str], least: int) -> passage.Columns:
    """What `passage.find_paragraphs` gives."""
    lowered = [text if text.isascii() else text.lower() for text in texts]
    lengths = zip(map(len, texts), map(len, lowered), strict=True)
    longer = [at for at, (before, after) in enumerate(lengths) if before != after]
    for at in longer:  # İ is one character more in lower case
        lowered[at] = ""
    data, ends = joined(lowered)
    room = len(data) // (2 * least) + len(texts) + 1
    counts = np.zeros(len(texts), np.uint32)
    columns: list[Numbers] = [np.empty(room, np.int64)]
    columns += [np.empty(room, np.uint32) for _ in range(3)]
    tables = classes(False, lowered=True), _white()
    total = _paragraphs(data, ends, *tables, least, counts, *columns)
    columns = [column[:total] for column in columns]
    for at in longer:
        alone = passage.find_paragraphs([texts[at]], least)
        place = counts[:at].sum()
        for which, more in enumerate(alone[1:]):
            columns[which] = np.insert(columns[which], place, np.asarray(more))
        counts[at] = alone.counts[0]
    codes = zip("IqIII", (counts, *columns), strict=True)
    return passage.Columns(*(array(code, column.tobytes()) for code, column in codes))
