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

from curate.dedup import passage, shingle
from curate.dedup.band import FAMILY
from curate.dedup.contain import COMMON, ONE_IN
from curate.dedup.signature import KEY_MASK, Scheme, probes, sign

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

compiled = njit(cache=True, nogil=True, boundscheck=False)


@lru_cache(maxsize=4)
def classes(split_scripts: bool, lowered: bool) -> Numbers:
    """The class of every character below `LAST_WORD_CHARACTER`, from Python's own tables; of texts
    that are lower-cased or may not be.
    """
    table = np.zeros(LAST_WORD_CHARACTER, np.uint8)
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, LAST_WORD_CHARACTER)]))
    for match in shingle.word_runs(every):
        table[ord(every[match.start()]) : ord(every[match.end() - 1]) + 1] = LETTER
    table[0xD800:0xE000] = SPACE
    if split_scripts:
        for match in shingle.whole_characters(every):
            table[ord(match[0])] = WHOLE
    if not lowered:
        changed = [code for code in range(128, 0x20000) if chr(code).lower() != chr(code)]
        table[changed] = UPPER
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
    """Fill `words` with the hashes of the words in data[start:end]; how many there are, or -1 when
    there is a character to be lower-cased.
    """
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
        if kind == UPPER:
            return -1
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
        if count <= 0:
            digests[text] = count
            continue
        digest = START
        for place in range(count):
            digest = _step(digest, words[place])
        digests[text] = np.int64(_finish(digest, count))
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
    """The UTF-8 bytes of all texts, and where each ends."""
    parts = [text.encode() for text in texts]
    ends = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))
    return np.frombuffer(b"".join(parts), np.uint8), ends


def sign_all(texts: Sequence[str], scheme: Scheme) -> tuple[array[int], array[int]]:
    """Digests and keys of many texts, as `signature.sign_all` gives them."""
    digests, keys = _sign_all(texts, scheme, lowered=False)
    if len(again := np.flatnonzero(digests == -1)):
        lowered = [texts[place].lower() for place in again.tolist()]
        digests[again], keys[again] = _sign_all(lowered, scheme, lowered=True)
    for place in np.flatnonzero(digests == 0).tolist():  # texts without words
        digests[place], keys[place] = sign(texts[place], scheme)
    return array("q", digests.tobytes()), array("I", keys.tobytes())


def _sign_all(texts: Sequence[str], scheme: Scheme, lowered: bool) -> tuple[Numbers, Numbers]:
    data, ends = _joined(texts)
    digests = np.empty(len(texts), np.int64)
    keys = np.empty((len(texts), scheme.bands), np.uint32)
    table, orders = classes(scheme.split_scripts, lowered), _probes(scheme.bins)
    _sign(data, ends, table, scheme.size, scheme.rows, orders, digests, keys.reshape(-1))
    return digests, keys


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
def _room(count):  # type: ignore[no-untyped-def]
    """Slots for so many shingles: a power of two, at most half full."""
    room = 16
    while room < 2 * count:
        room *= 2
    return room


@compiled
def _slot(slots, used, mask, shingle):  # type: ignore[no-untyped-def]
    """Where in an open hash table a shingle is, or would be put."""
    slot = np.int64(np.uint64(shingle) >> HALF) & mask
    while used[slot] and slots[slot] != shingle:
        slot = (slot + 1) & mask
    return slot


