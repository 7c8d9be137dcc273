"""Spans overlap only as the codebook lets them.

A label's `overlap` policy is free, nest (one span may lie inside another of the group, but not
cross or equal it) or forbid (no shared character). Between two labels of a group the stricter one
holds. Only spans of the same annotator are compared: where annotators differ, `curate agreement`
tells.

Wrong: "org" at 10–20 and "org" at 15–30, where org nests.
Right: "org" at 10–30 with "org" at 15–20 inside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from curate.annotate import Codebook
from curate.check.sense.rule import Remark
from curate.check.sense.world import Entry, World

SEVERITY = "error"


def check_all(world: World) -> Iterator[Remark]:
    """All accepted spans, annotator by annotator and document by document, in text order."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    codebooks = list(world.codebooks.values())
    watched = {label for book in codebooks for label in _watched(book)}
    for entry in world.live("span"):
        if entry.label in watched and entry.status == "accepted":
            groups[entry.doc, entry.by].append(entry)
    for entries in groups.values():
        yield from _clashes(sorted(entries, key=lambda one: (one.start, -one.end)), codebooks)


def _watched(codebook: Codebook) -> set[str]:
    """The labels that are not free, and those they share a group with."""
    strict = [label for label in codebook.of_kind("span") if label.overlap != "free"]
    groups = {label.group for label in strict if label.group}
    return {label.id for label in strict} | {
        label.id for label in codebook.of_kind("span") if label.group in groups
    }


def _clashes(entries: list[Entry], codebooks: list[Codebook]) -> Iterator[Remark]:
    open_ones: list[Entry] = []
    for entry in entries:
        open_ones = [other for other in open_ones if other.end > entry.start]
        for other in open_ones:
            problem = _problem(entry, other, codebooks)
            if problem:
                where = f"{other.label!r} {other.start}–{other.end} ({other.id}, line {other.line})"
                message = f"{entry.label!r} {entry.start}–{entry.end} {problem} {where}"
                hint = "Move an edge of one, or delete one."
                yield Remark(("target", 0, "start"), message, hint, entry=entry)
        open_ones.append(entry)


def _problem(entry: Entry, other: Entry, codebooks: list[Codebook]) -> str:
    """What the codebook has against two spans that share a character, of which the other starts
    first; empty for nothing.
    """
    policies = {book.share_policy(entry.label, other.label) for book in codebooks}
    if "forbid" in policies:
        return "may not overlap"
    crossing = entry.end > other.end or (entry.start, entry.end) == (other.start, other.end)
    return "may nest in but not cross or equal" if "nest" in policies and crossing else ""
