"""An annotator says a thing once.

The same annotator gave the same label to the same place twice: one of the two is a slip, and counts
double in every table.

Wrong: two live spans "org" at 10–20 by anna.
Right: one of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from curate.check.sense.rule import Remark
from curate.check.sense.world import Entry, World

SEVERITY = "warning"


def check_all(world: World) -> Iterator[Remark]:
    """All live spans, relations and document labels."""
    seen: dict[tuple[object, ...], Entry] = {}
    for entry in world.live("span", "relation", "document"):
        key = (*entry[2:7], *entry[9:13])  # all but id, revision, file and line
        first = seen.setdefault(key, entry)
        if first is not entry:
            message = f"says the same as {first.id} on line {first.line}"
            hint = f"Delete one: curate annotation delete {entry.id}."
            yield Remark((), message, hint, entry=entry)
