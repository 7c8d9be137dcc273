"""A corpus that grew or changed: only what its new texts touch is searched and decided anew.

What the last search found is linked into groups of texts that have nothing to do with one another:
by links, by families too large to be paired, by what people judged the same. A text is touched if
it is new, has the words of one that is new or gone, shares a band's key with such a text, or is
linked to a touched one. The touched texts are whole groups, and all that new texts could be linked
to; so a search among them alone finds what a search of everything would, and all else stands.

What has to be looked at of all texts, digests and keys, is looked at by a table of 20 bits of what
is asked for, some nanoseconds an entry: for a million texts a tenth of a second.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise

import numpy as np

from curate.dedup.band import HALF, PLACE, Numbers, positions
from curate.dedup.index import Named, Outcome
from curate.dedup.methods import Methods
from curate.dedup.search import Search
from curate.dedup.table import Links

MOST = 0.25
"""Share of new text from which all is searched again: most of it would be touched."""

ROUNDS = 100
"""Steps from text to linked text that are followed; chains as long as that do not occur, but if
one did, all texts would be touched."""


def news(outcome: Outcome, items: Sequence[Named], decisive: float) -> int | None:
    """About how many bytes are new or gone; None where all has to be searched again: for much that
    is new, where known texts stand in another order (then another of two equal ones may be kept),
    or where large families are to be decided by another threshold.
    """
    known, names = {name for name, _ in outcome.units}, {item.name for item in items}
    every = sum(item.unit.size for item in items)
    gone = sum(texts for name, texts in outcome.units if name not in names)
    share = gone / max(1, sum(texts for _, texts in outcome.units))
    new = sum(item.unit.size for item in items if item.name not in known) + int(share * every)
    if new > MOST * every or (outcome.families and outcome.decisive != decisive):
        return None
    return new if _moved(outcome, [item.name for item in items]) is not None else None


def _moved(outcome: Outcome, names: Sequence[str], starts: Sequence[int] = ()) -> Numbers | None:
    """For every old place the new one, -1 where the text is gone; None if the order changed."""
    spots: dict[str, list[tuple[int, int]]] = {}
    for number, start in enumerate(starts or range(len(names))):
        spots.setdefault(names[number], []).append((number, start))
    moved, last = [np.empty(0, np.int64)], -1
    for name, texts in outcome.units:
        if not spots.get(name):
            moved.append(np.full(texts, -1))
            continue
        number, start = spots[name].pop(0)
        if number < last:
            return None
        last = number
        moved.append(np.arange(start, start + texts))
    return np.concatenate(moved)


class Keys:
    """The keys of all texts where they are: those of a unit in memory, text by text, or in a mapped
    file, band by band.
    """

    def __init__(self, units: Sequence[array[int] | Numbers], bands: int) -> None:
        columns = [
            np.frombuffer(unit, np.uint32).reshape(-1, bands).T if isinstance(unit, array) else unit
            for unit in units
        ]
        edges = [0, *accumulate(unit.shape[1] for unit in columns)]
        self._extents = list(zip(columns, pairwise(edges), strict=True))

    def of(self, places: Numbers) -> Numbers:
        """The keys of texts at places that rise, a row for each."""
        rows = [
            unit[:, places[slice(*np.searchsorted(places, extent))] - extent[0]].T
            for unit, extent in self._extents
        ]
        return np.concatenate(rows) if rows else np.empty((0, 0), np.uint32)

    def sharing(self, rows: Numbers, methods: Methods) -> Numbers:
        """The places of texts that share the key of a band with one of these."""
        found = [np.empty(0, np.int64)]
        for band, asked in enumerate(rows.T if len(rows) else ()):
            found.append(methods.positions(asked, [unit[band] for unit, _ in self._extents]))
        return np.concatenate(found)


def update(
    search: Search, outcome: Outcome, items: Sequence[Named], units: Sequence[array[int] | Numbers]
) -> Outcome:
    """What a search of everything would find, from what one found before; `units` are the keys of
    each. The copies of `search` are set.
    """
    sizes, names = search.sketches.unit_sizes, [item.name for item in items]
    keys = Keys(units, search.settings.scheme.bands)
    moved = _moved(outcome, names, list(accumulate(sizes[:-1], initial=0)))
    assert moved is not None
    touched = np.ones(len(search.sketches), np.bool_)
    touched[moved[moved >= 0]] = False
    families = [moved[family] for family in outcome.families]
    edges = [_Edges(links.places(), moved) for links in (outcome.links, outcome.standing)]

    same_words, is_copy = _copies(search, outcome, moved, np.flatnonzero(touched))
    heads = keys.of(same_words[~is_copy[same_words]])
    touched[keys.sharing(heads, search.methods)] = True
    for edge in edges:
        touched[edge.bereft] = True
    for family in families:
        touched[family[family >= 0]] |= (family < 0).any()
    families = [family[family >= 0] for family in families]
    _spread(touched, [*edges, _judged(search, outcome, touched)], families)

    kept = edges[0].untouched(outcome.links, touched)
    stood = edges[1].untouched(outcome.standing, touched)
    if outcome.decisive != search.settings.decisive:
        search.scope = frozenset(np.flatnonzero(~touched).tolist())
        stood = Links.of_standing(search.settle(list(kept), [])[1])
    places = np.flatnonzero(touched)
    search.scope = frozenset(places.tolist())
    links, large = search.compare(*_candidates(search, places[~is_copy[places]], keys))
    links, standing = search.settle(links, large)
    search.scope = None
    return Outcome(
        list(zip(names, sizes, strict=True)),
        array("Q", [copy << HALF | head for copy, head in search.copies.items()]),
        kept + Links(links),
        [family.tolist() for family in families if not touched[family].any()] + large,
        stood + Links.of_standing(standing),
        search.settings.decisive,
        search.verdicts.same,
        search.verdicts.different,
    )


def _copies(
    search: Search, outcome: Outcome, moved: Numbers, new: Numbers
) -> tuple[Numbers, Numbers]:
    """Find the copies. The places of all texts with the words of one that is new, or of one of
    which the first is gone; and which of all texts are copies.
    """
    pairs = np.frombuffer(outcome.copies, np.uint64)
    copy = moved[(pairs >> np.uint64(HALF)).view(np.int64)]
    head = moved[(pairs & np.uint64(PLACE)).view(np.int64)]
    digests = np.frombuffer(search.sketches.digests, np.int64)
    orphaned = copy[(copy >= 0) & (head < 0)]
    asked = digests[np.concatenate((new, orphaned))]
    places = positions(asked, [digests]) if len(asked) else asked
    is_concerned = np.zeros(len(digests), np.bool_)
    is_concerned[places] = True
    stands = (copy >= 0) & ~is_concerned[copy]
    search.copies = dict(zip(copy[stands].tolist(), head[stands].tolist(), strict=True))
    search.copies |= search.find_copies(places.tolist())
    is_copy = np.zeros(len(digests), np.bool_)
    is_copy[np.fromiter(search.copies, np.int64, len(search.copies))] = True
    return places, is_copy


def _judged(search: Search, outcome: Outcome, touched: Numbers) -> _Edges:
    """Pairs judged the same; the texts on which people have said something else are touched."""
    said = search.verdicts
    changed = (outcome.same ^ said.same) | (outcome.different ^ said.different)
    touched[list(search.locate(chain(*changed)).values())] = True
    same = np.array([sorted(pair) for pair in search.placed(said.same)], np.int64).reshape(-1, 2)
    return _Edges((same[:, 0], same[:, 1]), np.arange(len(touched)))


def _spread(touched: Numbers, edges: Sequence[_Edges], families: Sequence[Numbers]) -> None:
    """Touch what hangs together with touched texts."""
    left = np.concatenate([edge.left[edge.is_whole] for edge in edges])
    right = np.concatenate([edge.right[edge.is_whole] for edge in edges])
    for _ in range(ROUNDS):
        at = np.flatnonzero(touched[left] != touched[right])
        halves = [family for family in families if 0 < touched[family].sum() < len(family)]
        if not len(at) and not halves:
            return
        touched[np.concatenate((left[at], right[at], *halves))] = True
    touched[:] = True


def _candidates(search: Search, places: Numbers, keys: Keys) -> tuple[array[int], list[list[int]]]:
    """The candidates among these places, and large families."""
    table = array("I", keys.of(places).tobytes())
    bands = search.settings.scheme.bands
    found, large = search.methods.candidates(table, bands, range(len(places)))
    pairs = np.frombuffer(found, np.uint64)
    left, right = places[pairs >> np.uint64(HALF)], places[pairs & np.uint64(PLACE)]
    pairs = left.astype(np.uint64) << np.uint64(HALF) | right.astype(np.uint64)
    return array("Q", pairs.tobytes()), [places[family].tolist() for family in large]


class _Edges:
    """Pairs at the places where their texts are now, -1 for those that are gone."""

    def __init__(self, pairs: tuple[Numbers, Numbers], moved: Numbers) -> None:
        self.left, self.right = (moved[places] for places in pairs)
        self.is_whole = (self.left >= 0) & (self.right >= 0)

    @property
    def bereft(self) -> Numbers:
        """The texts that have lost one they were linked to."""
        ends = np.concatenate((self.left[~self.is_whole], self.right[~self.is_whole]))
        return ends[ends >= 0]

    def untouched(self, links: Links, touched: Numbers) -> Links:
        """Those of the links, one for each pair, whose texts are not touched."""
        return links.only(self.is_whole & ~touched[self.left], self.left, self.right)
