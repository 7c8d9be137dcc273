"""The ends of a relation exist, are live, and lie in its document.

A relation leads from one annotation to another of the same document. When an end was deleted or
rejected, the relation says nothing any more. An accepted relation has accepted ends.

Wrong: "to" names an annotation that was deleted.
Right: both ends accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from curate.check.sense.rule import Remark
from curate.check.sense.world import Entry, World

SEVERITY = "error"


def check_all(world: World) -> Iterator[Remark]:
    """Both ends of all live relations."""
    for entry in world.live("relation"):
        for name, id in zip(("from", "to"), entry.ends, strict=True):
            if id in world.unread:
                continue
            problem, hint = _problem(entry, id, world)
            if problem:
                yield Remark((name,), problem, hint, "", id, entry=entry)


def _problem(entry: Entry, id: str, world: World) -> tuple[str, str]:
    end = world.entries.get(id)
    if end is None:
        return f"no annotation {id}", "Name one that is there, or delete the relation."
    if id == entry.id:
        return "the relation ends in itself", "Name a span."
    if end.status in ("rejected", "deleted"):
        return (
            f"{id} was {end.status}",
            f"Delete the relation: curate annotation delete {entry.id}.",
        )
    if entry.status == "accepted" and end.status == "proposed":
        return f"{id} is only proposed", "Accept the proposal first, or delete the relation."
    if end.doc != entry.doc:
        return f"{id} lies in document {end.doc!r}, the relation in {entry.doc!r}", "Move one."
    return "", ""
