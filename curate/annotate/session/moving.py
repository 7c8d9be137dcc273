"""Moving the cursor, and keeping it in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from curate.annotate.session.layout import Row, cells
from curate.annotate.session.page import Page
from curate.annotate.session.state import Session

CONTEXT = 2
"""Rows that stay in sight beyond the cursor after a jump."""


def moved(session: Session, offset: int, extend: bool = False) -> Session:
    """The cursor at an offset; with `extend` the selection grows with it, otherwise it is gone."""
    offset = min(max(offset, 0), len(session.page.text))
    fixed = session.fixed
    if not (extend or session.is_extending):
        fixed = None
    elif fixed is None:
        fixed = session.cursor
    return replace(session, cursor=offset, fixed=fixed, focus="", column=None)


def by(step: Callable[[Page, int], int], extend: bool = False) -> Callable[[Session], Session]:
    """The command that moves to where `step` leads from the cursor."""
    return lambda session: moved(session, step(session.page, session.cursor), extend)


def sentence(step: int) -> Callable[[Session], Session]:
    """To the start of the next sentence (1) or the one before (-1)."""
    return by(lambda page, offset: page.beside(page.sentences, offset, step))


def paragraph(step: int) -> Callable[[Session], Session]:
    """To the start of the next paragraph (1) or the one before (-1)."""
    return by(lambda page, offset: page.beside(page.paragraphs, offset, step))


def vertically(
    rows: int, extend: bool = False, pages: bool = False
) -> Callable[[Session], Session]:
    """Down or, below zero, up by rows (or screens) of the screen, in the same column."""

    def move(session: Session) -> Session:
        steps = rows * (session.height - CONTEXT) if pages else rows
        layout = session.layout
        here = next(layout.rows_from(session.cursor))
        column = session.column
        if column is None:
            column = cells(session.page.text[here.start : session.cursor])
        there = layout.rows_from(session.cursor) if steps > 0 else layout.rows_before(here.start)
        count = steps + 1 if steps > 0 else -steps
        goal = list(islice(there, count))[-1:] or [here]
        after = moved(session, _at_column(session, goal[0], column), extend)
        return replace(after, column=column)

    return move


def to_row_edge(end: bool, extend: bool = False) -> Callable[[Session], Session]:
    """To the first or the last character of the row."""

    def move(session: Session) -> Session:
        row = next(session.layout.rows_from(session.cursor))
        last = session.page.text[row.start : row.end].rstrip()
        return moved(session, row.start + len(last) if end else row.start, extend)

    return move


def _at_column(session: Session, row: Row, column: int) -> int:
    offset, page = row.start, session.page
    last = row.start + len(page.text[row.start : row.end].rstrip("\r\n "))
    while offset < last and cells(page.text[row.start : offset]) < column:
        offset = page.right(offset)
    return min(offset, last)


def visible_rows(session: Session) -> list[Row]:
    """The rows on the screen."""
    return list(islice(session.layout.rows_from(session.top), session.height))


def in_sight(session: Session) -> Session:
    """The same, scrolled so that the cursor shows; after an action in the lower half of the screen
    so that it stands near the top, because what comes next is further on.
    """
    rows = visible_rows(session)
    here = next(session.layout.rows_from(session.cursor))
    goes_on = bool(session.events) and here in rows[session.height // 2 :]
    if here in rows and not goes_on:
        return replace(session, top=rows[0].start)
    is_above = session.cursor < session.top
    before = CONTEXT if is_above or goes_on else session.height - 1 - CONTEXT
    above = list(islice(session.layout.rows_before(here.start), before))
    return replace(session, top=above[-1].start if above else here.start)


def resized(session: Session, width: int, height: int) -> Session:
    """The same on a screen with so many columns and rows for text."""
    return in_sight(replace(session, width=max(20, width), height=max(3, height)))


def pointed(session: Session, offset: int, extend: bool = False) -> Session:
    """The cursor where the mouse pressed; with `extend` what was dragged over is selected."""
    rested = session if extend else session.at_rest()
    return moved(rested.say(""), offset, extend)
