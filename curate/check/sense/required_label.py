"""A finished document has the labels that the codebook requires.

An annotator who says `finished` has given every document label that is `required`.

Wrong: state finished without source_type.
Right: source_type first, then finished.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"


def check_all(world: World) -> Iterator[Remark]:
    """All states that say finished."""
    required = [
        label.id
        for book in world.codebooks.values()
        for label in book.of_kind("document")
        if label.required
    ]
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in world.live("document"):
        given[entry.doc, entry.by].add(entry.label)
    for entry in world.live("state"):
        if entry.value == "finished":
            missing = [id for id in required if id not in given[entry.doc, entry.by]]
            if missing:
                message = f"{entry.doc!r} is finished without {', '.join(map(repr, missing))}"
                hint = f"curate annotation add {entry.doc} --label {missing[0]} --value …"
                yield Remark(("value",), message, hint, entry=entry)
