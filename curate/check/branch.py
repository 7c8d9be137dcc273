"""Which branch of oneOf or anyOf the writer meant, and which faults are one and the same.

A failed oneOf says only that no branch fits. The branch that came closest is the one whose keys
with fixed values (`type`, `kind`) fit and that has the fewest faults: so the answer is the same
whatever the order of the branches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from curate.check.fault import MISSING_ONE, UNKNOWN_KEY, Fault, Path, forbidden_keys
from curate.check.nearest import nearest
from curate.check.outline import Outline


def settle(faults: Iterable[Fault], outline: Outline) -> list[Fault]:
    """The faults a person would name: branches resolved, echoes left out, slips joined."""
    resolved = [fault for each in faults for fault in _resolve(each, outline)]
    return _without_echoes(_join_slips(resolved), outline.names)


def _resolve(fault: Fault, outline: Outline) -> list[Fault]:
    if fault.keyword not in ("oneOf", "anyOf") or not fault.branches:
        return forbidden_keys(fault)
    if not all(fault.branches):
        return [fault]  # several branches of oneOf fit
    branches = [settle(branch, outline) for branch in fault.branches]
    tags = {(*fault.path, name) for name in outline.tags(fault.rule)}
    union = _union(fault, branches, tags)
    if union is not None:
        return [union]
    return min(branches, key=lambda branch: _distance(fault, branch, tags))


def _distance(whole: Fault, branch: list[Fault], tags: set[Path]) -> tuple[int, int, int, int, str]:
    """How far a value is from a branch; the smallest is the one that was meant."""
    depth = len(whole.path)
    other_type = sum(fault.path == whole.path and fault.keyword == "type" for fault in branch)
    other_kind = sum(_is_tag(fault, tags) for fault in branch)
    deepest = max((len(fault.path) - depth for fault in branch), default=0)
    text = repr([(fault.keyword, fault.path, fault.name, fault.expected) for fault in branch])
    return other_type, other_kind, len(branch), -deepest, text


def _is_tag(fault: Fault, tags: set[Path]) -> bool:
    """Is it a key by which branches are told apart, with another branch's value?"""
    return fault.keyword in ("const", "enum") and fault.path in tags


def _union(whole: Fault, branches: list[list[Fault]], tags: set[Path]) -> Fault | None:
    """One fault that says what all branches say: another type, none of the known values, or that
    one of some keys is missing.
    """
    alone = [branch[0] for branch in branches if len(branch) == 1 and branch[0].name]
    if len(alone) == len(branches) and all(
        fault.keyword == "required" and fault.path == whole.path for fault in alone
    ):
        names = sorted({str(fault.name) for fault in alone})
        return replace(alone[0], keyword=MISSING_ONE, name=None, expected=names, rule=whole.rule)
    heads = []
    for branch in branches:
        head = next((fault for fault in branch if _is_tag(fault, tags)), None)
        if head is None and len(branch) == 1 and branch[0].path == whole.path:
            head = branch[0] if branch[0].keyword in ("type", "const", "enum") else None
        if head is None:
            return None
        heads.append(head)
    if len({head.path for head in heads}) != 1:
        return None
    options: list[Any] = []
    for head in heads:
        is_one = head.keyword == "const" or isinstance(head.expected, str)
        several = [head.expected] if is_one else head.expected
        options += [option for option in several if option not in options]
    keyword = "type" if all(head.keyword == "type" for head in heads) else "enum"
    if keyword == "enum" and any(head.keyword == "type" for head in heads):
        return None
    return replace(heads[0], keyword=keyword, expected=options, rule=whole.rule)


def _join_slips(faults: list[Fault]) -> list[Fault]:
    """An unknown key that nearly spells a missing one is one fault, not two."""
    kept = list(faults)
    for unknown in faults:
        if unknown.keyword not in UNKNOWN_KEY or unknown.name is None:
            continue
        parent = unknown.path[:-1]
        missing = {
            fault.name
            for fault in kept
            if fault.keyword == "required" and fault.path == parent and fault.name
        }
        near = nearest(unknown.name, sorted(missing))
        if near is not None:
            kept = [
                fault
                for fault in kept
                if (fault.keyword, fault.path, fault.name) != ("required", parent, near)
            ]
            joined = replace(unknown, keyword="additionalProperties", expected=near)
            kept[kept.index(unknown)] = joined
    return kept


def _without_echoes(faults: list[Fault], known: frozenset[str]) -> list[Fault]:
    """Without faults that only follow from others, and without repetitions.

    Where a branch failed, its keys count as unevaluated, too: such a key is reported only if the
    schema names it nowhere or nothing else is wrong with its object.
    """
    real = [fault for fault in faults if not fault.keyword.startswith("unevaluated")]
    wrong_objects = {fault.path[:size] for fault in real for size in range(len(fault.path) + 1)}
    misformed = {fault.path for fault in real if fault.keyword == "format"}
    kept: list[Fault] = []
    seen: set[tuple[Any, ...]] = set()
    for fault in faults:
        if fault.keyword == "pattern" and fault.path in misformed:
            continue  # the format says the same in a word
        if fault.keyword.startswith("unevaluated"):
            parent = fault.path[:-1] if fault.name is not None else fault.path
            is_echo = parent in wrong_objects and (fault.name is None or fault.name in known)
            if is_echo:
                continue
        mark = (fault.keyword, fault.path, fault.name, repr(fault.expected))
        if fault.keyword in UNKNOWN_KEY:
            mark = ("unknown key", fault.path, fault.name, "")
        if mark not in seen:
            seen.add(mark)
            kept.append(fault)
    return kept
