"""An acyclic relation does not lead back to where it started.

Where the codebook says `acyclic`, following relations of that label never comes back: a claim that
supports a claim that supports the first proves nothing.

Wrong: a supports b, b supports a.
Right: a supports b, b supports c.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from curate.check.sense.rule import Remark
from curate.check.sense.world import Entry, World

SEVERITY = "error"


def check_all(world: World) -> Iterator[Remark]:
    """All accepted relations of acyclic labels, annotator by annotator."""
    acyclic = {
        label.id
        for book in world.codebooks.values()
        for label in book.of_kind("relation")
        if label.acyclic
    }
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in world.live("relation"):
        if entry.label in acyclic and entry.status == "accepted":
            groups[entry.label, entry.by].append(entry)
    for entries in groups.values():
        yield from _cycles(entries)


def _cycles(entries: list[Entry]) -> Iterator[Remark]:
    """Relations that lead back, each circle named once, by its last relation."""
    edges: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        edges[entry.ends[0]].append(entry)
    done: set[str] = set()
    for start in list(edges):
        walk: list[tuple[str, Iterator[Entry]]] = [(start, iter(edges[start]))]
        on_walk = {start}
        while walk and start not in done:
            here, further = walk[-1]
            relation = next(further, None)
            if relation is None:
                done.add(here)
                on_walk.discard(here)
                walk.pop()
                continue
            there = relation.ends[1]
            if there in on_walk:
                message = f"{relation.label!r} leads back to {there}, from where it started"
                yield Remark(("to",), message, "Delete one relation of the circle.", entry=relation)
            elif there not in done:
                on_walk.add(there)
                walk.append((there, iter(edges.get(there, ()))))
