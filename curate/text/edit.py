"""Edits: the only way text is changed, and how a change is undone.

Rules yield proposals; `settle` decides which stand, `apply` makes clean text of raw text,
`restore` makes raw text of clean text, and `compose` joins the edits of two stages into edits of
the first stage's text. Every edit consumes at least one character (law 3), because spans are
never empty; this is what makes stages compose and maps every clean character to a raw place.
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
    removals: list[tuple[Span, Reason]] = []
    repairs: list[tuple[Span, str, Reason]] = []
    for rule, proposal in proposals:
        span, reason = proposal.span, Reason(rule, proposal.why)
        if span.end > len(text):
            raise InvalidSpanError(span.start, span.end)
        if not proposal.new:
            removals.append((span, reason))
        elif span.of(text) != proposal.new:
            repairs.append((span, proposal.new, reason))
    edits = list(_unite(text, removals))
    edits += _keep_first(text, repairs, [edit.span for edit in edits])
    return tuple(sorted(edits, key=lambda edit: edit.span))


def _unite(text: str, removals: list[tuple[Span, Reason]]) -> Iterator[Edit]:
    """One removal for each group that overlaps, with the reasons in recipe order."""
    group: list[tuple[int, Reason]] = []
    united: Span | None = None
    for place, (span, reason) in sorted(enumerate(removals), key=lambda item: item[1][0]):
        if united and united.overlaps(span):
            united = united.unite(span)
        else:
            if united:
                yield _removal(text, united, group)
            united, group = span, []
        group.append((place, reason))
    if united:
        yield _removal(text, united, group)


def _removal(text: str, span: Span, group: list[tuple[int, Reason]]) -> Edit:
    reasons = dict.fromkeys(reason for _, reason in sorted(group))
    return Edit(span, span.of(text), "", tuple(reasons))


def _keep_first(
    text: str, repairs: list[tuple[Span, str, Reason]], removed: list[Span]
) -> Iterator[Edit]:
    """Repairs that touch no removal and no repair before them in the recipe."""
    taken = bytearray(len(text))
    for span in removed:
        taken[span.start : span.end] = b"\1" * len(span)
    for span, new, reason in repairs:
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * len(span)
            yield Edit(span, span.of(text), new, (reason,))


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


def compose(text: str, first: Edits, second: Edits) -> Edits:
    """Edits of `text` that do at once what `first` and then `second` do.

    A second removal is cut at the borders of first-stage edits, so that every character keeps
    its own reasons; a second repair takes what it covers into one edit, with all reasons.
    """
    middle = apply(text, first)
    located = _locate(first)
    edits: list[Edit] = []
    i = j = 0
    while j < len(second):
        low, high = second[j].span.start, second[j].span.end
        while i < len(located) and located[i].end <= low:
            edits.append(located[i].edit)
            i += 1
        from_i, from_j, j = i, j, j + 1
        while True:  # take in every edit that overlaps what is taken in so far
            if i < len(located) and located[i].start < high:
                high = max(high, located[i].end)
                i += 1
            elif j < len(second) and second[j].span.start < high:
                high = max(high, second[j].span.end)
                j += 1
            else:
                break
        low = min([low, *(place.start for place in located[from_i : from_i + 1] if i > from_i)])
        shift = first[from_i - 1].span.end - located[from_i - 1].end if from_i else 0
        group = _Group(low, high, shift, located[from_i:i], second[from_j:j])
        cut = all(edit.is_removal for edit in group.second)
        edits += _cut(text, group) if cut else [_merge(text, middle, group)]
    edits += first[i:]
    return tuple(edit for edit in edits if edit.old != edit.new)


class _Located(NamedTuple):
    """A first-stage edit and the offsets of its `new` in the text it makes."""

    start: int
    end: int
    edit: Edit


class _Group(NamedTuple):
    """First- and second-stage edits that hang together, from `low` to `high` in the text
    between the stages; `shift` leads from `low` to the first stage's text.
    """

    low: int
    high: int
    shift: int
    first: list[_Located]
    second: Edits


def _locate(edits: Edits) -> list[_Located]:
    located, shift = [], 0
    for edit in edits:
        start = edit.span.start + shift
        located.append(_Located(start, start + len(edit.new), edit))
        shift += len(edit.new) - len(edit.old)
    return located


def _merge(text: str, middle: str, group: _Group) -> Edit:
    """One edit that does what the whole group does."""
    last = group.first[-1] if group.first else None
    start = group.low + group.shift
    end = group.high + (last.edit.span.end - last.end if last else group.shift)
    if group.first and group.first[0].start == group.low:
        start = group.first[0].edit.span.start
    new: list[str] = []
    at = group.low
    for edit in group.second:
        new += (middle[at : edit.span.start], edit.new)
        at = edit.span.end
    new.append(middle[at : group.high])
    reasons = [reason for place in group.first for reason in place.edit.reasons]
    reasons += [reason for edit in group.second for reason in edit.reasons]
    span = Span(start, end)
    return Edit(span, span.of(text), "".join(new), tuple(dict.fromkeys(reasons)))


def _cut(text: str, group: _Group) -> Iterator[Edit]:
    """The group's removals, cut where a first-stage edit begins or ends."""
    at, shift = group.low, group.shift
    for place in group.first:
        yield from _remove_kept(text, at, place.start, shift, group.second)
        yield _shorten(place, group.second)
        at, shift = place.end, place.edit.span.end - place.end
    yield from _remove_kept(text, at, group.high, shift, group.second)


def _remove_kept(text: str, low: int, high: int, shift: int, removals: Edits) -> Iterator[Edit]:
    """Removals of what the first stage had kept between `low` and `high`."""
    for edit in removals:
        start, end = max(low, edit.span.start), min(high, edit.span.end)
        if start < end:
            span = Span(start + shift, end + shift)
            yield Edit(span, span.of(text), "", edit.reasons)


def _shorten(place: _Located, removals: Edits) -> Edit:
    """A first-stage edit without the characters that second-stage removals take away."""
    new, reasons = place.edit.new, place.edit.reasons
    for edit in reversed(removals):
        start, end = edit.span.start - place.start, edit.span.end - place.start
        if new and start < len(place.edit.new) and end > 0:
            new = new[: max(start, 0)] + new[max(end, 0) :]
            reasons = tuple(dict.fromkeys((*reasons, *edit.reasons)))
    return Edit(place.edit.span, place.edit.old, new, reasons)
