"""Attributes and their values stand in the codebook.

A label takes the attributes that its entry in the codebook names, with the values (or the type)
that the codebook gives them, and has those that are required. A document label has one of its
values.

Wrong: "voice": "narrator" where the codebook has author and reported.
Right: "voice": "reported".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curate.annotate import Codebook, Label
from curate.check.nearest import nearest
from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
KINDS = ("span", "document", "relation")


def check(record: Mapping[str, Any], _raw: str | None, world: World) -> list[Remark]:
    """The attributes of a label that is known, and a document label's value."""
    question = (record["codebook"]["id"], record["label"])
    if question not in world.memo:
        world.memo[question] = _asked(*question, world)
    answer: tuple[Codebook, Label, bool] | None = world.memo[question]
    if answer is None:
        return []
    codebook, label, is_asking = answer
    return list(_remarks(record, codebook, label)) if is_asking or "attributes" in record else []


def _asked(id: str, name: str, world: World) -> tuple[Codebook, Label, bool] | None:
    """A label with its codebook, and whether it asks for anything; None for an unknown label."""
    codebook = world.codebooks.get(id)
    if codebook is None or not codebook.has(name):
        return None
    label = codebook.label(name)
    required = any(
        codebook.attributes[each].required
        for each in label.attributes
        if each in codebook.attributes
    )
    return codebook, label, bool(label.values or required)


def _remarks(record: Mapping[str, Any], codebook: Codebook, label: Label) -> Iterator[Remark]:
    given = record.get("attributes", {})
    for id, value in given.items():
        path = ("attributes", id)
        if id not in label.attributes or id not in codebook.attributes:
            near = nearest(id, label.attributes)
            known = ", ".join(label.attributes) or "none"
            hint = f"Did you mean {near!r}?" if near else f"It takes: {known}."
            yield Remark(path, f"{label.id!r} takes no attribute {id!r}", hint, at_key=True)
        elif problem := codebook.attributes[id].problem(value):
            message, _, hint = problem.partition("; ")
            yield Remark(path, f"{id}: {message}", f"{hint[:1].upper()}{hint[1:]}." if hint else "")
    for id in label.attributes:
        attribute = codebook.attributes.get(id)
        if attribute and attribute.required and id not in given:
            yield Remark((), f"{label.id!r} needs the attribute {id!r}", attribute.definition)
    if label.values and record.get("value") not in label.values:
        near = nearest(str(record.get("value")), label.values)
        hint = f"Did you mean {near!r}?" if near else f"Values: {', '.join(label.values)}."
        message = f"{record.get('value')!r} is no value of {label.id!r}"
        yield Remark(("value",), message, hint)
