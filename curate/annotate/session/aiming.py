"""Hints: a letter on every place in sight that one may want to go to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from curate.annotate.session.modes import Aim, Place
from curate.annotate.session.moving import moved, visible_rows
from curate.annotate.session.state import Session

HINTS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM"
"""The home row first; more than 52 places beginning with one letter do not fit a screen."""


def go(session: Session) -> Session:
    """Jump to the start of a word in sight."""
    return _aim(session, "jump to a word that begins with …", _words(session), moved)


def word(session: Session) -> Session:
    """Jump to a word in sight and select it."""

    def select(session: Session, offset: int) -> Session:
        end = session.page.next_word_end(offset)
        return replace(session.at_rest(), fixed=offset, cursor=end)

    return _aim(session, "select the word that begins with …", _words(session), select)


def end(session: Session) -> Session:
    """Select from the cursor to the end of a word: of one in this paragraph, or else of any in
    sight.
    """

    def select(session: Session, offset: int) -> Session:
        return replace(
            session,
            fixed=session.cursor if session.fixed is None else session.fixed,
            cursor=session.page.next_word_end(offset),
            focus="",
        )

    title = "select to the end of the word that begins with …"
    paragraph = session.page.paragraph(session.cursor)
    limit = paragraph.end if paragraph else 0
    return replace(session, mode=Aim(title, tuple(_ahead(session)), select, first_before=limit))


def _words(session: Session) -> list[Place]:
    rows = visible_rows(session)
    text = session.page.text
    return [
        Place(start, start, text[start].casefold())
        for start, _ in session.page.words_between(rows[0].start, rows[-1].end)
    ]


def _ahead(session: Session) -> list[Place]:
    return [place for place in _words(session) if place.offset >= session.cursor]


def _aim(
    session: Session,
    title: str,
    places: Iterable[Place],
    run: Callable[[Session, int], Session],
) -> Session:
    return replace(session, mode=Aim(title, tuple(places), run))


def with_hints(session: Session, title: str, places: Iterable[Place],
               run: Callable[[Session, str], Session]) -> Session:  # fmt: skip
    """Aim at one of these places at once, nearest first."""
    near = sorted(places, key=lambda place: _distance(session, place))
    return replace(session, mode=Aim(title, (), run, tuple(zip(HINTS, near, strict=False))))


def press(session: Session, aim: Aim, key: str) -> Session:
    """The letter that a word begins with, and then its hint; where there is only one such word,
    the letter is enough.
    """
    rested = replace(session, mode=None)
    if aim.hints:
        for hint, place in aim.hints:
            if hint == key:
                return aim.run(rested, place.value)
        return rested.say(f"no hint {key}")
    found = [place for place in aim.places if place.letter == key.casefold()]
    found = [place for place in found if place.offset < aim.first_before] or found
    if not found:
        return rested.say(f"no word in sight begins with {key}")
    if len(found) == 1:
        return aim.run(rested, found[0].value)
    near = sorted(found, key=lambda place: _distance(session, place))
    return replace(session, mode=aim._replace(hints=tuple(zip(HINTS, near, strict=False))))


def _distance(session: Session, place: Place) -> tuple[bool, int]:
    """What lies ahead comes first, then what is near."""
    behind = place.offset < session.cursor
    return behind, abs(place.offset - session.cursor)
