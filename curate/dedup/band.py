"""Bands: texts that share a key are candidates."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np

Numbers: TypeAlias = "np.ndarray[Any, Any]"

FAMILY = 1000
"""Most texts under one key that are all compared with one another (half a million pairs). In a
larger family only its first texts are compared with all, and then what is left: see `pipeline`."""

HALF = 32
PLACE = (1 << HALF) - 1
"""A pair of places is held as one integer, left << 32 | right, the smaller place left."""

LOW = (1 << 20) - 1
"""The bits by which most values that are not asked for are left out: a table for them is small
enough to stay near the processor."""


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


def positions(asked: Numbers, parts: Sequence[Numbers]) -> Numbers:
    """Where, in arrays taken one after the other, a value asked for stands, of which there is one
    at least.
    """
    import numpy as np

    asked = np.sort(asked)
    seen = np.zeros(LOW + 1, np.bool_)
    seen[asked & LOW] = True
    found = np.flatnonzero(np.concatenate([seen[part & LOW] for part in parts]))
    values = np.concatenate(parts)[found]
    places: Numbers = found[asked[np.searchsorted(asked[:-1], values)] == values]
    return places


def candidates(
    keys: Sequence[int], bands: int, places: Sequence[int]
) -> tuple[array[int], list[list[int]]]:
    """All pairs of these places that share the key of a band, sorted; and apart from them the
    groups of more than `FAMILY` places that do. `places` rise.
    """
    pairs: set[int] = set()
    families = []
    for band in range(bands):
        column = keys[band::bands]
        for group in groups(map(column.__getitem__, places), places):
            if len(group) > FAMILY:
                families.append(group)
            else:
                pairs.update(left << HALF | right for left, right in combinations(group, 2))
    return array("Q", sorted(pairs)), families
