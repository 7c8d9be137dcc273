"""Sets of shingles and what they share, compiled: see `link.compare` and `contain.sample`."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from curate.compiling import compiled
from curate.dedup import shingle
from curate.dedup.contain import ONE_IN
from curate.dedup.kernel.words import HALF, KEYS, Numbers, hash_shingles, words_of
from curate.dedup.signature import Scheme


@compiled
def _room(count):  # type: ignore[no-untyped-def]
    """Slots for so many shingles: a power of two, at most a quarter full."""
    room = 16
    while room < 4 * count:
        room *= 2
    return room


@compiled
def _slot(slots, mask, shingle):  # type: ignore[no-untyped-def]
    """Where in an open hash table a shingle is, or would be put. An empty slot holds 0: a shingle
    of 0, one in 2**64, would be counted at each of its places.
    """
    slot = np.int64(np.uint64(shingle) >> HALF) & mask
    while slots[slot] != 0 and slots[slot] != shingle:
        slot = (slot + 1) & mask
    return slot


@compiled
def _sets(hashes, firsts, size, sets, counts):  # type: ignore[no-untyped-def]
    """Fill `sets` with the shingles of every text, each once, and `counts` with how many; with 0
    for texts without words.
    """
    found = np.empty(len(hashes) + 1, np.int64)
    slots = np.empty(_room((firsts[1:] - firsts[:-1]).max()), np.int64)
    at = 0
    for text in range(len(counts)):
        words = hashes[firsts[text] : firsts[text + 1]]
        counts[text] = 0
        if len(words) == 0:
            continue
        count = hash_shingles(words, len(words), size, found)
        room = _room(count)
        slots[:room] = 0
        first = at
        for place in range(count):
            slot = _slot(slots, room - 1, found[place])
            sets[at] = found[place]
            at += slots[slot] == 0
            slots[slot] = found[place]
        counts[text] = at - first
    return at


@compiled
def _compare(sets, starts, counts, pairs, shared):  # type: ignore[no-untyped-def]
    """Count what the sets of each pair share. A table of the left set serves for all pairs in
    which it stands left, so sorted pairs are fast.
    """
    longest = max(1, counts.max())
    slots = np.empty(_room(longest), np.int64)
    last = -1
    room = 0
    for at in range(len(pairs)):
        left, right = np.int64(pairs[at] >> HALF), np.int64(pairs[at] & KEYS)
        if left != last:
            last = left  # type: ignore[assignment]
            room = _room(counts[left])
            slots[:room] = 0
            for place in range(starts[left], starts[left] + counts[left]):
                slots[_slot(slots, room - 1, sets[place])] = sets[place]
        both = 0
        for place in range(starts[right], starts[right] + counts[right]):
            both += slots[_slot(slots, room - 1, sets[place])] == sets[place]
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
    found = words_of(texts, scheme.split_scripts)
    sets, counts = np.empty(len(found.hashes), np.int64), np.empty(len(texts), np.int64)
    sets = sets[: _sets(found.hashes, found.firsts, scheme.size, sets, counts)]
    starts = np.cumsum(counts) - counts
    if len(wordless := np.flatnonzero(counts == 0)):  # only Python can normalise them
        alone = [min(shingle.shingles(texts[at], scheme.size)) for at in wordless.tolist()]
        starts[wordless], counts[wordless] = len(sets) + np.arange(len(alone)), 1
        sets = np.concatenate((sets, np.array(alone, np.int64)))
    return sets, starts, counts


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
