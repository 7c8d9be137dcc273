"""Containment: a text that stands, whole or nearly so, inside a longer one.

The keys of bands do not find such pairs, since a long and a short text have a low similarity. Here
one shingle in eight (those whose hash says so, the same in every text) is looked up; texts that
share enough of these are candidates, and decided on all their shingles.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, repeat

from curate.dedup.band import HALF, PLACE, groups, pair_of
from curate.dedup.cluster import Rules
from curate.dedup.link import Measured, PlacedLink
from curate.dedup.shingle import shingles
from curate.dedup.signature import KEY_MASK, Scheme

ONE_IN = 8
"""Of a text of 60 shingles, .9 of them in another, no sampled one is shared in 1 of 1,200 cases."""

COMMON = 50
"""A shingle that more texts have says little about two of them; copies are gone by now."""

ENOUGH = 0.4
"""Share of the sampled shingles of the shorter text, of those expected, that makes a candidate."""

LEAST_SHINGLES = 20
"""A shorter text than this is a phrase that many texts may have."""


def sample(texts: Sequence[str], scheme: Scheme) -> tuple[array[int], array[int]]:
    """The sampled shingles of texts, 32 bits each, one text after the other; and how many each
    text has.
    """
    sets = (shingles(text, scheme.size, scheme.split_scripts) for text in texts)
    chosen = [
        sorted(value >> HALF & KEY_MASK for value in found if not value % ONE_IN) for found in sets
    ]
    return array("I", chain.from_iterable(chosen)), array("I", map(len, chosen))


def overlaps(values: array[int], places: array[int]) -> dict[int, int]:
    """For every pair of places, how many values they share that are not `COMMON`."""
    counts: Counter[int] = Counter()
    for group in groups(values, places):
        if len(group) <= COMMON:
            counts.update(left << HALF | right for left, right in combinations(group, 2))
    return counts


def candidates(
    values: array[int],
    counts: array[int],
    places: Collection[int],
    least: float,
    overlapping: Callable[[array[int], array[int]], Mapping[int, int]] = overlaps,
) -> array[int]:
    """Pairs of these places of which one may be contained in the other by `least`.

    `values` and `counts` are the samples of all texts, by place.
    """
    chosen, owners = array("I"), array("I")
    at = 0
    for place, count in enumerate(counts):
        if place in places:
            chosen.extend(values[at : at + count])
            owners.extend(repeat(place, count))
        at += count
    shared = overlapping(chosen, owners)
    return array(
        "Q",
        sorted(
            pair
            for pair, count in shared.items()
            if count >= ENOUGH * least * min(counts[pair >> HALF], counts[pair & PLACE])
        ),
    )


def check(measured: Iterable[Measured], least: float) -> Iterator[PlacedLink]:
    """The links of texts contained in longer ones, the contained text left."""
    for item in measured:
        short, long = item.left, item.right
        if item.left_size > item.right_size:
            short, long = long, short
        size = min(item.left_size, item.right_size)
        if item.left_size != item.right_size and size >= LEAST_SHINGLES:
            share = item.shared / size
            if share >= least:
                yield PlacedLink(short, long, share, "contained")


class Absorption:
    """Removes kept texts that are contained in longer kept ones.

    A text that stands for others goes only if the longer one contains these too, so that still
    every removed text names a kept one that resembles it.
    """

    def __init__(
        self, measuring: Callable[[array[int]], Iterable[Measured]], least: float, rules: Rules
    ) -> None:
        self._measuring, self._least, self._rules = measuring, least, rules

    def __call__(
        self, standing: Mapping[int, PlacedLink], found: Sequence[PlacedLink]
    ) -> dict[int, PlacedLink]:
        """The decision `standing` with the contained texts removed; longest texts first, so that
        what contains another is decided before it.
        """
        members: dict[int, list[int]] = defaultdict(list)
        for place, link in standing.items():
            members[link.other(place)].append(place)
        wanted = {(link.left, link.right): [link.left, *members[link.left]] for link in found}
        shares, sizes = self._measure(wanted)
        ranks = self._rules.ranks
        order = sorted(
            found,
            key=lambda link: (
                -sizes[link.left],
                ranks[link.left],
                -link.similarity,
                ranks[link.right],
            ),
        )
        decided = dict(standing)
        for link in order:
            group = wanted[link.left, link.right]
            if link.left in decided or link.right in decided:
                continue
            if all(self._may_go(place, link.right, shares) for place in group):
                for place in group:
                    share = shares[place, link.right]
                    decided[place] = PlacedLink(place, link.right, share, "contained")
        return decided

    def _may_go(self, place: int, into: int, shares: Mapping[tuple[int, int], float]) -> bool:
        rules = self._rules
        if place in rules.kept or frozenset((place, into)) in rules.different:
            return False
        return shares[place, into] >= self._least

    def _measure(
        self, wanted: Mapping[tuple[int, int], list[int]]
    ) -> tuple[dict[tuple[int, int], float], dict[int, int]]:
        """How much of each member is in the text that would stand for it; sizes of texts."""
        pairs = {pair_of(place, into) for (_, into), group in wanted.items() for place in group}
        shares: dict[tuple[int, int], float] = {}
        sizes: dict[int, int] = {}
        for item in self._measuring(array("Q", sorted(pairs))):
            shares[item.left, item.right] = item.shared / item.left_size
            shares[item.right, item.left] = item.shared / item.right_size
            sizes[item.left], sizes[item.right] = item.left_size, item.right_size
        return shares, sizes
