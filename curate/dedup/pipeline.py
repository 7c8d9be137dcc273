"""The whole search: texts in, links and clusters out."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product
from pathlib import Path

from curate.corpus import Project
from curate.dedup import band, cluster, link
from curate.dedup.link import PlacedLink
from curate.dedup.methods import Methods, choose
from curate.dedup.settings import DedupSettings
from curate.dedup.signature import Scheme
from curate.dedup.sketch import Sketches
from curate.dedup.source import Corpus, Source, Text
from curate.finding import Finding

BATCH_TEXTS = 1000


@dataclass(frozen=True)
class Found:
    """Outcome of a search: what was seen of every text, the links, who stands for whom."""

    sketches: Sketches
    links: Sequence[PlacedLink]
    copies: dict[int, int]
    standing: dict[int, PlacedLink]
    findings: tuple[Finding, ...] = ()

    @property
    def clusters(self) -> list[cluster.Cluster]:
        """The clusters, sorted by id."""
        return cluster.gather(self.standing, self.sketches.ids)

    def pairs(self) -> Iterator[link.Link]:
        """Every pair of duplicates, those that follow from copies as well: two texts with the same
        words are as similar to a third.
        """
        alike: dict[int, list[int]] = defaultdict(list)
        for place, head in self.copies.items():
            alike[head].append(place)
        for found in self.links:
            if found.left in self.copies or found.right in self.copies:
                continue
            lefts = [found.left, *alike[found.left]]
            for left, right in product(lefts, [found.right, *alike[found.right]]):
                yield found._replace(left=left, right=right).named(self.sketches.ids)
        exact = {place for found in self.links if found.kind == "exact" for place in found[:2]}
        for head, places in alike.items():
            for left, right in combinations([head, *places], 2):
                kind: link.Kind = "exact" if left in exact and right in exact else "near"
                yield PlacedLink(left, right, 1.0, kind).named(self.sketches.ids)

    def rows(self) -> Iterator[dict[str, str | float]]:
        """`{id, cluster, representative, similarity}` for every text, in order."""
        ids = self.sketches.ids
        for place, id in enumerate(ids):
            link = self.standing.get(place)
            head = id if link is None else ids[link.left if link.right == place else link.right]
            alike = 1.0 if link is None else link.similarity
            yield {"id": id, "cluster": head, "representative": head, "similarity": alike}


def find(
    source: Source,
    settings: DedupSettings,
    progress: Callable[[int], None] = lambda _: None,
    methods: Methods | None = None,
) -> Found:
    """Find the duplicates among the texts of a source.

    The result does not depend on the order of the texts nor on `methods`, by default the faster
    ones for the size of the source. `progress` is told of characters read.
    """
    methods, notes = (methods, []) if methods else choose(source.size)
    scheme = Scheme.of(settings.threshold, settings.words, settings.split_scripts)
    sketches = _read(source, scheme, methods, progress)
    copies = _copies(sketches, settings, methods)
    heads = [place for place in range(len(sketches)) if place not in copies]
    pairs, families = methods.candidates(sketches.keys, scheme.bands, heads)
    pairs.extend(sorted(band.pair_of(*pair) for pair in copies.items()))

    def check(pairs: array[int]) -> list[PlacedLink]:
        compared = link.check(
            pairs, source, sketches.lengths, scheme, settings.threshold, methods.compare
        )
        return list(compared)

    links, standing = _settle(check, pairs, families, copies, sketches, settings)
    return Found(sketches, links, copies, standing, (*source.findings, *notes))


def _settle(
    check: Callable[[array[int]], list[PlacedLink]],
    pairs: array[int],
    families: list[list[int]],
    copies: dict[int, int],
    sketches: Sketches,
    settings: DedupSettings,
) -> tuple[list[PlacedLink], dict[int, PlacedLink]]:
    """The links, and who stands for whom.

    Large families are compared step by step: their first texts that still stand with all the others
    that do, until no two stand that were not compared.
    """
    links = check(pairs)
    compared: set[int] = set()
    while True:
        places = {place for found in links for place in found[:2]}
        ranks = sketches.ranks(places.union(*families), settings)
        kept = {place for place in places if sketches.is_kept(place, settings.keep)}
        standing = cluster.stars(links, ranks, copies, kept)
        more: set[int] = set()
        for family in families:
            left = [place for place in family if place not in standing and place not in compared]
            left.sort(key=ranks.__getitem__)
            heads, rest = left[: band.FAMILY], left[band.FAMILY :]
            more.update(band.pair_of(*pair) for pair in combinations(heads, 2))
            more.update(band.pair_of(*pair) for pair in product(heads, rest))
        if not more:
            return links, standing
        compared.update(pair >> band.HALF for pair in more)
        links += check(array("Q", sorted(more)))


def _copies(sketches: Sketches, settings: DedupSettings, methods: Methods) -> dict[int, int]:
    """For every text whose words are those of another, the first of these in the total order:
    what is similar to one is as similar to the other, so only the first is compared.
    """
    groups = methods.groups(sketches.digests, range(len(sketches)))
    ranks = sketches.ranks((place for group in groups for place in group), settings)
    copies = {}
    for group in groups:
        head = min(group, key=ranks.__getitem__)
        copies.update({place: head for place in group if place != head})
    return copies


def _read(
    source: Source, scheme: Scheme, methods: Methods, progress: Callable[[int], None]
) -> Sketches:
    sketches = Sketches(scheme.bands)
    texts = iter(source)
    while batch := list[Text](islice(texts, BATCH_TEXTS)):
        contents = [item.text for item in batch]
        sketches.add(batch, *methods.sign(contents, scheme))
        progress(sum(map(len, contents)))
    return sketches


def links_file(project: Project) -> Path:
    """Where the links of a project stand, one a line."""
    return project.build_folder / "links.jsonl"


def run(
    project: Project,
    threshold: float | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Found:
    """Find the duplicates of a project and write `build/links.jsonl` and `build/clusters.jsonl`.

    `threshold` stands in for the one of the settings. Raises `NotCleanedError` where `curate clean`
    has not run.
    """
    settings = project.table(DedupSettings, "dedup")
    if threshold is not None:
        settings = replace(settings, threshold=threshold)
    found = find(Corpus(project), settings, progress)
    ids = found.sketches.ids
    cluster.write(links_file(project), (item.named(ids) for item in found.links))
    cluster.write(cluster.file(project), found.clusters)
    return found
