"""A label stands in the codebook that the annotation names, for its kind.

The codebook's `changes` are heeded: a label that was renamed or merged in a later version than the
annotation's is known, and so is one that was removed later.

Wrong: "barier", or the relation "supports" on a span.
Right: "claim.barrier".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curate.annotate import Codebook
from curate.check.sense.rule import Remark
from curate.check.sense.world import World
from curate.errors import UnknownLabelError

SEVERITY = "error"
KINDS = ("span", "document", "relation")


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """The codebook, its version, and the label."""
    named = record["codebook"]
    question = (named["id"], named["version"], record["kind"], record["label"])
    if question not in world.memo:
        world.memo[question] = _remarks(*question, world)
    answer: list[Remark] = world.memo[question]
    return answer


def _remarks(id: str, version: str, kind: Any, label: str, world: World) -> list[Remark]:
    codebook = world.codebooks.get(id)
    if codebook is None:
        known = ", ".join(sorted(world.codebooks)) or "none"
        message = f"no codebook {id!r} in schema/"
        return [Remark(("codebook", "id"), message, f"There is {known}.")]
    if number(version) > number(codebook.version):
        message = f"version {version} of the codebook, which has only {codebook.version}"
        hint = "Get the newer codebook from whoever wrote this."
        return [Remark(("codebook", "version"), message, hint)]
    try:
        codebook.label(label, kind)
    except UnknownLabelError as error:
        if _was_known(codebook, label, version):
            return []
        known = ", ".join(item.id for item in codebook.of_kind(kind))
        hint = f"Did you mean {error.near!r}?" if error.near else f"Known are: {known}."
        message = f"no {kind} label {label!r} in the codebook"
        return [Remark(("label",), message, hint, "", label)]
    return []


def _was_known(codebook: Codebook, label: str, version: str) -> bool:
    return any(
        label in change.old and number(change.version) > number(version)
        for change in codebook.changes
    )


def number(version: str) -> tuple[int, ...]:
    """A version as it is compared.

    >>> number("1.10.0") > number("1.9.2")
    True
    """
    return tuple(int(part) for part in version.split("."))
