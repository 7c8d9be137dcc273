"""A codebook is one that people can work with.

What `curate codebook lint` says: a label or key that is there twice, a label without definition,
an attribute that no label takes, a domain that names no label, a version behind its changes.

Wrong: two labels with the key "b".
Right: one key for each label.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curate.annotate import Codebook
from curate.annotate.codebook_lint import lint
from curate.check.locate import path_of
from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
OF = "codebook"


def check(record: Mapping[str, Any], _raw: str | None, _world: World) -> list[Remark]:
    """The lint's findings of errors; its warnings are advice, for `curate codebook lint`."""
    return [
        Remark(path_of(finding.pointer), f"{finding.message} ({finding.code})", finding.hint)
        for finding in lint(Codebook.from_json(record))
        if finding.severity == "error"
    ]
