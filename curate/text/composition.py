"""Composition: the edits of two stages as edits of the first stage's text."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from curate.text.edit import Edit, Edits, apply
from curate.text.span import Span


def compose(text: str, first: Edits, second: Edits) -> Edits:
    """Edits of `text` that do at once what `first` and then `second` do.

    A second removal is cut at the borders of first-stage edits, so that every character keeps
    its own reasons; a second repair takes what it covers into one edit, with all reasons.
    """
    starts, ends = _located(first)
    middle = ""
    edits: list[Edit] = []
    i = j = 0
    while j < len(second):
        low, high = second[j].span.start, second[j].span.end
        from_i, from_j = bisect_right(ends, low, i), j
        edits += first[i:from_i]
        i = from_i
        shift = first[i - 1].span.end - ends[i - 1] if i else 0
        while True:  # take in every edit that overlaps what is taken in so far
            if starts[i] < high:
                high = max(high, ends[i])
                i += 1
            elif j < len(second) and second[j].span.start < high:
                high = max(high, second[j].span.end)
                j += 1
            else:
                break
        if i == from_i:
            edits.append(_moved(second[from_j], shift))
            continue
        located = list(map(_Located, starts[from_i:i], ends[from_i:i], first[from_i:i]))
        group = _Group(min(low, starts[from_i]), high, shift, located, second[from_j:j])
        if all(edit.is_removal for edit in group.second):
            made = list(_cut(text, group))
        else:
            middle = middle or apply(text, first)
            made = [_merge(text, middle, group)]
        edits += [edit for edit in made if edit.old != edit.new]
    return (*edits, *first[i:])


def _located(edits: Edits) -> tuple[list[int], list[int]]:
    """Where the `new` of each edit starts and ends in the text that the edits make; after the last
    one, where no text reaches.
    """
    starts, ends, shift = [], [], 0
    for edit in edits:
        start = edit.span.start + shift
        starts.append(start)
        ends.append(start + len(edit.new))
        shift += len(edit.new) - len(edit.old)
    return [*starts, sys.maxsize], [*ends, sys.maxsize]


def _moved(edit: Edit, shift: int) -> Edit:
    """The edit where the text is shifted."""
    if not shift:
        return edit
    span = Span(edit.span.start + shift, edit.span.end + shift)
    return Edit(span, edit.old, edit.new, edit.reasons)


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
