"""The search on an engine of many machines, with the result it has on one.

Each unit is measured where it is read and its measures go to the index, which stands on storage
that all machines share, as the texts do. What travels between machines is keys, places and
similarities, never a text. Ids, dates, lengths and links come together on the machine that started
the search, which decides who stands for whom.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, combinations
from typing import NamedTuple, TypeAlias

from curate.dedup import band, link
from curate.dedup.index import Index, Named
from curate.dedup.link import PlacedLink
from curate.dedup.methods import PLAIN, Methods, compiled
from curate.dedup.search import Search
from curate.dedup.signature import Scheme
from curate.dedup.sketch import Sketches, sketch
from curate.dedup.source import Source
from curate.engines import Engine


class Spot(NamedTuple):
    """A text: its place, and how to read it."""

    place: int
    unit: int
    offset: int
    length: int


Bucket: TypeAlias = tuple[tuple[int, int], list[Spot]]
"""A band and a key, and the texts that have it."""


def measure(engine: Engine, items: Sequence[Named], index: Index, methods: Methods) -> None:
    """Measure all units, where they are new or have changed, into the index."""
    task = partial(_measured, index=index, is_compiled=methods is not PLAIN)
    for _ in engine.flow(items).map(task).rows():
        pass


def _methods(is_compiled: bool) -> Methods:
    return compiled() if is_compiled else PLAIN


def _measured(item: Named, index: Index, is_compiled: bool) -> str:
    if index.get(item, Sketches()) is None:
        index.put(item, sketch(item.unit, index.settings, _methods(is_compiled)))
    return item.name


@dataclass(frozen=True)
class Spread:
    """A search whose candidates are found and compared on an engine."""

    search: Search
    engine: Engine
    index: Index
    items: Sequence[Named]

    def linked(self) -> tuple[list[PlacedLink], list[list[int]]]:
        """The links among candidates, sorted, and the families too large to be paired."""
        starts = [0, *accumulate(self.search.sketches.unit_sizes)]
        copies: dict[int, set[int]] = {number: set() for number in range(len(self.search.source))}
        for place in self.search.copies:
            copies[self.search.sketches.unit_of(place)].add(place)
        items = [
            (number, item, starts[number], copies[number]) for number, item in enumerate(self.items)
        ]
        buckets = self.engine.flow(items).flat_map(partial(_keyed, index=self.index)).group()
        families = sorted({tuple(found) for found in buckets.flat_map(_family).rows()})
        pairs = buckets.flat_map(_paired).group().map(_by_unit)
        comparing = partial(
            _compared,
            source=self.search.source,
            scheme=self.search.settings.scheme,
            least=self.search.settings.least,
            is_compiled=self.search.methods is not PLAIN,
        )
        found = list(pairs.group().flat_map(comparing).rows())
        found += self.engine.flow(self._copied()).flat_map(comparing).rows()
        return sorted(found), [list(family) for family in families]

    def _copied(self) -> list[tuple[int, list[tuple[Spot, Spot]]]]:
        """The pairs of copies under the units they are compared in."""
        pairs: dict[int, list[tuple[Spot, Spot]]] = defaultdict(list)
        for pair in self.search.copies.items():
            left, right = (self._spot(place) for place in sorted(pair))
            pairs[left.unit].append((left, right))
        return list(pairs.items())

    def _spot(self, place: int) -> Spot:
        sketches = self.search.sketches
        return Spot(
            place, sketches.unit_of(place), sketches.offsets[place], sketches.lengths[place]
        )


def _keyed(
    item: tuple[int, Named, int, set[int]], index: Index
) -> Iterator[tuple[tuple[int, int], Spot]]:
    """The bands and keys of the texts of a unit that are no copies."""
    number, named, start, copies = item
    sketches = Sketches()
    keys = index.get(named, sketches)
    if keys is None:
        return
    columns = zip(sketches.offsets, sketches.lengths, keys.T.tolist(), strict=True)
    for place, (offset, length, row) in enumerate(columns, start):
        if place not in copies:
            for bucket in enumerate(row):
                yield bucket, Spot(place, number, offset, length)


def _family(bucket: Bucket) -> Iterator[tuple[int, ...]]:
    if len(bucket[1]) > band.FAMILY:
        yield tuple(sorted(spot.place for spot in bucket[1]))


def _paired(bucket: Bucket) -> Iterator[tuple[tuple[Spot, Spot], None]]:
    if 1 < len(bucket[1]) <= band.FAMILY:
        for pair in combinations(sorted(bucket[1]), 2):
            yield pair, None


def _by_unit(item: tuple[tuple[Spot, Spot], list[None]]) -> tuple[int, tuple[Spot, Spot]]:
    """A pair under the unit of its left text, where the pair is compared."""
    return item[0][0].unit, item[0]


def _compared(
    item: tuple[int, list[tuple[Spot, Spot]]],
    source: Source,
    scheme: Scheme,
    least: float,
    is_compiled: bool,
) -> list[PlacedLink]:
    """The links among the pairs of a unit."""
    spots = {spot.place: spot for pair in item[1] for spot in pair}
    lengths = {place: spot.length for place, spot in spots.items()}

    def pick(places: Sequence[int]) -> Iterator[str]:
        for place in places:
            yield from source[spots[place].unit].pick([spots[place].offset])

    pairs = array("Q", sorted(band.pair_of(left.place, right.place) for left, right in item[1]))
    comparing = _methods(is_compiled).compare
    return list(link.check(link.measure(pairs, pick, lengths, scheme, comparing), least))
