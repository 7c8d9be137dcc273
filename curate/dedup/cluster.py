"""`Cluster`: documents joined by duplicate links, one of which is kept and stands for the others.

Clusters are greedy stars, not connected components: a document is removed only if a kept one is
linked to it directly, so nothing is removed that no kept text resembles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from curate.corpus import Project, ledger
from curate.dedup.link import Link, PlacedLink

UNKNOWN = -1.0
"""Similarity of a judged pair that was not compared; `pipeline` fills it in."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The representative and the documents it stands for.

    `id` is the id of the representative; `members` has the representative first, the others sorted;
    `links` has for each removed member the link to the representative.
    """

    id: str
    members: tuple[str, ...]
    representative: str
    links: tuple[Link, ...]

    def to_json(self) -> dict[str, Any]:
        """The record in `build/clusters.jsonl`."""
        return {
            "id": self.id,
            "members": list(self.members),
            "representative": self.representative,
            "links": [link.to_json() for link in self.links],
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Cluster:
        """The cluster of a stored record."""
        links = tuple(
            Link(link["left"], link["right"], link["similarity"], link["kind"])
            for link in record["links"]
        )
        return cls(record["id"], tuple(record["members"]), record["representative"], links)


@dataclass(frozen=True)
class Rules:
    """What decides besides similarity, by place.

    `ranks`: the total order. `copies`: for places whose words are those of an earlier one, that
    one; what stands for it stands for them, with the same similarity. `kept`: never removed.
    `same` and `different`: pairs that people judged.
    """

    ranks: Mapping[int, int]
    copies: Mapping[int, int] = field(default_factory=dict)
    kept: Collection[int] = ()
    same: frozenset[frozenset[int]] = frozenset()
    different: frozenset[frozenset[int]] = frozenset()


def stars(links: Iterable[PlacedLink], rules: Rules) -> dict[int, PlacedLink]:
    """For each removed place, its link to the kept place that stands for it.

    Places are decided in the order of their ranks: one is removed if it is linked to a place that
    was kept before, and then the most similar of these stands for it (the earliest of equals).
    A place judged the same as an earlier one follows it. None is removed for a place that it, or
    one already removed for that place, is judged different from.
    """
    ranks = rules.ranks
    earlier: dict[int, list[PlacedLink]] = defaultdict(list)
    for link in links:
        left, right = link.left, link.right
        earlier[left if ranks[left] > ranks[right] else right].append(link)
    followed: dict[int, set[int]] = defaultdict(set)
    for pair in rules.same:
        one, other = sorted(pair, key=ranks.__getitem__)
        followed[other].add(one)
    standing: dict[int, PlacedLink] = {}
    joined: dict[int, list[int]] = defaultdict(list)
    for place in sorted({*earlier, *followed}, key=ranks.__getitem__):
        if place in rules.kept:
            continue
        options = [link for link in earlier[place] if link.other(place) not in standing]
        if place in followed or place in rules.copies:
            options += _followed(place, earlier[place], followed[place], standing, rules)
        if rules.different:
            options = [
                link
                for link in options
                if not any(
                    frozenset((place, member)) in rules.different
                    for member in (link.other(place), *joined[link.other(place)])
                )
            ]
        if options:
            chosen = options[0]
            if len(options) > 1:
                chosen = min(options, key=lambda link: _preference(link, place, ranks))
            standing[place] = chosen
            joined[chosen.other(place)].append(place)
    return standing


def _preference(link: PlacedLink, place: int, ranks: Mapping[int, int]) -> tuple[bool, float, int]:
    return link.kind != "judged", -link.similarity, ranks[link.other(place)]


def _followed(
    place: int,
    links: list[PlacedLink],
    followed: set[int],
    standing: Mapping[int, PlacedLink],
    rules: Rules,
) -> Iterator[PlacedLink]:
    """The links to what stands for the places that this one is a copy of or judged the same as."""
    known = {link.other(place): link.similarity for link in links}
    for before in followed:
        head = standing[before].other(before) if before in standing else before
        yield PlacedLink(place, head, known.get(head, UNKNOWN), "judged")
    head = rules.copies.get(place, place)
    if head in standing:
        yield standing[head]._replace(left=standing[head].other(head), right=place)


def gather(standing: Mapping[int, PlacedLink], ids: Sequence[str]) -> list[Cluster]:
    """The clusters of a decision, sorted by id."""
    removed: dict[int, list[int]] = defaultdict(list)
    for place, link in standing.items():
        removed[link.other(place)].append(place)
    clusters = []
    for head, places in removed.items():
        places.sort(key=lambda place: ids[place])
        members = (ids[head], *(ids[place] for place in places))
        links = tuple(standing[place].named(ids) for place in places)
        clusters.append(Cluster(ids[head], members, ids[head], links))
    return sorted(clusters, key=lambda cluster: cluster.id)


def file(project: Project) -> Path:
    """Where the clusters of a project stand."""
    return project.build_folder / "clusters.jsonl"


class Record(Protocol):
    """What has a JSON form."""

    def to_json(self) -> dict[str, Any]:
        """The JSON form."""


def write(path: Path, records: Iterable[Record]) -> None:
    """Write records, one a line, whole or not at all."""
    with ledger.replacing(path) as temporary, temporary.open("wb") as out:
        for record in records:
            out.write(ledger.dump(record.to_json()))


def read(project: Project) -> Iterator[Cluster]:
    """The clusters of a project, sorted by id; none before `curate dedup` has run."""
    for entry in ledger.read(file(project)):
        yield Cluster.from_json(entry.value)


class Standing(NamedTuple):
    """What a document is among its duplicates: kept, or removed and for which link."""

    cluster: Cluster
    link: Link | None

    @property
    def is_kept(self) -> bool:
        """Is it the representative?"""
        return self.link is None


def standing(clusters: Iterable[Cluster], id: str) -> Standing | None:
    """A document's standing; None when it has no duplicates."""
    for cluster in clusters:
        if id in cluster.members:
            link = next((link for link in cluster.links if id in (link.left, link.right)), None)
            return Standing(cluster, None if id == cluster.representative else link)
    return None


WORDS = {
    "exact": "the same text",
    "near": "{similarity:.1%} of their word runs are the same",
    "contained": "{similarity:.1%} of its word runs stand in the other",
    "judged": "a person said they are the same",
}


def explain(found: Standing | None) -> str:
    """One sentence on a document's standing, for `curate why`."""
    if found is None:
        return "No duplicate of this document was found."
    others = len(found.cluster.members) - 1
    if found.link is None:
        return f"Kept; it stands for {others} duplicate{'s'[: others != 1]}."
    why = WORDS[found.link.kind].format(similarity=found.link.similarity)
    return f"Removed as a duplicate of {found.cluster.representative}: {why}."
