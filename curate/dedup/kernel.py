"""The compiled kernel: signatures, candidates and similarities, the same as in plain Python.

One pass over the UTF-8 bytes of many texts; compiled by numba at first use and cached by it on
disk. Importing this module needs the `fast` extra; `methods` decides whether it is worth it.
Every function here has a reference beside which a test holds it: `signature.sign`,
`band.candidates`, `link.similarity`.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numba import njit

from curate.dedup import shingle
from curate.dedup.band import FAMILY
from curate.dedup.signature import KEY_MASK, Scheme, probes, sign

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

compiled = njit(cache=True, nogil=True, boundscheck=False)


@lru_cache(maxsize=2)
def classes(split_scripts: bool) -> Numbers:
    """The class of every character below `LAST_WORD_CHARACTER`, from Python's own tables."""
    table = np.zeros(LAST_WORD_CHARACTER, np.uint8)
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, LAST_WORD_CHARACTER)]))
    for match in shingle.word_runs(every):
        table[ord(every[match.start()]) : ord(every[match.end() - 1]) + 1] = LETTER
    table[0xD800:0xE000] = SPACE
    if split_scripts:
        for match in shingle.whole_characters(every):
            table[ord(match[0])] = WHOLE
    return table


@lru_cache(maxsize=2)
def _probes(bins: int) -> Numbers:
    return np.array(probes(bins), np.int16)


@compiled
def _step(value, lane):  # type: ignore[no-untyped-def]
    value += lane * STEP
    value = (value << LEFT) | (value >> RIGHT)
    return value * MULTIPLIER


@compiled
def _finish(value, length):  # type: ignore[no-untyped-def]
    value += np.uint64(length) ^ LENGTH
    if value == ALL:
        return MINUS_ONE
    return value


@compiled
def _hash_words(data, start, end, table, words):  # type: ignore[no-untyped-def]
    """Fill `words` with the hashes of the words in data[start:end]; how many there are."""
    count = 0
    value = FNV_START
    inside = False
    at = start
    while at < end:
        byte = data[at]
        width = 1
        if byte < 0x80:
            if 0x41 <= byte <= 0x5A:
                byte += np.uint8(32)
            kind = table[byte]
        else:
            if byte < 0xE0:
                width, code = 2, byte & 0x1F
            elif byte < 0xF0:
                width, code = 3, byte & 0x0F
            else:
                width, code = 4, byte & 0x07
            code = np.int64(code)
            for offset in range(1, width):
                code = (code << 6) | (data[at + offset] & 0x3F)
            kind = table[code] if code < LAST_WORD_CHARACTER else SPACE
        if inside and kind != LETTER:
            words[count] = value & WORD_MASK
            count += 1
            value = FNV_START
            inside = False
        if kind != SPACE:
            value = (value ^ np.uint64(byte)) * FNV_PRIME
            for offset in range(1, width):
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
def _hash_shingles(words, count, size, shingles):  # type: ignore[no-untyped-def]
    """Fill `shingles` with the hashes of the runs of `size` words; how many there are."""
    if count < size:
        value = START
        for place in range(count):
            value = _step(value, words[place])
        shingles[0] = np.int64(_finish(value, count))
        return 1
    for first in range(count - size + 1):
        value = START
        for place in range(first, first + size):
            value = _step(value, words[place])
        shingles[first] = np.int64(_finish(value, size))
    return count - size + 1


