"""`Found`: the outcome of a search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import orjson

from curate.corpus.passages import Repeat
from curate.dedup import cluster
from curate.dedup.link import Kind, Link, PlacedLink
from curate.dedup.table import Links, Strings
from curate.finding import Finding


@dataclass(frozen=True)
class Found:
    """The ids of all texts by place; the links, copies of texts, and removed texts (left) with what
    stands for them (right), by place; repeated passages; how many texts each unit has, and the
    offset of each in its unit.
    """

    ids: Strings
    links: Links
    copies: dict[int, int]
    removed: Links
    passages: Sequence[Repeat]
    threshold: float
    unit_sizes: Sequence[int]
    offsets: Sequence[int]
    findings: tuple[Finding, ...] = ()

    @cached_property
    def standing(self) -> dict[int, PlacedLink]:
        """For each removed place its link to the kept place that stands for it."""
        return {link.left: link for link in self.removed}

    @property
    def clusters(self) -> list[cluster.Cluster]:
        """The clusters, sorted by id."""
        return cluster.gather(self.standing, self.ids)

    def named_links(self) -> Iterator[Link]:
        """The links between documents."""
        return (link.named(self.ids) for link in self.links)

    def pairs(self) -> Iterator[Link]:
        """Every pair of duplicates, those that follow from copies as well: two texts with the same
        words are as similar to a third.
        """
        return (pair.named(self.ids) for pair in self._pairs())

    def across(self, units: int) -> list[Link]:
        """The pairs of a text of the first `units` units (right) and one of the others (left)."""
        edge = sum(self.unit_sizes[:units])
        found = []
        for pair in self._pairs():
            old, new = sorted(pair[:2])
            contained = pair.kind == "contained"
            if old < edge <= new and not (contained and pair.left == old):
                found.append(Link(self.ids[new], self.ids[old], pair.similarity, pair.kind))
        return sorted(found)

    def _pairs(self) -> Iterator[PlacedLink]:
        alike: dict[int, list[int]] = defaultdict(list)
        for place, head in self.copies.items():
            alike[head].append(place)
        for link in self.links:
            if link.similarity < self.threshold or not self.copies.keys().isdisjoint(link[:2]):
                continue
            lefts = [link.left, *alike[link.left]]
            for left, right in product(lefts, [link.right, *alike[link.right]]):
                yield link._replace(left=left, right=right)
        exact = {place for link in self.links if link.kind == "exact" for place in link[:2]}
        for head, places in alike.items():
            for left, right in combinations([head, *places], 2):
                kind: Kind = "exact" if left in exact and right in exact else "near"
                yield PlacedLink(left, right, 1.0, kind)

    def rows(self) -> Iterator[dict[str, str | float]]:
        """`{id, cluster, representative, similarity}` for every text, in order."""
        for place, id in enumerate(self.ids):
            link = self.standing.get(place)
            head = id if link is None else self.ids[link.other(place)]
            alike = 1.0 if link is None else link.similarity
            yield {"id": id, "cluster": head, "representative": head, "similarity": alike}

    def lines(self) -> Iterator[bytes]:
        """The rows as lines of JSON."""
        return (orjson.dumps(row) + b"\n" for row in self.rows())
