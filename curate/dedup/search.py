"""`Search`: from what was measured of all texts to links, and to who stands for whom."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain, combinations, product, repeat, starmap

from curate.corpus.passages import Repeat
from curate.dedup import band, cluster, contain, link, passage, run
from curate.dedup.band import Numbers
from curate.dedup.judgement import Names, Verdicts
from curate.dedup.link import PlacedLink
from curate.dedup.methods import Methods
from curate.dedup.settings import DedupSettings
from curate.dedup.sketch import Sketches
from curate.dedup.source import Source

Standing = dict[int, PlacedLink]
"""For each removed place its link to the kept place that stands for it."""


@dataclass
class Search:
    """A search when all texts are measured.

    `copies`: for every text whose words are those of another, the first of these in the total
    order: what is similar to one is as similar to the other, so only the first is compared. They
    are to be set before anything is compared. `scope`: the places to decide about; None for all.
    """

    source: Source
    sketches: Sketches
    settings: DedupSettings
    methods: Methods
    verdicts: Verdicts
    copies: dict[int, int] = field(default_factory=dict, init=False)
    scope: Collection[int] | None = field(default=None, init=False)

    def find_copies(self, places: Sequence[int] | None = None) -> dict[int, int]:
        """The copies among these places, or all, and the first text of each."""
        values = self.sketches.digests
        if places is None:
            places = range(len(values))
        else:
            values = array("q", [values[place] for place in places])
        groups = self.methods.groups(values, places)
        ranks = self.sketches.ranks(chain(*groups), self.settings)
        copies = {}
        for group in groups:
            head = min(group, key=ranks.__getitem__)
            copies.update({place: head for place in group if place != head})
        return copies

    def compare(
        self, pairs: array[int], families: list[list[int]]
    ) -> tuple[list[PlacedLink], list[list[int]]]:
        """The links among candidates, and among copies and the first of each; and the families."""
        copies = self.copies.keys() if self.scope is None else self.copies.keys() & self.scope
        pairs.extend(sorted(band.pair_of(place, self.copies[place]) for place in copies))
        return self.check(pairs), families

    def measure(self, pairs: array[int]) -> Iterator[link.Measured]:
        """Pairs of texts, compared."""
        return link.measure(
            pairs, self._pick, self.sketches.lengths, self.settings.scheme, self.methods.compare
        )

    def check(self, pairs: array[int], least: float | None = None) -> list[PlacedLink]:
        """The links among pairs."""
        least = self.settings.least if least is None else least
        return list(link.check(self.measure(pairs), least))

    def settle(
        self, links: list[PlacedLink], families: list[list[int]]
    ) -> tuple[list[PlacedLink], Standing]:
        """All links, and who stands for whom.

        Large families are compared step by step: the first texts that still stand with all others
        that do, until no two stand that were not compared.
        """
        compared: list[set[int]] = [set() for _ in families]
        while True:
            rules = self.rules({*chain(*families), *(at for link in links for at in link[:2])})
            alike = (link for link in links if link.similarity >= self.settings.decisive)
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
            links = links + self.check(array("Q", sorted(more)))

    def contained(self, standing: Standing) -> tuple[list[PlacedLink], Standing]:
        """The links of kept texts that longer kept ones contain, and who stands for whom then."""
        least, sketches = self.settings.contained, self.sketches
        pairs = contain.candidates(
            sketches.sample_values,
            sketches.samples,
            self._kept(standing),
            least,
            self.methods.overlaps,
        )
        links = list(contain.check(self.measure(pairs), least))
        rules = self.rules({place for link in links for place in link[:2]} | standing.keys())
        return links, contain.Absorption(self.measure, least, rules)(standing, links)

    def passages(self, standing: Standing) -> list[Repeat]:
        """The passages that repeat another among the texts that are kept, by document, offset."""
        import numpy as np

        is_kept = np.ones(len(self.sketches), np.bool_)
        is_kept[list(standing)] = False
        found = list(self._paragraphs(is_kept))
        whole = {item[:6] for item in found}
        runs = self.runs(self._seeds(is_kept))
        return sorted([*found, *(item for item in runs if item[:6] not in whole)])

    def runs(self, seeds: Numbers) -> Iterable[Repeat]:
        """The repeated runs through fingerprints that several stretches have."""
        lengths, ids, least = self.sketches.lengths, self.sketches.ids, self.settings.runs
        return run.repeats(seeds, self._pick, lengths, ids, least, self.methods.follow)

    def _paragraphs(self, is_kept: Numbers) -> Iterator[Repeat]:
        """The paragraphs of kept texts that have the words of an earlier one."""
        import numpy as np

        sketches = self.sketches
        digests, starts = sketches.paragraph_digests, sketches.paragraph_starts
        owners, ours, theirs = self._repeated(digests, sketches.paragraphs, starts, is_kept)
        columns: list[Iterable[int | str]] = []
        for chosen in (ours, theirs):
            columns.append(sketches.ids.pick(owners[chosen].tolist()))
            columns += [np.asarray(of)[chosen].tolist() for of in (starts, sketches.paragraph_ends)]
        columns.append(np.asarray(sketches.paragraph_words)[ours].tolist())
        return map(Repeat._make, zip(*columns, repeat("paragraph")))

    def _seeds(self, is_kept: Numbers) -> Numbers:
        """The fingerprints of kept texts that an earlier stretch has, with that one."""
        sketches = self.sketches
        values, starts = sketches.print_values, sketches.print_words
        owners, ours, theirs = self._repeated(values, sketches.prints, starts, is_kept)
        return run.seeds(owners, starts, ours, theirs)

    def _repeated(
        self, values: array[int], counts: array[int], starts: array[int], is_kept: Numbers
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Whose each entry is, the entries that repeat another, and what they repeat."""
        import numpy as np

        owners = np.repeat(np.arange(len(counts)), counts)
        ranked = partial(self.sketches.ranks, settings=self.settings)
        positions = self.methods.positions
        found = passage.repeated(values, starts, owners, is_kept, ranked, positions)
        return owners, *found

    def rules(self, places: Collection[int]) -> cluster.Rules:
        """What decides about these places besides similarity."""
        same, different = (
            frozenset(filter(self._in_scope, self.placed(pairs)))
            for pairs in (self.verdicts.same, self.verdicts.different)
        )
        ranks = self.sketches.ranks({*places, *chain(*same)}, self.settings)
        kept = self.sketches.kept(ranks, self.settings.keep)
        return cluster.Rules(ranks, self.copies, kept, same, different)

    def _pick(self, places: Sequence[int]) -> Iterator[str]:
        return self.sketches.pick(self.source, places)

    def _kept(self, standing: Standing) -> set[int]:
        return {place for place in range(len(self.sketches)) if place not in standing}

    def _in_scope(self, places: Iterable[int]) -> bool:
        return self.scope is None or all(place in self.scope for place in places)

    def placed(self, pairs: Collection[Names]) -> frozenset[frozenset[int]]:
        """Judged pairs by place; those of texts that are not here are left out."""
        places = self._judged if pairs else {}
        known = (pair for pair in pairs if pair <= places.keys())
        return frozenset(frozenset(places[id] for id in pair) for pair in known)

    @cached_property
    def _judged(self) -> dict[str, int]:
        return self.locate(chain(*self.verdicts.same, *self.verdicts.different))

    def locate(self, ids: Iterable[str]) -> dict[str, int]:
        """The places of the texts of these ids, where there are such."""
        wanted = frozenset(ids)
        return {id: at for at, id in enumerate(self.sketches.ids if wanted else ()) if id in wanted}

    def _filled(self, standing: Standing) -> Standing:
        """The decision, with the similarity of judged pairs that were no candidates."""
        unknown = [link for link in standing.values() if link.similarity == cluster.UNKNOWN]
        if not unknown:
            return standing
        pairs = sorted(band.pair_of(link.left, link.right) for link in unknown)
        alike = {frozenset(link[:2]): link.similarity for link in self.check(array("Q", pairs), 0)}
        return {
            place: link._replace(similarity=alike.get(frozenset(link[:2]), link.similarity))
            for place, link in standing.items()
        }
