"""What may stand beside what: overlap policies, relations without circles, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable

from curate.annotate.codebook import Codebook
from curate.annotate.record import Annotation
from curate.errors import OverlapError, RelationError


def admit(codebook: Codebook, annotation: Annotation, others: Iterable[Annotation]) -> None:
    """Let an annotation stand beside the live ones of the same author and document.

    Raises `OverlapError` when it is there already or its overlap policy forbids it, and
    `RelationError` when an acyclic relation would close a circle.
    """
    beside = [item for item in others if item.id != annotation.id and item.is_live]
    said = annotation.says
    for other in beside:
        near = other.start == annotation.start and other.label == annotation.label
        if near and other.says == said:
            raise OverlapError(annotation.label, other.id, "is there already:")
        if _has_value_already(codebook, annotation, other):
            raise OverlapError(annotation.label, other.id, "has one value only, given by")
    for other in clashes(codebook, annotation, beside):
        policy = codebook.share_policy(annotation.label, other.label)
        problem = (
            "may not overlap" if policy == "forbid" else "may nest with but not cross or equal"
        )
        raise OverlapError(annotation.label, f"{other.label} {other.id}", problem)
    if annotation.kind == "relation" and codebook.label(annotation.label, "relation").acyclic:
        _check_cycle(annotation, beside)


def _has_value_already(codebook: Codebook, one: Annotation, other: Annotation) -> bool:
    same = one.kind == other.kind == "document" and one.label == other.label
    return same and codebook.label(one.label, "document").exclusive


def _check_cycle(relation: Annotation, others: Iterable[Annotation]) -> None:
    if closes_cycle(relation, others):
        raise RelationError(relation.label, "it would lead back to where it starts")


def closes_cycle(relation: Annotation, others: Iterable[Annotation]) -> bool:
    """Would the relation, with others of its label, lead back to where it starts?"""
    edges: dict[str, list[str]] = {}
    for item in others:
        if item.kind == "relation" and item.label == relation.label:
            edges.setdefault(item.from_id, []).append(item.to_id)
    seen, waiting = set(), [relation.to_id]
    while waiting:
        id = waiting.pop()
        if id == relation.from_id:
            return True
        if id not in seen:
            seen.add(id)
            waiting += edges.get(id, [])
    return False


def clashes(
    codebook: Codebook, annotation: Annotation, others: Iterable[Annotation]
) -> list[Annotation]:
    """The spans of the same author that the overlap policy does not let stand beside this one."""
    return [
        other
        for other in others
        if other.kind == "span"
        and other.id != annotation.id
        and other.by.id == annotation.by.id
        and not _may_share(codebook, annotation, other)
    ]


def _may_share(codebook: Codebook, one: Annotation, other: Annotation) -> bool:
    if one.end <= other.start or other.end <= one.start:
        return True
    policy = codebook.share_policy(one.label, other.label)
    if policy == "free":
        return True
    inside = (one.start >= other.start and one.end <= other.end) or (
        other.start >= one.start and other.end <= one.end
    )
    return policy == "nest" and inside and one.target != other.target
