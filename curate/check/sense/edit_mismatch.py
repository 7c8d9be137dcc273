"""Edits fit the raw text of their document.

They lie inside the text, in order, and share no character; clean text is the raw text with them
applied, so an edit out of place breaks every offset behind it.

Wrong: an edit that ends at 900 of a text of 812 characters.
Right: what `curate clean` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
OF = "edits"
HINT = "Derived files can be made again: curate clean."


def check(record: Mapping[str, Any], raw: str | None, world: World) -> list[Remark]:
    """The digest, then every edit."""
    id = record["id"]
    if raw is None:
        known = world.texts.places.get(id)
        problem = f"no document {id!r} in the corpus"
        if known:
            problem = f"made for an earlier text of {id!r}"
        return [Remark(("sha256",) if known else ("id",), problem, HINT)]
    before = 0
    for index, edit in enumerate(record["edits"]):
        start, end = edit["start"], edit["end"]
        at = ("edits", index, "start")
        if start >= end:
            return [Remark(at, f"an edit of no characters ({start}–{end})", HINT)]
        if start < before:
            return [Remark(at, f"starts at {start}, before the last one ends ({before})", HINT)]
        if end > len(raw):
            message = f"ends at {end}, the text has {len(raw)} characters"
            return [Remark(("edits", index, "end"), message, HINT)]
        before = end
    return []
