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
        if len(self.old) != len(self.span):
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
    removals: list[_Removal] = []
    repairs: list[tuple[str, Proposal]] = []
    for place, (rule, proposal) in enumerate(proposals):
        span = proposal.span
        if span.end > len(text):
            raise InvalidSpanError(span.start, span.end)
        if not proposal.new:
            removals.append((span.start, span.end, place, Reason(rule, proposal.why)))
        elif span.of(text) != proposal.new:
            repairs.append((rule, proposal))
    edits = list(_unite(text, removals))
    edits += _keep_first(text, repairs, edits)
    return tuple(sorted(edits, key=lambda edit: edit.span.start))


_Removal: TypeAlias = tuple[int, int, int, Reason]
"""Start, end, place among all proposals, and why."""


def _unite(text: str, removals: list[_Removal]) -> Iterator[Edit]:
    """One removal for each group that overlaps, with the reasons in recipe order."""
    low = high = 0
    group: list[tuple[int, Reason]] = []
    for start, end, place, reason in sorted(removals):
        if start >= high and group:
            yield _removal(text, low, high, group)
        if start >= high:
            low, high, group = start, end, []
        high = max(high, end)
        group.append((place, reason))
    if group:
        yield _removal(text, low, high, group)


def _removal(text: str, low: int, high: int, group: list[tuple[int, Reason]]) -> Edit:
    reasons = [reason for _, reason in sorted(group)]
    stated = tuple(dict.fromkeys(reasons) if len(reasons) > 1 else reasons)
    return Edit(Span(low, high), text[low:high], "", stated)


def _keep_first(
    text: str, repairs: list[tuple[str, Proposal]], removals: list[Edit]
) -> Iterator[Edit]:
    """Repairs that touch no removal and no repair before them in the recipe."""
    if not repairs:
        return
    taken = bytearray(len(text))
    for edit in removals:
        taken[edit.span.start : edit.span.end] = b"\1" * len(edit.span)
    for rule, proposal in repairs:
        span = proposal.span
        if taken.find(1, span.start, span.end) < 0:
            taken[span.start : span.end] = b"\1" * len(span)
            yield Edit(span, span.of(text), proposal.new, (Reason(rule, proposal.why),))


def apply(text: str, edits: Edits) -> str:
    """The text with its edits made. Raises `EditMismatchError` where an edit does not fit."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        start, end = edit.span.start, edit.span.end
        if start < at or text[start:end] != edit.old:
            raise EditMismatchError(start, edit.old, text[start:end])
        pieces += (text[at:start], edit.new)
        at = end
    return "".join([*pieces, text[at:]])


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