@compiled
def _sets(data, ends, table, size, sets, counts):  # type: ignore[no-untyped-def]
    """Fill `sets` with the shingles of every text, each once, and `counts` with how many; with 0
    or -1 for texts without words or with characters to be lower-cased.
    """
    longest = 1
    start = 0
    for end in ends:
        longest = max(longest, (end - start) // 2 + 1)
        start = end
    words = np.empty(longest, np.uint64)
    found = np.empty(longest, np.int64)
    slots = np.empty(_room(longest), np.int64)
    used = np.empty(_room(longest), np.bool_)
    start = 0
    at = 0
    for text in range(len(ends)):
        count = _hash_words(data, start, ends[text], table, words)
        start = ends[text]
        counts[text] = min(count, 0)
        if count <= 0:
            continue
        count = _hash_shingles(words, count, size, found)
        room = _room(count)
        used[:room] = False
        first = at
        for place in range(count):
            slot = _slot(slots, used, room - 1, found[place])
            if not used[slot]:
                used[slot] = True
                slots[slot] = found[place]
                sets[at] = found[place]
                at += 1
        counts[text] = at - first
    return at


@compiled
def _compare(sets, starts, counts, pairs, shared):  # type: ignore[no-untyped-def]
    """Count what the sets of each pair share. A table of the left set serves for all pairs in
    which it stands left, so sorted pairs are fast.
    """
    longest = max(1, counts.max())
    slots = np.empty(_room(longest), np.int64)
    used = np.empty(_room(longest), np.bool_)
    last = -1
    room = 0
    for at in range(len(pairs)):
        left, right = np.int64(pairs[at] >> HALF), np.int64(pairs[at] & KEYS)
        if left != last:
            last = left  # type: ignore[assignment]
            room = _room(counts[left])
            used[:room] = False
            for place in range(starts[left], starts[left] + counts[left]):
                slot = _slot(slots, used, room - 1, sets[place])
                used[slot] = True
                slots[slot] = sets[place]
        both = 0
        for place in range(starts[right], starts[right] + counts[right]):
            both += used[_slot(slots, used, room - 1, sets[place])]
        shared[at] = both


def compare(
    texts: Sequence[str], pairs: Sequence[int], scheme: Scheme
) -> tuple[Sequence[int], Sequence[int]]:
    """What `link.compare` gives."""
    sets, starts, counts = _sets_all(texts, scheme)
    shared = np.empty(len(pairs), np.int64)
    _compare(sets, starts, counts, np.array(pairs, np.uint64), shared)
    return counts.tolist(), shared.tolist()


def _sets_all(texts: Sequence[str], scheme: Scheme) -> tuple[Numbers, Numbers, Numbers]:
    """The sets of all texts, where each starts, and how many shingles it has."""
    sets, counts = _sets_of(texts, scheme, lowered=False)
    starts = np.cumsum(np.maximum(counts, 0)) - np.maximum(counts, 0)
    if len(again := np.flatnonzero(counts == -1)):
        more, sizes = _sets_of([texts[at].lower() for at in again.tolist()], scheme, lowered=True)
        starts[again], counts[again] = len(sets) + np.cumsum(sizes) - sizes, sizes
        sets = np.concatenate((sets, more))
    if len(wordless := np.flatnonzero(counts == 0)):  # only Python can normalise them
        alone = [min(shingle.shingles(texts[at], scheme.size)) for at in wordless.tolist()]
        starts[wordless], counts[wordless] = len(sets) + np.arange(len(alone)), 1
        sets = np.concatenate((sets, np.array(alone, np.int64)))
    return sets, starts, counts


def _sets_of(texts: Sequence[str], scheme: Scheme, lowered: bool) -> tuple[Numbers, Numbers]:
    data, ends = _joined(texts)
    sets = np.empty(len(data) // 2 + len(texts), np.int64)
    counts = np.empty(len(texts), np.int64)
    table = classes(scheme.split_scripts, lowered)
    total = _sets(data, ends, table, scheme.size, sets, counts)
    return sets[:total], counts


def sample(texts: Sequence[str], scheme: Scheme) -> tuple[array[int], array[int]]:
    """What `contain.sample` gives."""
    sets, starts, counts = _sets_all(texts, scheme)
    owners = np.repeat(np.arange(len(texts)), counts)
    at = np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    values = sets[at]
    keep = values % ONE_IN == 0
    folded = (values[keep].view(np.uint64) >> HALF).astype(np.uint32)
    owners = owners[keep]
    order = np.lexsort((folded, owners))
    sizes = np.bincount(owners, minlength=len(texts)).astype(np.uint32)
    return array("I", folded[order].tobytes()), array("I", sizes.tobytes())


def overlaps(values: array[int], places: array[int]) -> dict[int, int]:
    """What `contain.overlaps` gives."""
    codes = np.sort(
        np.frombuffer(values, np.uint32).astype(np.uint64) << HALF
        | np.frombuffer(places, np.uint32)
    )
    pairs = np.empty(_pairs(codes, COMMON, codes[:0]), np.uint64)
    _pairs(codes, COMMON, pairs)
    found, counts = np.unique(pairs, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


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
        count = _hash_words(data, start, ends[text], table, words)
        start = ends[text]
        counts[text] = count
        kept[text] = 0
        if size == 0:
            digest = START
            for place in range(count):
                digest = _step(digest, words[place])
            digests[text] = np.int64(_finish(digest, max(count, 0)))
            continue
        first = at
        last = -1
        if count >= size + window - 1:
            length = _hash_shingles(words, count, size, row)
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
    data, ends = _joined(texts)
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
