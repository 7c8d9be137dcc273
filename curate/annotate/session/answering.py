"""Going from annotation to annotation, and saying yes or no to proposals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from curate.annotate.author import together
from curate.annotate.record import Annotation, Status
from curate.annotate.session.marking import beside, shortened, spanned
from curate.annotate.session.marks import Mark
from curate.annotate.session.state import Session
from curate.errors import CurateError


def visit(step: int) -> Callable[[Session], Session]:
    """To the next (1) or the previous (-1) annotation or proposal; after the last the first."""

    def command(session: Session) -> Session:
        items = session.marks.items
        if not items:
            return session.say("nothing is marked here yet")
        here = session.marks.get(session.focus)
        if here is not None:
            return into_focus(session, items[(items.index(here) + step) % len(items)])
        ahead = [mark for mark in items if mark.start >= session.cursor]
        behind = [mark for mark in items if mark.start < session.cursor]
        chosen = (ahead or behind)[0] if step > 0 else (behind or ahead)[-1]
        return into_focus(session, chosen)

    return command


def into_focus(session: Session, mark: Mark) -> Session:
    """An annotation in focus, the cursor at its start."""
    return replace(session.at_rest(), focus=mark.id, cursor=mark.start)


def is_proposal(session: Session) -> bool:
    """Is a proposal in focus?"""
    return session.focus in session.proposals


def answer(status: Status) -> Callable[[Session], Session]:
    """Accept or reject the proposal in focus, and go to the next one."""

    def command(session: Session) -> Session:
        return _answered(session, [session.proposals[session.focus]], status)

    return command


def answer_all(status: Status) -> Callable[[Session], Session]:
    """The same for all proposals of that label from that source."""

    def command(session: Session) -> Session:
        item = session.proposals[session.focus]
        alike = [
            session.proposals[mark.id]
            for mark in session.marks.items
            if mark.is_proposal and _source(session.proposals[mark.id]) == _source(item)
        ]
        return _answered(session, alike, status)

    return command


def _source(item: Annotation) -> tuple[str, str, str]:
    return item.label, item.by.id, item.by.tool


def _answered(session: Session, proposals: list[Annotation], status: Status) -> Session:
    """After one answer, or many as one action; of many, those that may not stand stay open."""
    made: list[Annotation] = []
    for place, item in enumerate(proposals):
        id = session.fresh_id(place)
        said = session.author.answer(item, status, id=id, at=session.at)
        try:
            if status == "accepted":
                beside(session, said, made)
        except CurateError:
            if len(proposals) == 1:
                raise
            continue
        made.append(said)
    if not made:
        return session.say("none of them may stand beside what is there; answer one by one")
    here = session.marks.get(session.focus)
    after = session.write(together(made)).at_rest()
    after = spanned(after, len(made) if status == "accepted" else 0)
    last = made[-1].id if status == "accepted" else session.last
    left = f", {len(proposals) - len(made)} left open" if len(made) < len(proposals) else ""
    message = f"{len(made)} {status}{left}: {shortened(made[0].text)}"
    after = replace(after, last=last).say(message)
    open_ones = [mark for mark in after.marks.items if mark.is_proposal]
    following = [mark for mark in open_ones if here is None or mark > here] or open_ones
    return replace(into_focus(after, following[0]), message=after.message) if following else after
