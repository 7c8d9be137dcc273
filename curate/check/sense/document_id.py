"""A document's id is used once in the corpus.

Annotations, edits and citations name a document by its id; of two with the same id all but the
first are left out everywhere.

Wrong: two documents "0001", in one shard or in two.
Right: an id of its own for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
OF = "document"


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """A document's id against those before it."""
    before = world.texts.places.get(record["id"])
    if before is None:
        return []
    message = f"the id is used in {PurePath(before.file).name}, line {before.line}"
    return [Remark(("id",), message, "Give one of them another id.", "", record["id"])]
