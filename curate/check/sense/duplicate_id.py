"""An id is used once in the project.

Annotations keep their id over revisions, and those all stand in one journal; the same id in another
journal is another annotation, and relations could mean either.

Wrong: "a00000000001z" in annotations/anna.jsonl and in annotations/ben.jsonl.
Right: an id of its own for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
EVERY_REVISION = True


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """An id against those of other journals, and against another kind of the same id."""
    before = world.entries.get(record["id"])
    if before is None:
        return []
    if before.file != world.file:
        message = f"the id is used in {PurePath(before.file).name}, line {before.line}"
        return [Remark(("id",), message, "Give one of the two another id.", "", record["id"])]
    if before.kind != record["kind"]:
        message = f"a {record['kind']} here, a {before.kind} on line {before.line}"
        hint = "A revision keeps its kind; a new annotation takes a new id."
        return [Remark(("kind",), message, hint, before.kind, record["kind"])]
    return []
