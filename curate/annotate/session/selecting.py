"""Selecting: a word, a sentence, a paragraph, a match; growing and shrinking; separate parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from curate.annotate.anchor import mark
from curate.annotate.session.marking import beside, revised
from curate.annotate.session.modes import Prompt
from curate.annotate.session.page import Page, folded
from curate.annotate.session.state import Session
from curate.text import Span


def select(session: Session, span: Span) -> Session:
    """Exactly this selected, the cursor at its end."""
    return replace(
        session, fixed=span.start, cursor=span.end, focus="", is_extending=False, column=None
    )


def word(session: Session) -> Session:
    """The word at the cursor or the next one; when something is selected, one word more."""
    if session.selection:
        return edge(session, right=Page.next_word_end)
    found = session.page.word_from(session.cursor)
    return select(session, found) if found else session.say("no word follows")


def unit(find: Callable[[Page, int], Span | None]) -> Callable[[Session], Session]:
    """The command that selects the sentence or paragraph around the cursor."""

    def command(session: Session) -> Session:
        span = session.selection
        found = find(session.page, span.start if span else session.cursor)
        return select(session, found) if found else session.say("there is no text")

    return command


def extend(session: Session) -> Session:
    """From here on the selection grows with the cursor, or no longer does."""
    if session.is_extending:
        return replace(session, is_extending=False)
    fixed = session.cursor if session.fixed is None else session.fixed
    return replace(session, is_extending=True, fixed=fixed, focus="")


def edge(
    session: Session,
    left: Callable[[Page, int], int] = lambda page, offset: offset,
    right: Callable[[Page, int], int] = lambda page, offset: offset,
) -> Session:
    """Move the edges of the selection, or of the annotation in focus, to another word."""
    return _reshaped(session, lambda page, span: (left(page, span.start), right(page, span.end)))


def quotes(session: Session) -> Session:
    """Take in the quotation marks next to the selection, or to the annotation in focus."""

    def taken(page: Page, span: Span) -> tuple[int, int]:
        wider = page.with_quotes(span)
        return wider.start, wider.end

    return _reshaped(session, taken)


def _reshaped(session: Session, shape: Callable[[Page, Span], tuple[int, int]]) -> Session:
    own = session.mine.get(session.focus)
    seen = session.marks.get(session.focus)
    if session.selection:
        start, end = shape(session.page, session.selection)
        return select(session, Span(start, end)) if start < end else session
    if own is None or seen is None or own.status != "accepted" or len(seen.spans) > 1:
        return session.say("select something first, or go to an annotation with Tab")
    start, end = shape(session.page, seen.spans[0])
    if start >= end:
        return session
    target = mark(session.page.cleaned, [Span(start, end)])
    changed = session.author.revise(
        own, session.at, target=target.fragments, quote=target.quote, anchor=None
    )
    beside(session, changed)
    return revised(session, changed)


def part(session: Session) -> Session:
    """Keep what is selected as one part of a discontinuous span, and select the next part."""
    if not session.selection:
        return session.say("select the first part, press &, select the next part, then label")
    parts = (*session.parts, session.selection)
    return replace(session, parts=parts, fixed=None, is_extending=False)


def search(session: Session) -> Session:
    """Ask for a text; its next place becomes the selection."""

    def run(session: Session, text: str) -> Session:
        return found(replace(session, sought=text or session.sought))

    return replace(session, mode=Prompt("/", "", run))


def found(session: Session, backwards: bool = False) -> Session:
    """Select the next place of the text sought, or the one before; after the last comes the first.
    Case, kinds of quotation marks and runs of white space do not matter.
    """
    words = folded(session.sought).split()
    if not words:
        return session.say("nothing to search for: / first")
    edge = session.selection.start if session.selection else session.cursor
    ways = (
        [(edge - 1, -1), (len(session.page.text), -1)]
        if backwards
        else [(session.cursor, 1), (0, 1)]
    )
    for start, step in ways:
        place = _place(session.page.folded, words, start, step)
        if place:
            return select(session, place)
    return session.say(f"not found: {session.sought}")


def _place(text: str, words: list[str], start: int, step: int) -> Span | None:
    """The nearest place of the words, any white space between them, at or after `start` (step 1),
    or at or before it (-1).
    """
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    at = start
    while at >= 0:
        at = text.find(words[0], at) if step > 0 else text.rfind(words[0], 0, at + len(words[0]))
        match = pattern.match(text, at) if at >= 0 else None
        if match:
            return Span(*match.span())
        at += step if at >= 0 else 0
    return None
