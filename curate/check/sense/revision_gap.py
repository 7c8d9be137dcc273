"""The revisions of an annotation count 1, 2, 3 without a gap.

A journal is only added to, and each revision is the one before it plus one. A gap means that a
line was lost; a number that comes twice, that two writers did not know of each other.

Wrong: rev 1, then rev 3.
Right: rev 1, rev 2, rev 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
EVERY_REVISION = True


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """A revision against the one before it."""
    rev = record["rev"]
    before = world.entries.get(record["id"])
    if before is None and rev == 1:
        return []
    last = before.rev if before is not None else 0
    if rev == last + 1:
        return []
    if before is not None and before.file != world.file:
        return []  # duplicate-id says so
    message = f"revision {rev} follows revision {last}" if last else f"revision {rev} is the first"
    hint = "A line is missing; look for it in git."
    if rev <= last:
        hint = "Two writers did not see each other's lines; give the later one the next number."
    return [Remark(("rev",), message, hint, str(last + 1), str(rev))]
