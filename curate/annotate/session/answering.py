"""Going from annotation to annotation, and saying yes or no to proposals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from curate.annotate.author import together
from curate.annotate.record import Annotation, Status
from curate.annotate.session.marking import beside, shortened, spanned
from curate.annotate.session.state import Session
from curate.annotate.session.waiting import (
    check_ends,
    joined,
    own_spans,
    proposal,
    stops,
    waiting,
)
from curate.errors import CurateError


def visit(step: int) -> Callable[[Session], Session]:
    """To the next (1) or the previous (-1) annotation or proposal; after the last the first."""

    def command(session: Session) -> Session:
        ids = stops(session)
        if not ids:
            return session.say("nothing is marked here yet")
        if session.focus in ids:
            return into_focus(session, ids[(ids.index(session.focus) + step) % len(ids)])
        passed = sum(mark.start < session.cursor for mark in session.marks.items)
        return into_focus(session, ids[(passed if step > 0 else passed - 1) % len(ids)])

    return command


def into_focus(session: Session, id: str) -> Session:
    """An annotation or proposal in focus, the cursor at its start: of a relation, where it leads
    from.
    """
    item = proposal(session, id)
    start = joined(item, own_spans(session)).from_id if item and item.kind == "relation" else ""
    places = (id, start, item.from_id if item else "")
    seen = next(filter(None, map(session.marks.get, places)), None)
    return replace(session.at_rest(), focus=id, cursor=seen.start if seen else session.cursor)


def is_proposal(session: Session) -> bool:
    """Is a proposal in focus?"""
    return proposal(session, session.focus) is not None


def answer(status: Status) -> Callable[[Session], Session]:
    """Accept or reject the proposal in focus, and go to the next one."""

    def command(session: Session) -> Session:
        item = proposal(session, session.focus)
        return _answered(session, [item] if item else [], status)

    return command


def answer_all(status: Status) -> Callable[[Session], Session]:
    """The same for all proposals of that label from that source."""

    def command(session: Session) -> Session:
        item = proposal(session, session.focus)
        every = filter(None, (proposal(session, id) for id in waiting(session)))
        alike = [other for other in every if item and _source(other) == _source(item)]
        return _answered(session, alike, status)

    return command


def _source(item: Annotation) -> tuple[str, str, str]:
    return item.label, item.by.id, item.by.tool


def _answered(session: Session, proposals: list[Annotation], status: Status) -> Session:
    """After one answer, or many as one action; of many, those that may not stand stay open."""
    made: list[Annotation] = []
    own = own_spans(session) if session.unplaced else {}
    for place, item in enumerate(proposals):
        said = session.author.answer(
            joined(item, own), status, id=session.fresh_id(place), at=session.at
        )
        try:
            if status == "accepted":
                check_ends(session, said)
                beside(session, said, made)
        except CurateError:
            if len(proposals) == 1:
                raise
            continue
        made.append(said)
    if not made:
        return session.say("none of them may stand beside what is there; answer one by one")
    spans = [item for item in made if item.kind == "span"]
    order = waiting(session)
    here = order.index(session.focus) if session.focus in order else 0
    after = session.write(together(made)).at_rest()
    after = spanned(after, len(spans) if status == "accepted" else 0)
    last = spans[-1].id if spans and status == "accepted" else session.last
    left = f", {len(proposals) - len(made)} left open" if len(made) < len(proposals) else ""
    message = f"{len(made)} {status}{left}: {told(after, made[0])}"
    after = replace(after, last=last).say(message)
    still = set(waiting(after))
    following = [id for id in (*order[here:], *order[:here]) if id in still]
    if not following:
        return after
    # The line of the message is where a proposal without a place shows.
    shows_itself = len(made) == 1 and following[0] in after.unplaced
    return replace(into_focus(after, following[0]), message="" if shows_itself else message)


def told(session: Session, item: Annotation) -> str:
    """What an annotation is about, in a few words: its text, its value, or what it joins."""
    if item.kind == "document":
        return f"{item.label} = {item.value}"
    if item.kind == "relation":
        ends = (
            session.mine.get(id) or session.ends.get(id) or session.proposals.get(id)
            for id in (item.from_id, item.to_id)
        )
        return " → ".join(f"“{shortened(end.text, 24)}”" if end else "?" for end in ends)
    return shortened(item.text)
