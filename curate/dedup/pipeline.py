"""The whole search: texts in, links and clusters out."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, islice, product, starmap
from pathlib import Path

from curate.corpus import Project, cleaned, ledger
from curate.dedup import band, cluster, contain, judgement, link
from curate.dedup.judgement import Names, Verdicts
from curate.dedup.link import PlacedLink
from curate.dedup.methods import Methods, choose
from curate.dedup.passage import Repeat, repeated_paragraphs
from curate.dedup.run import repeated_runs
from curate.dedup.settings import DedupSettings
from curate.dedup.shingle import shingles
from curate.dedup.signature import Scheme
from curate.dedup.sketch import Sketches
from curate.dedup.source import Corpus, Source, Text
from curate.finding import Finding

BATCH_TEXTS = 1000
NO_VERDICTS = Verdicts()


@dataclass(frozen=True)
class Found:
    """Outcome of a search: what was seen of every text, the links, who stands for whom."""

    sketches: Sketches
    links: Sequence[PlacedLink]
    copies: dict[int, int]
    standing: dict[int, PlacedLink]
    threshold: float
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
            if (
                found.similarity < self.threshold
                or found.left in self.copies
                or found.right in self.copies
            ):
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
    verdicts: Verdicts = NO_VERDICTS,
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

    search = _Search(source, methods, scheme, sketches, copies, settings, verdicts)
    links, standing = search.settle(pairs, families)
    if settings.contained:
        more, standing = search.contained(standing)
        links += more
    findings = (*source.findings, *notes, *verdicts.findings)
    return Found(sketches, links, copies, standing, settings.threshold, findings)


@dataclass(frozen=True)
class _Search:
    """A search when all texts are signed."""

    source: Source
    methods: Methods
    scheme: Scheme
    sketches: Sketches
    copies: dict[int, int]
    settings: DedupSettings
    verdicts: Verdicts

    def measure(self, pairs: array[int]) -> Iterator[link.Measured]:
        """Pairs of texts, compared."""
        lengths = self.sketches.lengths
        return link.measure(pairs, self.source, lengths, self.scheme, self.methods.compare)

    def check(self, pairs: array[int], least: float) -> list[PlacedLink]:
        """The links among pairs."""
        return list(link.check(self.measure(pairs), least))

    def settle(
        self, pairs: array[int], families: list[list[int]]
    ) -> tuple[list[PlacedLink], dict[int, PlacedLink]]:
        """The links among candidate pairs, and who stands for whom.

        Large families are compared step by step: the first texts that still stand with all others
        that do, until no two stand that were not compared.
        """
        links = self.check(pairs, self.settings.least)
        compared: list[set[int]] = [set() for _ in families]
        while True:
            rules = self._rules({*chain(*families), *(at for link in links for at in link[:2])})
            alike = (link for link in links if link.similarity >= self.settings.threshold)
            standing = cluster.stars(alike, rules)
            more: set[int] = set()
            for family, done in zip(families, compared, strict=True):
                left = [at for at in family if at not in standing and at not in done]
                left.sort(key=rules.ranks.__getitem__)
                heads, rest = left[: band.FAMILY], left[band.FAMILY :]
                more.update(starmap(band.pair_of, combinations(heads, 2)))
                more.update(starmap(band.pair_of, product(heads, rest)))
                done.update(heads)
            if not more:
                return links, self._filled(standing)
            links += self.check(array("Q", sorted(more)), self.settings.least)

    def contained(
        self, standing: dict[int, PlacedLink]
    ) -> tuple[list[PlacedLink], dict[int, PlacedLink]]:
        """The links of kept texts that longer kept ones contain, and who stands for whom then."""
        least = self.settings.contained
        kept = [place for place in range(len(self.sketches)) if place not in standing]
        sample, overlaps = self.methods.sample, self.methods.overlaps
        pairs = contain.candidates(self.source, kept, self.scheme, least, sample, overlaps)
        links = list(contain.check(self.measure(pairs), least))
        rules = self._rules({place for link in links for place in link[:2]} | standing.keys())
        return links, contain.Absorption(self.measure, least, rules)(standing, links)

    def _rules(self, places: set[int]) -> cluster.Rules:
        same, different = self._placed(self.verdicts.same), self._placed(self.verdicts.different)
        ranks = self.sketches.ranks(places.union(*same), self.settings)
        kept = {place for place in ranks if self.sketches.is_kept(place, self.settings.keep)}
        return cluster.Rules(ranks, self.copies, kept, same, different)

    def _placed(self, pairs: frozenset[Names]) -> frozenset[frozenset[int]]:
        """Judged pairs by place; those of texts that are not here are left out."""
        wanted = frozenset[str]().union(*pairs)
        places = {id: at for at, id in enumerate(self.sketches.ids) if id in wanted}
        return frozenset(
            frozenset(places[id] for id in pair) for pair in pairs if pair <= set(places)
        )

    def _filled(self, standing: dict[int, PlacedLink]) -> dict[int, PlacedLink]:
        """The decision, with the similarity of judged pairs that were no candidates."""
        unknown = [link for link in standing.values() if link.similarity == cluster.UNKNOWN]
        pairs = sorted(band.pair_of(link.left, link.right) for link in unknown)
        if not pairs:
            return standing
        alike = {
            frozenset(link[:2]): link.similarity for link in self.check(array("Q", pairs), 0.0)
        }
        return {
            place: link._replace(similarity=alike.get(frozenset(link[:2]), link.similarity))
            for place, link in standing.items()
        }


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


def passages(source: Source, found: Found, settings: DedupSettings) -> list[Repeat]:
    """The passages that repeat another, among the texts that `found` keeps; by document, offset."""
    methods, _ = choose(source.size)
    kept = [place for place in range(len(found.sketches)) if place not in found.standing]
    ranks, ids = found.sketches.ranks(kept, settings), found.sketches.ids
    repeats: list[Repeat] = []
    if settings.paragraphs:
        texts = ((place, item.text) for place, item in zip(kept, source.pick(kept), strict=True))
        least = settings.paragraphs
        repeats += repeated_paragraphs(texts, least, ranks, ids, methods.digests)
    if settings.runs:
        runs = repeated_runs(source, kept, settings.runs, ranks, ids, methods.fingerprints)
        whole = {item[:6] for item in repeats}
        repeats += [item for item in runs if item[:6] not in whole]
    return sorted(repeats)


def links_file(project: Project) -> Path:
    """Where the links of a project stand, one a line."""
    return project.build_folder / "links.jsonl"


def passages_file(project: Project) -> Path:
    """Where the repeated passages of a project stand, one a line."""
    return project.build_folder / "passages.jsonl"


def read_passages(project: Project) -> Iterator[Repeat]:
    """The repeated passages of a project in raw offsets, sorted; none before `curate dedup`."""
    for entry in ledger.read(passages_file(project)):
        yield Repeat(**entry.value)


def run(
    project: Project,
    given: Mapping[str, float] = {},
    progress: Callable[[int], None] = lambda _: None,
) -> Found:
    """Find the duplicates of a project and write `clusters.jsonl`, `links.jsonl` and
    `passages.jsonl` in its build folder.

    `given` settings stand in for those of the project. Raises `NotCleanedError` where
    `curate clean` has not run.
    """
    settings = replace(project.table(DedupSettings, "dedup"), **given)  # type: ignore[arg-type]
    verdicts = judgement.settle(judgement.read(project))
    source = Corpus(project)
    found = find(source, settings, verdicts, progress)
    ids = found.sketches.ids
    cluster.write(links_file(project), (item.named(ids) for item in found.links))
    repeats = passages(source, found, settings)
    concerned = {id for item in repeats for id in (item.doc, item.of)}
    alignments = {
        item.document.id: item.alignment
        for item in cleaned.read(project)
        if item.document.id in concerned
    }
    cluster.write(passages_file(project), (item.on_raw(alignments) for item in repeats))
    cluster.write(cluster.file(project), found.clusters)
    return found


def read_links(project: Project) -> Iterator[link.Link]:
    """The links of a project, sorted; none before `curate dedup` has run."""
    for entry in ledger.read(links_file(project)):
        value = entry.value
        yield link.Link(value["left"], value["right"], value["similarity"], value["kind"])


def similarity(project: Project, left: str, right: str) -> float:
    """The similarity of two documents. Raises `UnknownDocumentError` and `NotCleanedError`."""
    settings = project.table(DedupSettings, "dedup")
    texts = [cleaned.find(project, id).text for id in (left, right)]
    one, other = (shingles(text, settings.words, settings.split_scripts) for text in texts)
    return len(one & other) / len(one | other)
