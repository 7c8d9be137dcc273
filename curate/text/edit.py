"""Edits: the only way text is changed, and how a change is undone.

Rules yield proposals; `settle` decides which stand, `apply` makes clean text of raw text,
`restore` makes raw text of clean text; `compose` (composition.py) joins the edits of two stages.
Every edit consumes at least one character (law 3), because spans are never empty; this is what
makes stages compose and maps every clean character to a raw place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from curate.errors import EditMismatchError, InvalidSpanError
from curate.text.span import Span


class Reason(NamedTuple):
    """Name of a rule and a phrase a curator understands."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit a rule finds worth making, before it is accepted; an empty `new` is a removal."""

    span: Span
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A span of text, what stands there, what replaces it, and why."""

    span: Span
    old: str
    new: str
    reasons: tuple[Reason, ...]

    def __post_init__(self) -> None:
        if len(self.old) != self.span.end - self.span.start:
            raise EditMismatchError(self.span.start, self.old, f"{len(self.span)} characters")

    @property
    def is_removal(self) -> bool:
        """Does it put nothing in the place of the old text?"""
        return not self.new


Edits: TypeAlias = tuple[Edit, ...]
"""Edits of one text: in text order, apart or touching, never overlapping."""


def settle(text: str, proposals: Iterable[tuple[str, Proposal]]) -> Edits:
    """Decide which proposals stand; `proposals` are (rule, proposal) in recipe order.

    The policy, in full: removals that overlap unite and keep all reasons. A removal swallows
    every repair it overlaps. Of two overlapping repairs the one that stands first in the recipe
    stays. A proposal that changes nothing is dropped.

    >>> settle("a  b", [("spaces", Proposal(Span(1, 3), " ", "two spaces"))])[0].new
    ' '

    Raises `InvalidSpanError` where a proposal reaches past the end of the text.
    """
    stated: list[tuple[int, int, Edit]] = []
    for place, (rule, proposal) in enumerate(proposals):
        span, new = proposal.span, proposal.new
        if span.end > len(text):
            raise InvalidSpanError(span.start, span.end)
        old = text[span.start : span.end]
        if old != new:
            stated.append((span.start, place, Edit(span, old, new, (Reason(rule, proposal.why),))))
    edits: list[Edit] = []
    for group in _groups(sorted(stated)):
        edits += group if len(group) == 1 else _decide(text, group)
    return tuple(edits)


def _groups(stated: list[tuple[int, int, Edit]]) -> Iterator[list[Edit]]:
    """Edits that overlap one another, or others that do, in recipe order; sorted by start come the
    start of each, its place in the recipe, and the edit.
    """
    group: list[tuple[int, Edit]] = []
    end = 0
    for start, place, edit in stated:
        if start >= end and group:
            yield [edit for _, edit in sorted(group)]
            group = []
        group.append((place, edit))
        end = max(end, edit.span.end)
    if group:
        yield [edit for _, edit in sorted(group)]


def _decide(text: str, group: list[Edit]) -> list[Edit]:
    """Of edits that hang together, those that stand."""
    removals = list(_unite(text, [edit for edit in group if edit.is_removal]))
    repairs = _keep_first([edit for edit in group if not edit.is_removal], removals)
    return sorted([*removals, *repairs], key=_start_of)


def _start_of(edit: Edit) -> int:
    return edit.span.start


def _unite(text: str, removals: list[Edit]) -> Iterator[Edit]:
    """One removal for each group that overlaps, with the reasons in recipe order."""
    stated = sorted((edit.span.start, place, edit) for place, edit in enumerate(removals))
    for group in _groups(stated):
        span = Span(min(map(_start_of, group)), max(edit.span.end for edit in group))
        reasons = dict.fromkeys(reason for edit in group for reason in edit.reasons)
        yield Edit(span, span.of(text), "", tuple(reasons))


def _keep_first(repairs: list[Edit], removals: list[Edit]) -> Iterator[Edit]:
    """Repairs that touch no removal and no repair before them in the recipe."""
    edits = [*removals, *repairs]
    low = min(map(_start_of, edits))
    taken = bytearray(max(edit.span.end for edit in edits) - low)
    for edit in edits:
        start, end = edit.span.start - low, edit.span.end - low
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            if edit.new:
                yield edit


def apply(text: str, edits: Edits) -> str:
    """The text with its edits made. Raises `EditMismatchError` where an edit does not fit."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        start, end = edit.span.start, edit.span.end
        if start < at or not text.startswith(edit.old, start):
            raise EditMismatchError(start, edit.old, text[start:end])
        pieces.append(text[at:start])
        if edit.new:
            pieces.append(edit.new)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def restore(clean: str, edits: Edits) -> str:
    """The text before its edits. Raises `EditMismatchError` where an edit does not fit."""
    pieces: list[str] = []
    at = before = 0
    for edit in edits:
        start = at + edit.span.start - before
        end = start + len(edit.new)
        if edit.span.start < before or start > len(clean) or clean[start:end] != edit.new:
            raise EditMismatchError(edit.span.start, edit.new, clean[start:end])
        pieces += (clean[at:start], edit.old)
        at, before = end, edit.span.end
    return "".join([*pieces, clean[at:]])
