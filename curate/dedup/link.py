"""`Link`: two texts, how alike they are, and in what way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from curate.dedup.band import Pair
from curate.dedup.shingle import shingles
from curate.dedup.signature import Scheme
from curate.dedup.source import Source
from curate.text import normalised

Kind: TypeAlias = Literal["exact", "near", "contained", "judged"]
"""The same text but for case, width and white space; similar at the threshold or above; `left`
found in the longer `right`; said to be the same by a person."""

BATCH_CHARACTERS = 32_000_000
"""Texts compared at a time: about 13 bytes of shingles a character, so some 400 MB."""


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

    def named(self, ids: Sequence[str]) -> Link:
        """The link between the documents at its places; but for "contained", which has a
        direction, the smaller id stands left, so that the order of the texts does not show.
        """
        left, right = ids[self.left], ids[self.right]
        if left > right and self.kind != "contained":
            left, right = right, left
        return Link(left, right, self.similarity, self.kind)


def similarity(left: frozenset[int], right: frozenset[int]) -> float:
    """Jaccard similarity of two sets that are not both empty.

    >>> similarity(frozenset({1, 2, 3}), frozenset({2, 3, 4}))
    0.5
    """
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)


def check(
    pairs: Iterable[Pair], source: Source, lengths: Sequence[int], scheme: Scheme, threshold: float
) -> Iterator[PlacedLink]:
    """The links among candidate pairs: those alike at the threshold or above, sorted by place.

    `lengths` are of all texts of the source, in characters. Texts are read again, a batch at a
    time, so that memory does not grow with the corpus.
    """
    for batch in _batches(sorted(pairs), lengths):
        places = sorted({place for pair in batch for place in pair})
        texts = {place: item.text for place, item in zip(places, source.pick(places), strict=True)}
        sets = {
            place: shingles(text, scheme.size, scheme.split_scripts)
            for place, text in texts.items()
        }
        for left, right in batch:
            alike = similarity(sets[left], sets[right])
            if alike >= threshold:
                same = alike == 1 and normalised(texts[left]) == normalised(texts[right])
                yield PlacedLink(left, right, alike, "exact" if same else "near")


def _batches(pairs: Sequence[Pair], lengths: Sequence[int]) -> Iterator[Sequence[Pair]]:
    """Runs of pairs whose texts together stay near `BATCH_CHARACTERS`."""
    seen: set[int] = set()
    start = size = 0
    for at, pair in enumerate(pairs):
        size += sum(lengths[place] for place in pair if place not in seen)
        seen.update(pair)
        if size > BATCH_CHARACTERS:
            yield pairs[start : at + 1]
            start, size = at + 1, 0
            seen.clear()
    if start < len(pairs):
        yield pairs[start:]
