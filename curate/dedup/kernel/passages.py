"""Digests of paragraphs, compiled: see `curate.dedup.passage`."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from curate.compiling import compiled
from curate.dedup import passage
from curate.dedup.kernel.words import START, Numbers, decode, finish, longer, step, words_of

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
def _paragraphs(data, ends, hashes, stops, firsts, white, least, counts, digests, spans):  # type: ignore[no-untyped-def]
    """Fill the columns of `passage.Columns`; `spans` has starts, ends and words."""
    found = start = 0
    for text in range(len(ends)):
        word = firsts[text]
        end = ends[text]
        is_blank_wanted = _has_blank_line(data, start, end, white)
        first = found
        at, position, _ = _gap(data, start, end, white, False)
        while at < end:
            opened_position = position
            is_apart = False
            while at < end and not is_apart:
                line = at
                while line < end and data[line] != NEWLINE:
                    line += 1
                for byte in data[at:line]:  # apart, so that many are counted in one instruction
                    position += byte & CONTINUED_MASK != CONTINUED
                line_position = position
                at, characters, is_apart = _gap(data, line, end, white, is_blank_wanted)
                position += characters
            closed, closed_position = _trimmed(data, line, line_position, white)
            earlier, digest = word, START
            while word < firsts[text + 1] and stops[word] <= closed:
                digest = step(digest, hashes[word])
                word += 1
            if word - earlier >= least:
                digests[found] = np.int64(finish(digest, word - earlier))
                spans[0, found], spans[1, found] = opened_position, closed_position
                spans[2, found] = word - earlier
                found += 1
        counts[text] = found - first
        start = end
    return found


def find_paragraphs(texts: Sequence[str], least: int) -> passage.Columns:
    """What `passage.find_paragraphs` gives."""
    found = words_of(texts)
    room = len(found.hashes) // least + 1
    counts = np.zeros(len(texts), np.uint32)
    digests, spans = np.empty(room, np.int64), np.empty((3, room), np.uint32)
    total = _paragraphs(*found, _white(), least, counts, digests, spans)
    columns: list[Numbers] = [digests[:total], *spans[:, :total]]
    for at in longer(texts):
        alone = passage.find_paragraphs([texts[at]], least)
        start = counts[:at].sum()
        end = start + counts[at]
        for which, more in enumerate(alone[1:]):
            parts = columns[which][:start], np.asarray(more), columns[which][end:]
            columns[which] = np.concatenate(parts)
        counts[at] = alone.counts[0]
    codes = zip("IqIII", (counts, *columns), strict=True)
    return passage.Columns(*(array(code, column.tobytes()) for code, column in codes))
