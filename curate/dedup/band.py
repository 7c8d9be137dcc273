"""Bands: texts that share a key are candidates."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import combinations

FAMILY = 1000
"""Most texts under one key that are all compared with one another (half a million pairs). In a
larger family only its first texts are compared with all, and then what is left: see `pipeline`."""

HALF = 32
PLACE = (1 << HALF) - 1
"""A pair of places is held as one integer, left << 32 | right, the smaller place left."""


def pair_of(one: int, other: int) -> int:
    """The pair of two places."""
    return min(one, other) << HALF | max(one, other)


def groups(values: Iterable[int], places: Iterable[int]) -> list[list[int]]:
    """The places that share a value, `values` standing beside them; only groups of two and more."""
    heads: dict[int, int] = {}
    shared: dict[int, list[int]] = {}
    for value, place in zip(values, places, strict=True):  # most values stand once
        if value not in heads:
            heads[value] = place
        elif value in shared:
            shared[value].append(place)
        else:
            shared[value] = [heads[value], place]
    return list(shared.values())


def candidates(
    keys: Sequence[int], bands: int, places: Sequence[int], known: int = 0
) -> tuple[array[int], list[list[int]]]:
    """All pairs of these places that share the key of a band, sorted; and apart from them the
    groups of more than `FAMILY` places that do. `places` rise. Pairs of two places below `known`
    are left out, and families of such places may be.
    """
    pairs: set[int] = set()
    families = []
    for band in range(bands):
        column = keys[band::bands]
        for group in groups(map(column.__getitem__, places), places):
            if len(group) > FAMILY:
                families.append(group)
            else:
                pairs.update(
                    left << HALF | right for left, right in combinations(group, 2) if right >= known
                )
    return array("Q", sorted(pairs)), families
