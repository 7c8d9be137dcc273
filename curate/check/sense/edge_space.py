"""A span neither starts nor ends with white space.

White space at an edge is not part of what is marked, makes equal spans differ, and lowers
agreement. `curate validate --fix` takes it off.

Wrong: "NHS England " (with a space at the end).
Right: "NHS England".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "warning"
KINDS = ("span",)


def check(record: Mapping[str, Any], _raw: str | None, _world: World) -> list[Remark]:
    """The first and last character of the span; inside, a discontinuous one may have any."""
    target = record["target"]
    first, last = target[0]["exact"], target[-1]["exact"]
    if not first[0].isspace() and not last[-1].isspace():
        return []
    hint = "Leave the white space out (--fix does)."
    if first[0].isspace():
        return [Remark(("target", 0, "exact"), "the span starts with white space", hint)]
    at = ("target", len(target) - 1, "exact")
    return [Remark(at, "the span ends with white space", hint)]
