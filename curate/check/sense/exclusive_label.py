"""A document has one value of an exclusive label.

A document label that is not `exclusive: false` has one value for each annotator and document.

Wrong: source_type "blog" and source_type "trade press", both by anna.
Right: one of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from curate.check.sense.rule import Remark
from curate.check.sense.world import Entry, World

SEVERITY = "error"


def check_all(world: World) -> Iterator[Remark]:
    """All accepted document labels."""
    exclusive = {
        label.id
        for book in world.codebooks.values()
        for label in book.of_kind("document")
        if label.exclusive
    }
    seen: dict[tuple[str, str, str], Entry] = {}
    for entry in world.live("document"):
        if entry.label not in exclusive or entry.status != "accepted":
            continue
        first = seen.setdefault((entry.doc, entry.by, entry.label), entry)
        if first.value != entry.value:
            message = f"{entry.label!r} is {first.value!r} on line {first.line} already"
            yield Remark(("value",), message, "Delete one of the two.", entry=entry)
