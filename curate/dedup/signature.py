"""Signatures: a few keys per text, such that similar texts share one almost surely.

One-permutation MinHash (Li, Owen, Zhang 2012) with optimal densification (Shrivastava 2017): each
shingle falls into one bin, a bin keeps its smallest shingle, and an empty bin borrows from the
first filled one in an order of its own. The bins are cut into bands of `rows` bins; a band's key is
the hash of its minima. Two texts that share a key are a candidate pair, no more: whether they are
alike is decided on their shingles.

This module is the reference in plain Python; `kernel` gives the same keys, compiled.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import and_, mod
from random import Random
from typing import NamedTuple

from curate.dedup.shingle import WORD_MASK, hash_tuple, hash_words, hashes, words

MISSED = 0.0003
"""Share of pairs right at the threshold that may stay unseen. A third of the .001 we promise,
because minima of one permutation vary a little more than independent ones."""

MAX_BANDS, MAX_BINS = 32, 192
"""More bands cost memory, more bins cost time on short texts; both were enough for thresholds from
.5 to .95 at `MISSED`. The number of a bin fits in a byte."""

KEY_MASK = (1 << 32) - 1
"""Keys are 32 bits: a few chance pairs more to check, half the memory."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How texts become keys: words per shingle, bands, bins per band."""

    size: int = 5
    bands: int = 27
    rows: int = 6
    split_scripts: bool = False

    @property
    def bins(self) -> int:
        """Length of a signature."""
        return self.bands * self.rows

    @classmethod
    def of(cls, threshold: float, size: int = 5, split_scripts: bool = False) -> Scheme:
        """The scheme with most rows (fewest needless candidates) that misses at most `MISSED` of
        the pairs at `threshold`.

        >>> Scheme.of(0.8)
        Scheme(size=5, bands=27, rows=6, split_scripts=False)
        """
        best = (math.ceil(math.log(MISSED) / math.log(1 - min(threshold, 0.999))), 1)
        for rows in range(2, MAX_BINS):
            shared = min(threshold, 0.999) ** rows
            bands = math.ceil(math.log(MISSED) / math.log(1 - shared))
            if bands > MAX_BANDS or bands * rows > MAX_BINS:
                break
            best = (bands, rows)
        return cls(size, *best, split_scripts)


class Signature(NamedTuple):
    """Digest of the sequence of words (texts that share it have the same words), and one key per
    band.
    """

    digest: int
    keys: list[int]


@lru_cache(maxsize=4)
def probes(bins: int) -> list[list[int]]:
    """For each bin, the order in which it looks for a filled one: a fixed shuffle of the bins.

    The shuffles have nothing to do with one another. Where they did (sorted by a quick hash), bands
    of texts of 20 shingles failed together, and 25 in 10,000 such pairs at .8 were missed, now 1.
    """
    orders = []
    for bin in range(bins):
        random = Random(bin)
        drawn = [random.random() for _ in range(bins)]
        orders.append(sorted(range(bins), key=drawn.__getitem__))
    return orders


@lru_cache(maxsize=4)
def _choices(bins: int) -> list[bytes]:
    """For each bin, itself and then the bins it borrows from, in order."""
    return [bytes((bin, *order)) for bin, order in enumerate(probes(bins))]


def minima(shingles: Sequence[int], bins: int) -> list[int]:
    """The signature proper: the smallest shingle of each bin, empty bins filled."""
    falling = sorted(shingles, reverse=True)  # so that the smallest is written last
    filled = dict(zip(map(mod, falling, repeat(bins)), falling, strict=True))
    if len(filled) == bins:
        return list(map(filled.__getitem__, range(bins)))
    empty = bytes(range(bins)).translate(None, bytes(filled))
    return [filled[choice.lstrip(empty)[0]] for choice in _choices(bins)]


def sign(text: str, scheme: Scheme) -> Signature:
    """The signature of one text."""
    hashed = hash_words(words(text, scheme.split_scripts))
    lowest = minima(hashes(hashed, scheme.size), scheme.bins)
    rows = zip(*[map(and_, lowest, repeat(WORD_MASK))] * scheme.rows, strict=True)
    keys = list(map(and_, map(hash_tuple, rows), repeat(KEY_MASK)))
    return Signature(hash_tuple(tuple(hashed)), keys)


def sign_all(texts: Sequence[str], scheme: Scheme) -> tuple[array[int], array[int]]:
    """The digests of many texts, and their keys, `scheme.bands` for each text."""
    signatures = [sign(text, scheme) for text in texts]
    digests = array("q", [signature.digest for signature in signatures])
    return digests, array("I", [key for signature in signatures for key in signature.keys])
