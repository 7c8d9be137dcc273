"""A judgement is on two documents of the corpus, by the one whose journal it stands in.

Wrong: a judgement on "0001" and "0001", or on a document that is not there.
Right: on "0001" and "0002".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curate.check.nearest import nearest
from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
OF = "judgement"


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """Both documents, and the annotator."""
    return list(_remarks(record, world))


def _remarks(record: Mapping[str, Any], world: World) -> Iterator[Remark]:
    for side in ("left", "right"):
        id = record[side]
        if id not in world.texts.places:
            near = nearest(id, world.texts.places)
            hint = f"Did you mean {near!r}?" if near else "`curate show` lists the documents."
            yield Remark((side,), f"no document {id!r} in the corpus", hint, "", id)
    if record["left"] == record["right"]:
        yield Remark(("right",), "a judgement on one document", "Name two.")
    if record["by"] != world.journal:
        message = f"made by {record['by']!r}, in the journal of {world.journal!r}"
        yield Remark(("by",), message, "Move the line to its annotator's journal.")
