"""Bands: texts that share a key are candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TypeAlias

Pair: TypeAlias = tuple[int, int]
"""Two places, the smaller first."""


def groups(values: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Places that share a value, from (value, place); only groups of two and more."""
    members: dict[int, list[int]] = defaultdict(list)
    for value, place in values:
        members[value].append(place)
    return [group for group in members.values() if len(group) > 1]


def candidates(keys: Sequence[int], bands: int, places: Sequence[int]) -> set[Pair]:
    """All pairs of these places that share the key of a band."""
    pairs: set[Pair] = set()
    for band in range(bands):
        for group in groups((keys[place * bands + band], place) for place in places):
            pairs.update(combinations(sorted(group), 2))
    return pairs
