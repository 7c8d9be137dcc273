"""A proposal is not older than its text.

A machine proposed it on a raw text that was replaced since. Nobody has to answer it: propose
again on the new text.

Wrong: a proposal whose digest is not that of its document.
Right: a proposal made by a run of `curate prelabel` on the text as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "warning"
WITHOUT_TEXT = True


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """The digest of a proposal's text."""
    if record["status"] != "proposed":
        return []
    id = record["doc"]["id"]
    if id not in world.texts.places:
        return []
    message = f"proposed on an earlier text of {id!r}"
    hint = "Run `curate prelabel` again, or `curate reanchor`."
    return [Remark(("doc", "sha256"), message, hint)]
