"""`Link`: two texts, how alike they are, and in what way."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from curate.dedup.band import HALF, PLACE
from curate.dedup.shingle import shingles
from curate.dedup.signature import Scheme
from curate.text import normalised

Kind: TypeAlias = Literal["exact", "near", "contained", "judged"]
"""The same text but for case, width and white space; similar at the threshold or above; `left`
found in the longer `right`; said to be the same by a person."""

KINDS: tuple[Kind, ...] = get_args(Kind)

Comparing: TypeAlias = Callable[
    [Sequence[str], Sequence[int], Scheme], tuple[Sequence[int], Sequence[int]]
]
"""`compare`, or its compiled twin."""

BATCH_CHARACTERS = 2_000_000
"""Texts compared at a time: about 13 bytes of shingles a character, so some 26 MB, which are used
again for the next."""


class Link(NamedTuple):
    """Evidence that two documents are duplicates. `similarity` is exact, from 0 to 1: Jaccard of
    the shingle sets; for "contained", the share of the shingles of `left` that `right` has.
    """

    left: str
    right: str
    similarity: float
    kind: Kind

    def to_json(self) -> dict[str, Any]:
        """The record in `build/links.jsonl` and in clusters."""
        return self._asdict()


class PlacedLink(NamedTuple):
    """A link between two places of a source."""

    left: int
    right: int
    similarity: float
    kind: Kind

    def other(self, place: int) -> int:
        """The place it links this one to."""
        return self.right if self.left == place else self.left

    def named(self, ids: Sequence[str]) -> Link:
        """The link between the documents at its places; but for "contained", which has a
        direction, the smaller id stands left, so that the order of the texts does not show.
        """
        left, right = ids[self.left], ids[self.right]
        if left > right and self.kind != "contained":
            left, right = right, left
        return Link(left, right, self.similarity, self.kind)


def compare(
    texts: Sequence[str], pairs: Sequence[int], scheme: Scheme
) -> tuple[list[int], list[int]]:
    """How many shingles each text has, and how many each pair (of places in `texts`) shares."""
    sets = [shingles(text, scheme.size, scheme.split_scripts) for text in texts]
    shared = [len(sets[pair >> HALF] & sets[pair & PLACE]) for pair in pairs]
    return [len(found) for found in sets], shared


class Measured(NamedTuple):
    """Two texts at their places, the sizes of their sets of shingles and what these share."""

    left: int
    right: int
    left_size: int
    right_size: int
    shared: int
    texts: tuple[str, str]

    @property
    def similarity(self) -> float:
        """Jaccard similarity, from 0 to 1."""
        return self.shared / (self.left_size + self.right_size - self.shared)


def measure(
    pairs: array[int],
    pick: Callable[[Sequence[int]], Iterable[str]],
    lengths: Sequence[int] | Mapping[int, int],
    scheme: Scheme,
    comparing: Comparing = compare,
) -> Iterator[Measured]:
    """Every pair with its sizes and what it shares, in the order given.

    `pick` reads texts at places that rise; `lengths` are of all texts, in characters. Texts are
    read again a batch at a time, so that memory does not grow with the corpus.
    """
    for batch in batches(pairs, lengths, BATCH_CHARACTERS):
        places = sorted({place for pair in batch for place in (pair >> HALF, pair & PLACE)})
        texts = list(pick(places))
        local = {place: at for at, place in enumerate(places)}
        inside = [local[pair >> HALF] << HALF | local[pair & PLACE] for pair in batch]
        sizes, shared = comparing(texts, inside, scheme)
        for pair, here, both in zip(batch, inside, shared, strict=True):
            left, right = here >> HALF, here & PLACE
            shown = texts[left], texts[right]
            yield Measured(pair >> HALF, pair & PLACE, sizes[left], sizes[right], both, shown)


def check(measured: Iterable[Measured], least: float) -> Iterator[PlacedLink]:
    """The links among measured pairs: those whose similarity is `least` or more."""
    for item in measured:
        alike = item.similarity
        if alike >= least:
            same = alike == 1 and _is_same(*item.texts)
            yield PlacedLink(item.left, item.right, alike, "exact" if same else "near")


def _is_same(one: str, other: str) -> bool:
    return one == other or normalised(one) == normalised(other)


def batches(
    pairs: array[int], lengths: Sequence[int] | Mapping[int, int], most: int
) -> Iterator[array[int]]:
    """Stretches of pairs whose texts together have about `most` characters."""
    start = size = 0
    seen: set[int] = set()
    for at, pair in enumerate(pairs):
        for place in (pair >> HALF, pair & PLACE):
            if place not in seen:
                seen.add(place)
                size += lengths[place]
        if size > most:
            yield pairs[start : at + 1]
            start, size = at + 1, 0
            seen.clear()
    if start < len(pairs):
        yield pairs[start:]
