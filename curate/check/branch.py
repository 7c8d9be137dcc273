"""Which branch of oneOf or anyOf the writer meant, and which faults are one and the same.

A failed oneOf says only that no branch fits. The branch that came closest is the one whose keys
with fixed values (`type`, `kind`) fit and that has the fewest faults: so the answer is the same
whatever the order of the branches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from curate.check.fault import UNKNOWN_KEY, Fault, forbidden_keys

CUTOFF = 0.6
"""difflib's own: nearer names are usually slips of the pen, farther ones usually other words."""


def settle(faults: Iterable[Fault], known_names: frozenset[str]) -> list[Fault]:
    """The faults a person would name: branches resolved, echoes left out, slips joined.

    `known_names` are all property names of the schema.
    """
    resolved = [fault for each in faults for fault in _resolve(each, known_names)]
    return _without_echoes(_join_slips(resolved), known_names)


def _resolve(fault: Fault, known: frozenset[str]) -> list[Fault]:
    if fault.keyword not in ("oneOf", "anyOf") or not fault.branches:
        return forbidden_keys(fault)
    if not all(fault.branches):
        return [fault]  # several branches of oneOf fit
    branches = [settle(branch, known) for branch in fault.branches]
    union = _union(fault, branches)
    if union is not None:
        return [union]
    ranked = sorted(branches, key=lambda branch: _distance(fault, branch))
    return ranked[0]


def _distance(whole: Fault, branch: list[Fault]) -> tuple[int, int, int, int, str]:
    """How far a value is from a branch; the smallest is the one that was meant."""
    depth = len(whole.path)
    other_type = sum(fault.path == whole.path and fault.keyword == "type" for fault in branch)
    other_kind = sum(_is_kind(fault, whole) for fault in branch)
    deepest = max((len(fault.path) - depth for fault in branch), default=0)
    text = repr(
        [(fault.keyword, fault.path, fault.rule[len(whole.rule) + 1 :]) for fault in branch]
    )
    return other_type, other_kind, len(branch), -deepest, text


def _is_kind(fault: Fault, whole: Fault) -> bool:
    """Is it the key by which branches are told apart, with another branch's value?"""
    return (
        fault.keyword in ("const", "enum")
        and len(fault.path) <= len(whole.path) + 1
        and isinstance(fault.found, str)
    )


def _union(whole: Fault, branches: list[list[Fault]]) -> Fault | None:
    """One fault that says what all branches say: another type, or none of the known values."""
    heads = []
    for branch in branches:
        head = next((fault for fault in branch if _is_kind(fault, whole)), None)
        if head is None and len(branch) == 1 and branch[0].path == whole.path:
            head = branch[0] if branch[0].keyword in ("type", "const", "enum") else None
        if head is None:
            return None
        heads.append(head)
    if len({head.path for head in heads}) != 1:
        return None
    options: list[Any] = []
    for head in heads:
        several = head.expected if head.keyword != "const" else [head.expected]
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
            fault.name: fault
            for fault in kept
            if fault.keyword == "required" and fault.path == parent and fault.name
        }
        near = get_close_matches(unknown.name, missing, n=1, cutoff=CUTOFF)
        if near:
            kept.remove(missing[near[0]])
            kept[kept.index(unknown)] = replace(unknown, expected=near[0])
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
