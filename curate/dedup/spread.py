"""The search on an engine of many machines, with the result it has on one.

Each unit is measured where it is read and its measures go to the index, which stands on storage
that all machines share, as the texts do. What travels between machines is keys, places and
similarities, never a text. Ids, dates, lengths and links come together on the machine that started
the search, which decides who stands for whom: each decision rests on those before it in one order.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, combinations, groupby
from typing import Any, NamedTuple, TypeAlias

from curate.corpus.passages import Repeat
from curate.dedup import band, link
from curate.dedup.band import HALF, PLACE, Numbers
from curate.dedup.index import Index, Named
from curate.dedup.link import PlacedLink
from curate.dedup.methods import PLAIN, Methods, compiled
from curate.dedup.run import repeats
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

UnitPairs: TypeAlias = tuple[int, list[tuple[Spot, Spot]]]
"""Pairs of texts, under the number of the unit of the left ones."""

Seeded: TypeAlias = "tuple[Numbers, dict[int, Spot], dict[int, str]]"
"""Seeds of runs, where their texts are, and their ids."""

TASK = 2_000
"""Pairs compared by one task: some seconds of work, so that all cores end together."""


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

    search: SpreadSearch
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
        buckets = self.search.engine.flow(items).flat_map(partial(_keyed, index=self.index)).group()
        families = sorted({tuple(found) for found in buckets.flat_map(_family).rows()})
        pairs = buckets.flat_map(_paired).group().map(_by_unit)
        comparing = partial(_compared, **self.search.texts, least=self.search.settings.least)
        found = list(pairs.group().flat_map(comparing).rows())
        found += self.search.engine.flow(self._copied()).flat_map(comparing).rows()
        return sorted(found), [list(family) for family in families]

    def _copied(self) -> list[UnitPairs]:
        """The pairs of copies under the units they are compared in."""
        sketches = self.search.sketches
        return by_units(
            (band.pair_of(*pair) for pair in sorted(self.search.copies.items())), sketches
        )


@dataclass
class SpreadSearch(Search):
    """A search whose texts are read and compared on an engine, also those of large families, of
    contained texts and of those they stand for.
    """

    engine: Engine

    def check(self, pairs: array[int], least: float | None = None) -> list[PlacedLink]:
        """The links among pairs, sorted."""
        least = self.settings.least if least is None else least
        flow = self.engine.flow(by_units(pairs, self.sketches))
        return sorted(flow.flat_map(partial(_compared, **self.texts, least=least)).rows())

    def measure(self, pairs: array[int]) -> Iterator[link.Measured]:
        """Pairs of texts, compared, sorted; without the texts."""
        flow = self.engine.flow(by_units(pairs, self.sketches))
        yield from sorted(flow.flat_map(partial(_sized, **self.texts)).rows())

    def runs(self, seeds: Numbers) -> Iterable[Repeat]:
        """The repeated runs, followed in the units of the texts they repeat, each once."""
        items = []
        for start in range(0, len(seeds), TASK):
            part = seeds[start : start + TASK]
            places = {*part[:, :2].ravel().tolist()}
            spots = {place: _spot(place, self.sketches) for place in places}
            ids = {place: self.sketches.ids[place] for place in places}
            items.append((part, spots, ids))
        task = partial(
            _followed,
            source=self.source,
            least=self.settings.runs,
            is_compiled=self.methods is not PLAIN,
        )
        return set(self.engine.flow(items).flat_map(task).rows())

    @property
    def texts(self) -> dict[str, Any]:
        """What a machine needs to compare texts."""
        is_compiled = self.methods is not PLAIN
        scheme = self.settings.scheme
        return {"source": self.source, "scheme": scheme, "is_compiled": is_compiled}


def by_units(pairs: Iterable[int], sketches: Sketches) -> list[UnitPairs]:
    """Pairs under the units of their left texts, where they are compared, `TASK` at a time."""
    groups: dict[int, list[tuple[Spot, Spot]]] = defaultdict(list)
    for pair in pairs:
        left, right = (_spot(place, sketches) for place in (pair >> HALF, pair & PLACE))
        groups[left.unit].append((left, right))
    return [
        (unit, group[start : start + TASK])
        for unit, group in groups.items()
        for start in range(0, len(group), TASK)
    ]


def _spot(place: int, sketches: Sketches) -> Spot:
    return Spot(place, sketches.unit_of(place), sketches.offsets[place], sketches.lengths[place])


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
    item: UnitPairs, source: Source, scheme: Scheme, is_compiled: bool, least: float
) -> list[PlacedLink]:
    """The links among the pairs of a unit."""
    return list(link.check(_measures(item, source, scheme, is_compiled), least))


def _sized(
    item: UnitPairs, source: Source, scheme: Scheme, is_compiled: bool
) -> Iterator[link.Measured]:
    """The pairs of a unit, compared, without their texts."""
    for measured in _measures(item, source, scheme, is_compiled):
        yield measured._replace(texts=("", ""))


def _measures(
    item: UnitPairs, source: Source, scheme: Scheme, is_compiled: bool
) -> Iterator[link.Measured]:
    spots = {spot.place: spot for pair in item[1] for spot in pair}
    lengths = {place: spot.length for place, spot in spots.items()}
    pick = partial(_pick, source=source, spots=spots)
    pairs = array("Q", sorted(band.pair_of(left.place, right.place) for left, right in item[1]))
    return link.measure(pairs, pick, lengths, scheme, _methods(is_compiled).compare)


def _followed(item: Seeded, source: Source, least: int, is_compiled: bool) -> Iterator[Repeat]:
    """The runs through seeds."""
    seeds, spots, ids = item
    lengths = {place: spot.length for place, spot in spots.items()}
    pick = partial(_pick, source=source, spots=spots)
    following = _methods(is_compiled).follow
    return repeats(seeds, pick, lengths, ids, least, following)


def _pick(places: Sequence[int], source: Source, spots: Mapping[int, Spot]) -> Iterator[str]:
    """The texts at these places, which rise; those of a unit in one go."""
    for unit, inside in groupby(places, key=lambda place: spots[place].unit):
        yield from source[unit].pick([spots[place].offset for place in inside])
