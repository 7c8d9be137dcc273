"""Being done with a document: finish, skip, go on, close."""

from __future__ import annotations

from dataclasses import replace

from curate.annotate.session.modes import Leave, Quit
from curate.annotate.session.state import Session


def finish(session: Session) -> Session:
    """Say that the document is finished and show the next one. Where a required document label
    has no value, it takes a second press.
    """
    given = {item.label for item in session.said() if item.kind == "document"}
    missing = [
        label.title
        for label in session.author.codebook.of_kind("document")
        if label.required and label.id not in given
    ]
    if missing and not session.is_warned:
        wanted = " and ".join(missing)
        return replace(session, is_warned=True).say(
            f"{wanted}: no value yet (D gives one); ] once more finishes without"
        )
    return _stated(session, "finished")


def skip(session: Session) -> Session:
    """Say that one does not annotate this document and show the next one."""
    return _stated(session, "skipped")


def _stated(session: Session, value: str) -> Session:
    state = session.state
    document = session.page.cleaned.document
    if state is None:
        said = session.author.state(document, value, id=session.fresh_id(), at=session.at)
    else:
        said = session.author.revise(state, session.at, value=value)
    after = session.at_rest()
    if state is None or state.value != value:
        after = after.write((said,))
    return replace(after, events=(*after.events, Leave(1)))


def back(session: Session) -> Session:
    """Show the document before."""
    return replace(session.at_rest(), events=(Leave(-1),))


def quit(session: Session) -> Session:
    """Close the screen; everything is stored already."""
    return replace(session, events=(Quit(),))
