"""An annotation stands in the journal of the one who made it.

`by.id` is the name of the journal, so that each annotator's work stays in one file that only this
annotator adds to.

Wrong: by.id "ben" in annotations/anna.jsonl.
Right: by.id "anna" there.
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
    """The annotator against the file's name."""
    name = world.journal
    if record["by"]["id"] == name:
        return []
    message = f"made by {record['by']['id']!r}, in the journal of {name!r}"
    hint = f"Move the line to annotations/{PurePath(record['by']['id']).name}.jsonl."
    return [Remark(("by", "id"), message, hint, name, record["by"]["id"])]
