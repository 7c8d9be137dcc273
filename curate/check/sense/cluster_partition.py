"""Clusters part the documents: none stands in two, and every member is in the corpus.

A cluster's representative is one of its members and gives it its id.

Wrong: document "0002" in clusters "0001" and "0007".
Right: one cluster of three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
OF = "cluster"
HINT = "Derived files can be made again: curate dedup."


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """A cluster against those before it and against the corpus."""
    return list(_remarks(record, world))


def _remarks(record: Mapping[str, Any], world: World) -> Iterator[Remark]:
    id, representative = record["id"], record["representative"]
    if representative not in record["members"]:
        yield Remark(("representative",), f"{representative!r} is no member", HINT)
    for index, member in enumerate(record["members"]):
        other = world.clusters.setdefault(member, id)
        if other != id:
            message = f"{member!r} stands in the cluster {other!r}, too"
            yield Remark(("members", index), message, HINT)
        if member not in world.texts.places:
            yield Remark(("members", index), f"no document {member!r} in the corpus", HINT)
