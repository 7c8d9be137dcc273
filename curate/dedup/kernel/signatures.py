"""Signatures, compiled: see `curate.dedup.signature`."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from curate.compiling import compiled
from curate.dedup.kernel.words import (
    KEYS,
    START,
    WORD_MASK,
    Numbers,
    finish,
    hash_shingles,
    step,
    words_of,
)
from curate.dedup.signature import Scheme, probes, sign


@lru_cache(maxsize=2)
def _probes(bins: int) -> Numbers:
    return np.array(probes(bins), np.int16)


EMPTY = np.int64(2**63 - 1)
"""The minimum of an empty bin."""


@compiled
def _remainder(value, divisor):  # type: ignore[no-untyped-def]
    """Value % divisor, of at most `MAX_BINS`, without a division, which takes ten times as long.

    The quotient of floating point has 53 of 63 bits, so it is near. What is left then is
    small, and its quotient by multiplication is exact.
    """
    near = value - np.int64(np.float64(value) * (1 / divisor)) * divisor + (divisor << 12)
    return near - (near * ((1 << 40) // divisor + 1) >> 40) * divisor


@compiled
def _sign(hashes, firsts, size, rows, orders, digests, keys):  # type: ignore[no-untyped-def]
    bins = orders.shape[0]
    bands = bins // rows
    shingles = np.empty(len(hashes) + 1, np.int64)
    lowest = np.empty(bins, np.int64)
    for text in range(len(digests)):
        words = hashes[firsts[text] : firsts[text + 1]]
        count = len(words)
        if count == 0:
            continue
        digest = START
        for place in range(count):
            digest = step(digest, words[place])
        digests[text] = np.int64(finish(digest, count))
        lowest[:] = EMPTY
        for place in range(hash_shingles(words, count, size, shingles)):
            value = shingles[place]
            bin = _remainder(value, bins)
            lowest[bin] = min(value, lowest[bin])
        bin = 0
        for band in range(bands):
            key = START
            for _row in range(rows):
                source = bin
                probe = 0
                while lowest[source] == EMPTY:
                    source = orders[bin, probe]
                    probe += 1
                key = step(key, np.uint64(lowest[source]) & WORD_MASK)
                bin += 1
            keys[text * bands + band] = np.uint32(finish(key, rows) & KEYS)


def sign_all(texts: Sequence[str], scheme: Scheme) -> tuple[array[int], array[int]]:
    """Digests and keys of many texts, as `signature.sign_all` gives them."""
    found = words_of(texts, scheme.split_scripts)
    digests = np.empty(len(texts), np.int64)
    keys = np.empty((len(texts), scheme.bands), np.uint32)
    orders = _probes(scheme.bins)
    _sign(found.hashes, found.firsts, scheme.size, scheme.rows, orders, digests, keys.reshape(-1))
    for place in np.flatnonzero(found.counts == 0).tolist():  # only Python can normalise them
        digests[place], keys[place] = sign(texts[place], scheme)
    return array("q", digests.tobytes()), array("I", keys.tobytes())
