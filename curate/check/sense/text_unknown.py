"""An annotation was made on a text that is here.

`doc` names a document of the corpus and the SHA-256 of its raw text. Offsets mean nothing on
another text: when a document was replaced by a newer version, `curate reanchor` moves its
annotations. Annotations that reanchoring gave up (`anchor.state` orphan) are left in peace, and
proposals are for `stale-proposal`.

Wrong: a digest that no document of that id has.
Right: the digest that `curate show DOC --json` tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curate.check.nearest import nearest
from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
WITHOUT_TEXT = True


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """The document's id and digest."""
    id = record["doc"]["id"]
    place = world.texts.places.get(id)
    if place is None:
        near = nearest(id, world.texts.places)
        hint = f"Did you mean {near!r}?" if near else "`curate show` lists the documents."
        return [Remark(("doc", "id"), f"no document {id!r} in the corpus", hint, "", id)]
    if record["status"] == "proposed" or record.get("anchor", {}).get("state") == "orphan":
        return []
    message = f"made on another text than {id!r} has now"
    hint = "The raw text was replaced since; run `curate reanchor`."
    found, expected = record["doc"]["sha256"], place.sha256
    return [Remark(("doc", "sha256"), message, hint, expected, found)]
