"""From the UTF-8 bytes of many texts to the hashes of their words and shingles, in one pass."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeAlias

import numpy as np
from numba import njit

from curate.dedup import shingle
from curate.dedup.signature import KEY_MASK

Numbers: TypeAlias = "np.ndarray[Any, Any]"

LAST_WORD_CHARACTER = 0x40000
"""No character from here on is a letter or digit; a test holds this against Python's tables."""

SPACE, LETTER, WHOLE, UPPER = 0, 1, 2, 3
"""Classes of characters: between words, in words, a word by itself, and one that Python must
lower-case first (ASCII letters are lower-cased here)."""

FNV_START, FNV_PRIME = np.uint64(shingle.FNV_START), np.uint64(shingle.FNV_PRIME)
WORD_MASK = np.uint64(shingle.WORD_MASK)
MULTIPLIER, STEP = np.uint64(shingle.TUPLE_MULTIPLIER), np.uint64(shingle.TUPLE_STEP)
START, LENGTH = np.uint64(shingle.TUPLE_START), np.uint64(shingle.TUPLE_LENGTH)
MINUS_ONE, ALL = np.uint64(shingle.MINUS_ONE), np.uint64(2**64 - 1)
LEFT, RIGHT = np.uint64(31), np.uint64(33)
HALF = np.uint64(32)
KEYS = np.uint64(KEY_MASK)

BLAS = "scipy.linalg.cython_blas"
if BLAS not in sys.modules and find_spec("scipy"):
    # When it gets ready, numba imports this only to see that it is there: as long as all else here
    sys.modules[BLAS] = sys
    import_module("numba.np.arraymath")
    del sys.modules[BLAS]

compiled = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")

ASCII = np.zeros(128, np.uint8)
"""Lower-cased, what is part of a word; 0 for the others."""
for _code in range(128):
    if chr(_code).isalnum() or chr(_code) == "_":
        ASCII[_code] = ord(chr(_code).lower())


@lru_cache(maxsize=4)
def classes(split_scripts: bool, lowered: bool) -> Numbers:
    """The class of every character below `LAST_WORD_CHARACTER`, from Python's own tables; of texts
    that are lower-cased or may not be.
    """
    table = np.zeros(LAST_WORD_CHARACTER, np.uint8)
    codes = np.arange(LAST_WORD_CHARACTER, dtype="<u4")
    every = codes[(codes < 0xD800) | (codes > 0xDFFF)].tobytes().decode("utf-32-le")
    for match in shingle.word_runs(every):
        table[ord(every[match.start()]) : ord(every[match.end() - 1]) + 1] = LETTER
    table[0xD800:0xE000] = SPACE
    if split_scripts:
        for match in shingle.whole_characters(every):
            table[ord(match[0])] = WHOLE
    if not lowered:
        # İ becomes two characters, every other one; so it is flagged by way of another letter
        after = np.frombuffer(every.replace("\u0130", "I").lower().encode("utf-32-le"), np.uint32)
        before = np.frombuffer(every.encode("utf-32-le"), np.uint32)
        changed = before[after != before]
        table[changed[changed >= 0x80]] = UPPER
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
def hash_words(data, start, end, table, words):  # type: ignore[no-untyped-def]
    """Fill `words` with the hashes of the words in data[start:end]; how many there are, or -1 when
    there is a character to be lower-cased. `words` has room for half as many as bytes, and one.
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
            count += inside & (not is_word)
            value = (value ^ np.uint64(lower)) * FNV_PRIME if is_word else FNV_START
            inside = is_word
            at += 1
            continue
        width, code = decode(data, at)
        kind = table[code] if code < LAST_WORD_CHARACTER else SPACE
        if kind == UPPER:
            return -1
        if inside and kind != LETTER:
            words[count] = value & WORD_MASK
            count += 1
            value = FNV_START
            inside = False
        if kind != SPACE:
            for offset in range(width):
                value = (value ^ np.uint64(data[at + offset])) * FNV_PRIME
            inside = kind == LETTER
            if not inside:
                words[count] = value & WORD_MASK
                count += 1
                value = FNV_START
        at += width
    if inside:
        words[count] = value & WORD_MASK
        count += 1
    return count


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


def joined(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The UTF-8 bytes of all texts, and where each ends."""
    parts = [text.encode() for text in texts]
    ends = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))
    return np.frombuffer(b"".join(parts), np.uint8), ends
