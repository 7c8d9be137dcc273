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
from curate.dedup.index import Index
from curate.dedup.link import PlacedLink
from curate.dedup.methods import PLAIN, Methods, compiled
from curate.dedup.search import Search
from curate.dedup.signature import Scheme
from curate.dedup.sketch import Sketches, sketch
from curate.dedup.source import Source, Unit
from curate.engines import Engine

Numbered: TypeAlias = tuple[int, Unit]
"""A unit and its number in the source."""


class Spot(NamedTuple):
    """A text: its place, and how to read it."""

    place: int
    unit: int
    offset: int
    length: int


Bucket: TypeAlias = tuple[tuple[int, int], list[Spot]]
"""A band and a key, and the texts that have it."""


def measure(engine: Engine, source: Source, index: Index, methods: Methods) -> Sketches:
    """Measure all units where they are new or have changed; their measures, but for the keys."""
    task = partial(_measured, index=index, is_compiled=methods is not PLAIN)
    for number, texts, sha256 in engine.flow(enumerate(source)).map(task).rows():
        index.units[number] = (texts, sha256)
    sketches = Sketches()
    for number, unit in enumerate(source):
        made = index.get(number, unit)
        if made is None:
            made = sketch(unit, index.settings, methods)  # it changed while we read it
        made.keys = array("I")
        sketches.extend(made)
    return sketches


def _methods(is_compiled: bool) -> Methods:
    return compiled() if is_compiled else PLAIN


def _measured(item: Numbered, index: Index, is_compiled: bool) -> tuple[int, int, str]:
    number, unit = item
    if index.get(number, unit) is None:
        index.put(number, unit, sketch(unit, index.settings, _methods(is_compiled)))
    return number, *index.units[number]


@dataclass(frozen=True)
class Spread(Search):
    """A search whose candidates are found and compared on an engine."""

    engine: Engine
    index: Index

    def linked(self) -> tuple[list[PlacedLink], list[list[int]]]:
        """The links among candidates, sorted, and the families too large to be paired."""
        starts = [0, *accumulate(self.sketches.unit_sizes)]
        copies: dict[int, set[int]] = {number: set() for number in range(len(self.source))}
        for place in self.copies:
            copies[self.sketches.unit_of(place)].add(place)
        items = [
            (number, unit, starts[number], copies[number])
            for number, unit in enumerate(self.source)
        ]
        buckets = self.engine.flow(items).flat_map(partial(_keyed, index=self.index)).group()
        families = sorted({tuple(found) for found in buckets.flat_map(_family).rows()})
        pairs = buckets.flat_map(_paired).group().map(_by_unit)
        comparing = partial(
            _compared,
            source=self.source,
            scheme=self.settings.scheme,
            least=self.settings.least,
            is_compiled=self.methods is not PLAIN,
        )
        found = list(pairs.group().flat_map(comparing).rows())
        found += self.engine.flow(self._copied()).flat_map(comparing).rows()
        return sorted(found), [list(family) for family in families]

    def _copied(self) -> list[tuple[int, list[tuple[Spot, Spot]]]]:
        """The pairs of copies under the units they are compared in."""
        pairs: dict[int, list[tuple[Spot, Spot]]] = defaultdict(list)
        for pair in self.copies.items():
            left, right = (self._spot(place) for place in sorted(pair))
            pairs[left.unit].append((left, right))
        return list(pairs.items())

    def _spot(self, place: int) -> Spot:
        sketches = self.sketches
        return Spot(
            place, sketches.unit_of(place), sketches.offsets[place], sketches.lengths[place]
        )


def _keyed(
    item: tuple[int, Unit, int, set[int]], index: Index
) -> Iterator[tuple[tuple[int, int], Spot]]:
    """The bands and keys of the texts of a unit that are no copies."""
    number, unit, start, copies = item
    sketches = index.get(number, unit)
    if sketches is None:
        return
    bands = index.settings.scheme.bands
    for at, (offset, length) in enumerate(zip(sketches.offsets, sketches.lengths, strict=True)):
        if start + at not in copies:
            spot = Spot(start + at, number, offset, length)
            for number_of_band in range(bands):
                yield (number_of_band, sketches.keys[at * bands + number_of_band]), spot


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
