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
    codebook = world.codebooks.get(named["id"])
    if codebook is None:
        known = ", ".join(sorted(world.codebooks)) or "none"
        message = f"no codebook {named['id']!r} in schema/"
        return [Remark(("codebook", "id"), message, f"There is {known}.")]
    if named["version"] != codebook.version and number(named["version"]) > number(codebook.version):
        message = f"version {named['version']} of the codebook, which has only {codebook.version}"
        hint = "Get the newer codebook from whoever wrote this."
        return [Remark(("codebook", "version"), message, hint)]
    try:
        codebook.label(record["label"], record["kind"])
    except UnknownLabelError as error:
        if _was_known(codebook, record["label"], named["version"]):
            return []
        known = ", ".join(item.id for item in codebook.of_kind(record["kind"]))
        hint = f"Did you mean {error.near!r}?" if error.near else f"Known are: {known}."
        message = f"no {record['kind']} label {record['label']!r} in the codebook"
        return [Remark(("label",), message, hint, "", record["label"])]
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
