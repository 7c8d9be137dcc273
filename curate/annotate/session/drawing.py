"""What there is to see: rows of text in pieces with what they mean; faces only give them looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from curate.annotate.session.layout import Insert, Row, cells
from curate.annotate.session.marks import Mark
from curate.annotate.session.modes import Aim
from curate.annotate.session.moving import visible_rows
from curate.annotate.session.state import Session
from curate.text import Span

_CONTROLS = [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]
_DIRECTIONS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_HIDDEN = str.maketrans(dict.fromkeys([*_CONTROLS, *_DIRECTIONS], "\N{MIDDLE DOT}"))
"""Characters that would command the terminal or turn the direction of writing; seen as a dot."""


class Piece(NamedTuple):
    """Some text that looks the same throughout, and the offset of its first character (None for a
    bracket). `marks` are the annotations on it, the innermost last.
    """

    text: str
    offset: int | None = None
    marks: tuple[Mark, ...] = ()
    is_selected: bool = False
    is_cursor: bool = False
    is_hint: bool = False
    in_focus: bool = False


def screen(session: Session) -> list[list[Piece]]:
    """The rows on the screen, from the top, in pieces."""
    rows = visible_rows(session)
    marks = session.marks.between(rows[0].start, rows[-1].end)
    hints = hints_shown(session)
    has_cursor = rows.index(next(session.layout.rows_from(session.cursor)))
    return [
        list(_pieces(session, row, marks, hints, place == has_cursor))
        for place, row in enumerate(rows)
    ]


def hints_shown(session: Session) -> dict[int, str]:
    """The hints on the screen by the offset they stand at."""
    if not isinstance(session.mode, Aim):
        return {}
    return {place.offset: hint for hint, place in session.mode.hints}


def _pieces(
    session: Session, row: Row, marks: list[Mark], hints: dict[int, str], has_cursor: bool
) -> Iterator[Piece]:
    text = session.page.text
    inserts = session.layout.inserts_of(row)
    inside = [mark for mark in marks if mark.start < row.end and row.start < mark.end]
    cursor = Span(session.cursor, session.cursor + 1) if has_cursor else None
    if cursor and session.cursor < row.end:
        cursor = Span(session.cursor, session.page.right(session.cursor))
    cuts = {row.start, row.end, *(item.offset for item in inserts)}
    for span in (*session.selected, *(span for mark in inside for span in mark.spans)):
        cuts |= {span.start, span.end}
    cuts |= {cut for offset in hints for cut in (offset, offset + 1)}
    cuts |= {cursor.start, cursor.end} if cursor else set()
    edges = sorted(cut for cut in cuts if row.start <= cut <= row.end)
    for start, end in zip(edges, [*edges[1:], None], strict=True):
        yield from _brackets(session, inserts, start)
        if end is None:
            break
        here = Span(start, end)
        yield Piece(
            hints.get(start) or text[start:end].translate(_HIDDEN),
            start,
            tuple(mark for mark in inside if any(span.covers(here) for span in mark.spans)),
            any(span.covers(here) for span in session.selected),
            cursor is not None and cursor.covers(here),
            start in hints,
            any(mark.id == session.focus for mark in inside
                if any(span.covers(here) for span in mark.spans)),
        )  # fmt: skip
    if cursor and cursor.start == row.end:
        yield Piece(" ", row.end, is_cursor=True)


def _brackets(session: Session, inserts: list[Insert], offset: int) -> Iterator[Piece]:
    for item in inserts:
        if item.offset == offset:
            mark = session.marks.get(item.id)
            yield Piece(item.text, None, (mark,) if mark else (), in_focus=item.id == session.focus)


def offset_at(session: Session, row: int, column: int) -> int:
    """The offset of the character at a place on the screen, rows and columns from 0."""
    rows = screen(session)
    if row >= len(rows):
        return len(session.page.text)
    at, shown = 0, visible_rows(session)[row]
    offset = shown.start
    for piece in rows[row]:
        width = cells(piece.text)
        if piece.offset is not None:
            offset = piece.offset
            if column < at + width:
                return offset + min(column - at, len(piece.text) - 1)
            offset += len(piece.text)
        elif column < at + width:
            return offset
        at += width
    return min(offset, shown.start + len(session.page.text[shown.start : shown.end].rstrip()))
