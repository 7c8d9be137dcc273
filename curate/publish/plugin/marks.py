"""Marks over a text: overlapping, nested and broken ones, drawn by splitting at every border."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

LEVELS = 4
"""Lines drawn below each other before they share a place; line height leaves room for four."""
DEEPEST = 16
"""Marks drawn over one place; of more, only the first character. Else five thousand spans inside
one another would make a page of a gigabyte."""


_special = re.compile("[&<>\"']").search


def escaped(text: str) -> str:
    """A short text as HTML. Most need no change, which is known in a third of the time."""
    return escape(text) if _special(text) else text


class Mark(NamedTuple):
    """A stretch of the text to be drawn: `level` is the line it is drawn on, from 0 at the top,
    `look` the classes of its style. `tag` is HTML that stands where the mark starts, `close` HTML
    that stands where it ends.
    """

    start: int
    end: int
    look: str
    tag: str = ""
    close: str = ""
    level: int = 0
    element: str = "mark"


class Piece(NamedTuple):
    """A stretch between two borders, with all marks over it, outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def levelled(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks in text order, longer ones first, each on the highest line that is free.

    Marks are trimmed to the text and of white space at their ends; what is empty then is left out.
    """
    ends: list[int] = []
    placed = []
    trimmed = (_trimmed(text, mark) for mark in marks)
    for mark in sorted(filter(None, trimmed), key=lambda mark: (mark[0], -mark[1])):
        level = next((at for at, end in enumerate(ends) if end <= mark.start), len(ends))
        if level == DEEPEST:
            placed.append(mark._replace(end=mark.start + 1))
            continue
        if level == len(ends):
            ends.append(0)
        ends[level] = mark.end
        placed.append(mark._replace(level=level % LEVELS) if level else mark)
    return placed


def _trimmed(text: str, mark: Mark) -> Mark | None:
    start, end = mark.start, mark.end
    if 0 <= start < end <= len(text) and not (text[start].isspace() or text[end - 1].isspace()):
        return mark
    covered = text[max(start, 0) : max(end, 0)]
    start = max(start, 0) + len(covered) - len(covered.lstrip())
    length = len(covered.strip())
    return mark._replace(start=start, end=start + length) if length else None


def split(
    stretches: Iterable[tuple[int, int]], marks: Sequence[Mark]
) -> Iterator[tuple[int, int, list[Piece]]]:
    """Every stretch with its pieces. Stretches stand in text order and do not overlap; marks may,
    and may reach over the ends of a stretch or lie between two.
    """
    waiting = sorted(marks, key=lambda mark: (mark[0], -mark[1]))
    waiting.reverse()
    active: list[Mark] = []
    for start, end in stretches:
        if active:
            active = [mark for mark in active if mark[1] > start]
        while waiting and waiting[-1].start < end:
            mark = waiting.pop()
            if mark.start >= start:
                active.append(mark)
            elif mark.end > start:
                active.append(mark._replace(start=start))
        yield start, end, list(_pieces(start, end, active)) if active else [Piece(start, end, ())]


def _pieces(start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The pieces of a stretch; its marks stand in text order, and all reach into it."""
    borders = {start, end}  # of marks, the fields are asked by place: twice as fast as by name
    borders.update(mark[0] for mark in marks if mark[0] > start)
    borders.update(mark[1] for mark in marks if mark[1] < end)
    over: list[Mark] = []
    begun = 0
    for at, after in pairwise(sorted(borders)):
        over = [mark for mark in over if mark[1] > at]
        while begun < len(marks) and marks[begun][0] <= at:
            over.append(marks[begun])
            begun += 1
        yield Piece(at, after, tuple(over))


def html(text: str, pieces: Iterable[Piece]) -> str:
    """The pieces as HTML: text escaped, a mark element around it for each mark."""
    parts: list[str] = []
    for start, end, marks in pieces:
        shown = escape(text[start:end], quote=False)
        if not marks:
            parts.append(shown)
            continue
        tags = opened = closed = ends = ""
        for first, last, look, tag, close, level, element in marks:
            if first == start:
                tags += tag
            opened += f'<{element} class="{look} v{level}">'
            closed = f"</{element}>{closed}"
            if last == end:
                ends += close
        parts.append(f"{tags}{opened}{shown}{closed}{ends}")
    return "".join(parts)
