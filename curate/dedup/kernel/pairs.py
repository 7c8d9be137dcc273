"""Places that share a value, compiled: see `curate.dedup.band` and `contain.overlaps`."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from curate.compiling import compiled
from curate.dedup.band import FAMILY, LOW
from curate.dedup.contain import COMMON
from curate.dedup.kernel.words import ALL, HALF, KEYS, Numbers


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


@compiled
def _shared(values, counts, chosen):  # type: ignore[no-untyped-def]
    """Fill `chosen` with where values stand whose low bits are those of several; how many."""
    last = len(counts) - 1
    for value in values:
        counts[value & last] = min(counts[value & last] + 1, 2)
    found = 0
    for at in range(len(values)):
        chosen[found] = at
        found += counts[values[at] & last] == 2
    return found


def groups(values: array[int], places: Sequence[int]) -> list[list[int]]:
    """What `band.groups` gives, in another order."""
    numbers, chosen = np.frombuffer(values, np.int64), np.empty(len(values) + 1, np.int64)
    chosen = chosen[: _shared(numbers, np.zeros(1 << 24, np.uint8), chosen)]
    order = chosen[np.argsort(numbers[chosen], kind="stable")]
    beside = np.arange(len(places)) if places == range(len(values)) else np.asarray(places)
    ordered = numbers[order]
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
        column = table[rows, band]
        codes = np.sort(column.astype(np.uint64) << HALF | rows)
        pairs = np.empty(_pairs(codes, FAMILY, every[:0]), np.uint64)
        _pairs(codes, FAMILY, pairs)
        every = _united(every, pairs)
        families += _families(codes)
    return array("Q", every.tobytes()), families


@compiled
def _positions(values, start, asked, seen, found, count):  # type: ignore[no-untyped-def]
    for at in range(len(values)):
        if seen[values[at] & LOW]:
            low, high = 0, len(asked) - 1
            while low < high:
                middle = (low + high) // 2
                if asked[middle] < values[at]:
                    low = middle + 1
                else:
                    high = middle
            found[count] = start + at
            count += asked[low] == values[at]
    return count


def positions(asked: Numbers, parts: Sequence[Numbers]) -> Numbers:
    """What `band.positions` gives."""
    asked = np.sort(asked)
    seen = np.zeros(LOW + 1, np.bool_)
    seen[asked & LOW] = True
    found = np.empty(sum(map(len, parts)) + 1, np.int64)
    start = count = 0
    for part in parts:
        count = _positions(part, start, asked, seen, found, count)
        start += len(part)
    return found[:count]


def _united(one: Numbers, other: Numbers) -> Numbers:
    """The numbers of both, sorted, each once. By sorting: `numpy.union1d` hashes, and is slow."""
    every = np.concatenate((one, other))
    every.sort()
    first = np.concatenate((every[:1] == every[:1], every[1:] != every[:-1]))
    return np.compress(first, every)


def _families(codes: Numbers) -> list[list[int]]:
    starts = np.flatnonzero(np.diff(codes >> HALF, prepend=np.uint64(ALL)))
    sizes = np.diff(starts, append=len(codes))
    large = np.flatnonzero(sizes > FAMILY)
    return [(codes[starts[at] : starts[at] + sizes[at]] & KEYS).tolist() for at in large]


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
