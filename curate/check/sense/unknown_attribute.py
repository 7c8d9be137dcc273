"""Attributes and their values stand in the codebook.

A label takes the attributes that its entry in the codebook names, with the values (or the type)
that the codebook gives them, and has those that are required. A document label has one of its
values.

Wrong: "voice": "narrator" where the codebook has author and reported.
Right: "voice": "reported".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from curate.annotate import Codebook, Label
from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
KINDS = ("span", "document", "relation")


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """The attributes of a label that is known, and a document label's value."""
    codebook = world.codebooks.get(record["codebook"]["id"])
    if codebook is None or not codebook.has(record["label"]):
        return []
    label = codebook.label(record["label"])
    if not label.attributes and not label.values and "attributes" not in record:
        return []
    return list(_remarks(record, codebook, label))


def _remarks(record: Mapping[str, Any], codebook: Codebook, label: Label) -> Iterator[Remark]:
    given = record.get("attributes", {})
    for id, value in given.items():
        path = ("attributes", id)
        if id not in label.attributes or id not in codebook.attributes:
            near = get_close_matches(id, label.attributes, n=1)
            known = ", ".join(label.attributes) or "none"
            hint = f"Did you mean {near[0]!r}?" if near else f"It takes: {known}."
            yield Remark(path, f"{label.id!r} takes no attribute {id!r}", hint, at_key=True)
        elif problem := codebook.attributes[id].problem(value):
            message, _, hint = problem.partition("; ")
            yield Remark(path, f"{id}: {message}", f"{hint[:1].upper()}{hint[1:]}." if hint else "")
    for id in label.attributes:
        attribute = codebook.attributes.get(id)
        if attribute and attribute.required and id not in given:
            yield Remark((), f"{label.id!r} needs the attribute {id!r}", attribute.definition)
    if label.values and record.get("value") not in label.values:
        near = get_close_matches(str(record.get("value")), label.values, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Values: {', '.join(label.values)}."
        message = f"{record.get('value')!r} is no value of {label.id!r}"
        yield Remark(("value",), message, hint)
