"""A decision is over candidates that exist, and its choice is one of them.

Adjudication names the annotations it chose among (`of`) and the one that stands (`choice`, null for
none); they lie in the decision's document.

Wrong: a choice that `of` does not name.
Right: of a1, a2; choice a2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
KINDS = ("decision",)


def check(record: Mapping[str, Any], _raw: str | None, _world: World) -> list[Remark]:
    """The choice against the candidates."""
    choice = record["choice"]
    if choice is None or choice in record["of"]:
        return []
    hint = f"Candidates are: {', '.join(record['of'])}."
    return [Remark(("choice",), f"{choice} is none of the candidates", hint, "", choice)]


def check_all(world: World) -> Iterator[Remark]:
    """The candidates of all live decisions."""
    for entry in world.live("decision"):
        for index, id in enumerate(entry.ends):
            candidate = world.entries.get(id)
            path = ("of", index)
            if candidate is None and id not in world.unread:
                hint = "Name annotations that are there."
                yield Remark(path, f"no annotation {id}", hint, "", id, entry=entry)
            elif candidate is not None and candidate.doc != entry.doc:
                message = f"{id} lies in document {candidate.doc!r}"
                yield Remark(path, message, "A decision is about one document.", entry=entry)
