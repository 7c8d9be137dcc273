"""Offsets lie inside the text, start before end, fragments in order and apart.

Offsets count Unicode code points of the raw text from 0, the end excluded; the fragments of a
discontinuous span stand in text order and share no character.

Wrong: start 10, end 10 (nothing), or end 900 in a text of 812 characters.
Right: start 10, end 12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World

SEVERITY = "error"
KINDS = ("span",)


def check(record: Mapping[str, Any], raw: str | None, _world: World) -> list[Remark]:
    """Every fragment against the length of the text, and against the one before it."""
    target = record["target"]
    if len(target) == 1:  # nearly all: no list, no generator
        part = target[0]
        if part["start"] < part["end"] and (raw is None or part["end"] <= len(raw)):
            return []
    return list(_remarks(target, raw))


def _remarks(target: list[dict[str, Any]], raw: str | None) -> Iterator[Remark]:
    before = 0
    for index, part in enumerate(target):
        start, end = part["start"], part["end"]
        if start >= end:
            message = f"the span ends at {end}, where or before it starts ({start})"
            yield Remark(("target", index, "end"), message, "The end is excluded, so end > start.")
        elif start < before:
            message = f"the fragment starts at {start}, before the one before it ends ({before})"
            hint = "Put the fragments into text order, apart (--fix orders them)."
            yield Remark(("target", index, "start"), message, hint)
        if raw is not None and end > len(raw):
            message = f"the span ends at {end}, the text has {len(raw)} characters"
            hint = "Offsets count Unicode code points of the raw text, not bytes."
            yield Remark(("target", index, "end"), message, hint, f"at most {len(raw)}", str(end))
        before = max(before, end)