@compiled
def _sign(data, ends, table, size, rows, orders, digests, keys):  # type: ignore[no-untyped-def]
    bins = orders.shape[0]
    bands = bins // rows
    longest = 0
    start = 0
    for end in ends:
        longest = max(longest, end - start)
        start = end
    words = np.empty(longest // 2 + 1, np.uint64)
    shingles = np.empty(longest // 2 + 1, np.int64)
    lowest = np.empty(bins, np.int64)
    filled = np.empty(bins, np.bool_)
    start = 0
    for text in range(len(ends)):
        count = _hash_words(data, start, ends[text], table, words)
        start = ends[text]
        digest = START
        for place in range(count):
            digest = _step(digest, words[place])
        digests[text] = np.int64(_finish(digest, count)) if count else 0
        filled[:] = False
        for place in range(_hash_shingles(words, count, size, shingles)):
            value = shingles[place]
            bin = value % bins
            if not filled[bin] or value < lowest[bin]:
                lowest[bin] = value
                filled[bin] = True
        bin = 0
        for band in range(bands):
            key = START
            for _row in range(rows):
                source = bin
                probe = 0
                while not filled[source]:
                    source = orders[bin, probe]
                    probe += 1
                key = _step(key, np.uint64(lowest[source]) & WORD_MASK)
                bin += 1
            keys[text * bands + band] = np.uint32(_finish(key, rows) & KEYS)


def _joined(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The UTF-8 bytes of all texts and where each ends. Other than ASCII letters are lower-cased
    here, by Python; ASCII ones by the kernel.
    """
    parts = [text.encode() if text.isascii() else text.lower().encode() for text in texts]
    ends = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))
    return np.frombuffer(b"".join(parts), np.uint8), ends


def sign_all(texts: Sequence[str], scheme: Scheme) -> tuple[array[int], array[int]]:
    """Digests and keys of many texts, as `signature.sign_all` gives them."""
    data, ends = _joined(texts)
    digests = np.empty(len(texts), np.int64)
    keys = np.empty((len(texts), scheme.bands), np.uint32)
    table, orders = classes(scheme.split_scripts), _probes(scheme.bins)
    _sign(data, ends, table, scheme.size, scheme.rows, orders, digests, keys.reshape(-1))
    for place in np.flatnonzero(digests == 0).tolist():  # texts without words
        digests[place], keys[place] = sign(texts[place], scheme)
    return array("q", digests.tobytes()), array("I", keys.tobytes())


@compiled
def _pairs(codes, most, pairs):  # type: ignore[no-untyped-def]
    """Fill `pairs` with left << 32 | right for every two places under one key; how many there are.
    `codes` are key << 32 | place, sorted. Groups of more than `most` are left out.
    """
    found = 0
    start = 0
    for at in range(1, len(codes) + 1):
        if at < len(codes) and codes[at] >> HALF == codes[start] >> HALF:
            continue
        if at - start <= most:
            for left in range(start, at):
                for right in range(left + 1, at):
                    if found < len(pairs):
                        pairs[found] = (codes[left] & KEYS) << HALF | (codes[right] & KEYS)
                    found += 1
        start = at
    return found


def groups(values: array[int], places: Sequence[int]) -> list[list[int]]:
    """What `band.groups` gives, in another order."""
    beside = np.asarray(places, np.int64)
    order = np.argsort(np.frombuffer(values, np.int64), kind="stable")
    ordered = np.frombuffer(values, np.int64)[order]
    starts = np.flatnonzero(np.concatenate((ordered[:1] == ordered[:1], np.diff(ordered) != 0)))
    sizes = np.diff(starts, append=len(ordered))
    return [
        beside[order[start : start + size]].tolist()
        for start, size in zip(starts[sizes > 1], sizes[sizes > 1], strict=True)
    ]


def candidates(
    keys: array[int], bands: int, places: Sequence[int]
) -> tuple[array[int], list[list[int]]]:
    """What `band.candidates` gives."""
    table = np.frombuffer(keys, np.uint32).reshape(-1, bands)
    rows = np.asarray(places, np.uint64)
    every = np.empty(0, np.uint64)
    families: list[list[int]] = []
    for band in range(bands):
        codes = np.sort(table[rows, band].astype(np.uint64) << HALF | rows)
        pairs = np.empty(_pairs(codes, FAMILY, every[:0]), np.uint64)
        _pairs(codes, FAMILY, pairs)
        every = np.union1d(every, pairs)
        families += _families(codes)
    return array("Q", every.tobytes()), families


def _families(codes: Numbers) -> list[list[int]]:
    starts = np.flatnonzero(np.diff(codes >> HALF, prepend=np.uint64(ALL)))
    sizes = np.diff(starts, append=len(codes))
    large = np.flatnonzero(sizes > FAMILY)
    return [(codes[starts[at] : starts[at] + sizes[at]] & KEYS).tolist() for at in large]


@compiled
def _sets(data, ends, table, size, wordless, alone, sets, counts):  # type: ignore[no-untyped-def]
    """Fill `sets` with the shingles of every text, sorted, each once; `counts` with how many.
    Texts without words are marked in `wordless` and have their shingle from `alone`.
    """
    start = 0
    at = 0
    for text in range(len(ends)):
        room = (ends[text] - start) // 2 + 1
        words = np.empty(room, np.uint64)
        count = _hash_words(data, start, ends[text], table, words)
        start = ends[text]
        if count == 0:
            wordless[text] = True
            sets[at] = alone[text]
            at += 1
            counts[text] = 1
            continue
        found = np.empty(count, np.int64)
        count = _hash_shingles(words, count, size, found)
        ordered = np.sort(found[:count])
        first = at
        for place in range(count):
            if place == 0 or ordered[place] != ordered[place - 1]:
                sets[at] = ordered[place]
                at += 1
        counts[text] = at - first
    return at


@compiled
def _shared(left, right):  # type: ignore[no-untyped-def]
    one = other = shared = 0
    while one < len(left) and other < len(right):
        if left[one] == right[other]:
            shared += 1
            one += 1
            other += 1
        elif left[one] < right[other]:
            one += 1
        else:
            other += 1
    return shared


@compiled
def _compare(sets, starts, pairs, shared):  # type: ignore[no-untyped-def]
    for at in range(len(pairs)):
        left, right = pairs[at] >> HALF, pairs[at] & KEYS
        shared[at] = _shared(
            sets[starts[left] : starts[left + 1]], sets[starts[right] : starts[right + 1]]
        )


def compare(
    texts: Sequence[str], pairs: Sequence[int], scheme: Scheme
) -> tuple[Sequence[int], Sequence[int]]:
    """What `link.compare` gives."""
    data, ends = _joined(texts)
    sets = np.empty(len(data) // 2 + len(texts), np.int64)
    counts = np.empty(len(texts), np.int64)
    wordless, alone = np.zeros(len(texts), np.bool_), np.zeros(len(texts), np.int64)
    table = classes(scheme.split_scripts)
    total = _sets(data, ends, table, scheme.size, wordless, alone, sets, counts)
    if wordless.any():  # rare, and only Python can normalise them
        for at in np.flatnonzero(wordless).tolist():
            (alone[at],) = shingle.shingles(texts[at], scheme.size)
        _sets(data, ends, table, scheme.size, wordless, alone, sets, counts)
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    shared = np.empty(len(pairs), np.int64)
    _compare(sets[:total], starts, np.array(pairs, np.uint64), shared)
    return counts.tolist(), shared.tolist()
