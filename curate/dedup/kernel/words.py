"""From many texts to the hashes of their words, in one pass over their UTF-8, and of shingles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from curate.compiling import compiled
from curate.dedup import shingle
from curate.dedup.signature import KEY_MASK

Numbers: TypeAlias = "np.ndarray[Any, Any]"

LAST_WORD_CHARACTER = 0x40000
"""No character from here on is a letter or digit; a test holds this against Python's tables."""

SPACE, LETTER, WHOLE = 0, 1, 2
"""Classes of characters: between words, in words, and a word by itself."""

FNV_START, FNV_PRIME = np.uint64(shingle.FNV_START), np.uint64(shingle.FNV_PRIME)
WORD_MASK = np.uint64(shingle.WORD_MASK)
MULTIPLIER, STEP = np.uint64(shingle.TUPLE_MULTIPLIER), np.uint64(shingle.TUPLE_STEP)
START, LENGTH = np.uint64(shingle.TUPLE_START), np.uint64(shingle.TUPLE_LENGTH)
MINUS_ONE, ALL = np.uint64(shingle.MINUS_ONE), np.uint64(2**64 - 1)
LEFT, RIGHT = np.uint64(31), np.uint64(33)
HALF = np.uint64(32)
KEYS = np.uint64(KEY_MASK)

ASCII = np.zeros(128, np.uint8)
"""Lower-cased, what is part of a word; 0 for the others."""
for _code in range(128):
    if chr(_code).isalnum() or chr(_code) == "_":
        ASCII[_code] = ord(chr(_code).lower())


@lru_cache(maxsize=2)
def classes(split_scripts: bool = False) -> Numbers:
    """The class of every character below `LAST_WORD_CHARACTER`, from Python's own tables."""
    table = np.zeros(LAST_WORD_CHARACTER, np.uint8)
    codes = np.arange(LAST_WORD_CHARACTER, dtype="<u4")
    every = codes[(codes < 0xD800) | (codes > 0xDFFF)].tobytes().decode("utf-32-le")
    for match in shingle.word_runs(every):
        table[ord(every[match.start()]) : ord(every[match.end() - 1]) + 1] = LETTER
    table[0xD800:0xE000] = SPACE
    if split_scripts:
        for match in shingle.whole_characters(every):
            table[ord(match[0])] = WHOLE
    return table


@compiled
def step(value, lane):  # type: ignore[no-untyped-def]
    """A tuple's hash taken on by one lane: the loop of `shingle.combine`."""
    value += lane * STEP
    value = (value << LEFT) | (value >> RIGHT)
    return value * MULTIPLIER


@compiled
def finish(value, length):  # type: ignore[no-untyped-def]
    """The end of `shingle.combine`, unsigned."""
    value += np.uint64(length) ^ LENGTH
    if value == ALL:
        return MINUS_ONE
    return value


@compiled
def decode(data, at):  # type: ignore[no-untyped-def]
    """Bytes of the character at `at`, which is not ASCII, and its code."""
    byte = data[at]
    if byte < 0xE0:
        width, code = 2, np.int64(byte & 0x1F)
    elif byte < 0xF0:
        width, code = 3, np.int64(byte & 0x0F)
    else:
        width, code = 4, np.int64(byte & 0x07)
    for offset in range(1, width):
        code = (code << 6) | (data[at + offset] & 0x3F)
    return width, code


@compiled
def _hash_words(data, start, end, table, words, stops):  # type: ignore[no-untyped-def]
    """Fill in the hashes of the words in data[start:end], and where each stops; how many there are.
    There is room for half as many as bytes, and one.
    """
    count = 0
    value = FNV_START
    inside = False
    at = start
    while at < end:
        byte = data[at]
        if byte < 0x80:  # without a branch at the ends of words, which no processor foresees
            lower = ASCII[byte]
            is_word = lower != 0
            words[count] = value & WORD_MASK
            stops[count] = at
            count += inside & (not is_word)
            value = (value ^ np.uint64(lower)) * FNV_PRIME if is_word else FNV_START
            inside = is_word
            at += 1
            continue
        width, code = decode(data, at)
        kind = table[code] if code < LAST_WORD_CHARACTER else SPACE
        if inside and kind != LETTER:
            words[count] = value & WORD_MASK
            stops[count] = at
            count += 1
            value = FNV_START
        for offset in range(width if kind != SPACE else 0):
            value = (value ^ np.uint64(data[at + offset])) * FNV_PRIME
        at += width
        inside = kind == LETTER
        if kind == WHOLE:
            words[count] = value & WORD_MASK
            stops[count] = at
            count += 1
            value = FNV_START
    if inside:
        words[count] = value & WORD_MASK
        stops[count] = end
        count += 1
    return count


@compiled
def _hash_all(data, ends, table, words, stops, firsts):  # type: ignore[no-untyped-def]
    """Fill in the words of all texts, and the first word of each."""
    start = at = 0
    for text in range(len(ends)):
        firsts[text] = at
        at += _hash_words(data, start, ends[text], table, words[at:], stops[at:])
        start = ends[text]
    firsts[len(ends)] = at
    return at


class Words(NamedTuple):
    """The words of many texts: `data` has the UTF-8 of all in lower case, `ends` where each ends;
    `hashes` are of all words, `stops` where each ends in `data`; `firsts` is the first word of each
    text, and past the last word of the last. A text without words has none here.
    """

    data: Numbers
    ends: Numbers
    hashes: Numbers
    stops: Numbers
    firsts: Numbers

    @property
    def counts(self) -> Numbers:
        """How many words each text has."""
        return np.diff(self.firsts)


def longer(texts: Sequence[str]) -> list[int]:
    """The texts that have more characters in lower case, as \u0130 becomes two."""
    return [at for at, text in enumerate(texts) if not text.isascii() and "\u0130" in text]


_last: list[tuple[list[str], bool, Words]] = []


def words_of(texts: Sequence[str], split_scripts: bool = False) -> Words:
    """The words of many texts. They are kept for the next call, since several things are measured
    of each batch.
    """
    if _last and _last[0][:2] == (texts, split_scripts):
        return _last[0][2]
    _last.clear()
    parts = [text.encode() if text.isascii() else text.lower().encode() for text in texts]
    data = np.frombuffer(b"".join(parts), np.uint8)
    ends = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))
    room = len(data) // 2 + len(texts) + 1
    hashes, stops = np.empty(room, np.uint64), np.empty(room, np.int64)
    firsts = np.empty(len(texts) + 1, np.int64)
    total = _hash_all(data, ends, classes(split_scripts), hashes, stops, firsts)
    found = Words(data, ends, hashes[:total], stops[:total], firsts)
    _last.append((list(texts), split_scripts, found))
    return found


@compiled
def hash_shingles(words, count, size, shingles):  # type: ignore[no-untyped-def]
    """Fill `shingles` with the hashes of the runs of `size` words; how many there are. Word by word
    for all runs at once, so that it is done for several in one instruction.
    """
    runs, length = max(1, count - size + 1), min(count, size)
    for first in range(runs):
        shingles[first] = np.int64(START)
    for place in range(length):
        for first in range(runs):
            value = step(np.uint64(shingles[first]), words[first + place])
            shingles[first] = np.int64(value)
    for first in range(runs):
        shingles[first] = np.int64(finish(np.uint64(shingles[first]), length))
    return runs
