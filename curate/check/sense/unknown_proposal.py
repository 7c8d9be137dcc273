"""An answer answers a proposal that exists.

`proposal` names the machine's annotation that a person accepted or rejected.

Wrong: the id of an annotation that no journal has.
Right: the id of a proposal.
"""

from __future__ import annotations

from collections.abc import Iterator

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"


def check_all(world: World) -> Iterator[Remark]:
    """All annotations that name a proposal."""
    for entry in world.entries.values():
        id = entry.proposal
        if id and entry.is_live and id not in world.entries and id not in world.unread:
            message = f"no annotation {id}"
            yield Remark(("proposal",), message, "Was its journal lost?", "", id, entry=entry)
