"""A relation leads between labels that the codebook allows.

A relation's `domain` are the labels or families it may start from, its `range` those it may lead
to; an empty one takes any.

Wrong: attributed_to from "org" to "claim.barrier".
Right: attributed_to from "claim.barrier" to "org".
"""

from __future__ import annotations

from collections.abc import Iterator

from curate.annotate import Codebook
from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"


def check_all(world: World) -> Iterator[Remark]:
    """All live relations whose ends are known."""
    for entry in world.live("relation"):
        ends = [world.entries.get(id) for id in entry.ends]
        codebook = _codebook(world, entry.label)
        if codebook is None or None in ends:
            continue
        labels = [end.label if end else "" for end in ends]
        if not all(codebook.has(label) for label in labels) or codebook.allows(
            entry.label, *labels
        ):
            continue
        label = codebook.label(entry.label, "relation")
        allowed = f"It leads from {_listed(label.domain)} to {_listed(label.range)}."
        turned = codebook.allows(entry.label, *reversed(labels))
        hint = "It seems to be the wrong way round." if turned else allowed
        message = f"{entry.label!r} may not lead from {labels[0]!r} to {labels[1]!r}"
        yield Remark(("label",), message, hint, entry=entry)


def _codebook(world: World, label: str) -> Codebook | None:
    found = (book for book in world.codebooks.values() if book.has(label))
    return next((book for book in found if book.label(label).kind == "relation"), None)


def _listed(labels: tuple[str, ...]) -> str:
    return ", ".join(labels) or "anything"
