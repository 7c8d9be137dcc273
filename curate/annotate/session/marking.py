"""Marking: giving a label, changing it, taking it back; undo and redo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from curate.annotate.actions import redo as redone
from curate.annotate.actions import undo as undone
from curate.annotate.anchor import mark, places
from curate.annotate.author import together
from curate.annotate.codebook import Label
from curate.annotate.policy import admit
from curate.annotate.record import Annotation, By
from curate.annotate.session.marks import Mark
from curate.annotate.session.modes import Choice, Leave, Menu
from curate.annotate.session.state import Session
from curate.text import Span

EQUAL = "equal strings"
"""The tool that stands in proposals made by `*`."""


def label_of(session: Session, key: str) -> Label | None:
    """The span label that a key gives."""
    labels = session.author.codebook.of_kind("span")
    return next((label for label in labels if label.key == key), None)


def label(session: Session, label: Label) -> Session:
    """Give the label to what is selected, or to the annotation or proposal in focus."""
    if session.selected:
        return _labelled(session, label)
    item = session.focused
    if item is None or item.kind != "span":
        return session.say(f"select something to label it {label.title}")
    attributes = {name: item.attributes[name] for name in label.attributes
                  if name in item.attributes}  # fmt: skip
    if item.status == "proposed":
        answer = session.author.answer(item, "accepted", id=session.fresh_id(), at=session.at)
        changed = replace(answer, label=label.id, attributes=attributes)
    else:
        changed = session.author.revise(item, session.at, label=label.id, attributes=attributes)
    beside(session, changed)
    return spanned(revised(session, changed), int(item.status == "proposed"))


def _labelled(session: Session, label: Label) -> Session:
    spans = list(filter(None, (trimmed(session, span) for span in session.selected)))
    if not spans:
        return session.say("there is only white space selected")
    made = session.author.span(
        session.page.cleaned.document,
        mark(session.page.cleaned, spans),
        label.id,
        id=session.fresh_id(),
        at=session.at,
    )
    beside(session, made)
    end = session.selected[-1].end
    after = spanned(session.write((made,)).at_rest(), 1)
    return replace(after, cursor=end, last=made.id).say(f"{label.title}: {shortened(made.text)}")


def trimmed(session: Session, span: Span) -> Span | None:
    """The span without white space at its edges; None when it is nothing else."""
    inside = span.of(session.page.text)
    start = span.start + len(inside) - len(inside.lstrip())
    end = span.end - (len(inside) - len(inside.rstrip()))
    return Span(start, end) if start < end else None


def shortened(text: str, length: int = 40) -> str:
    """A text on one line, not longer than so many characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def beside(session: Session, made: Annotation, new: Sequence[Annotation] = ()) -> None:
    """Let it stand beside what was said there, and beside what is new. Raises what `admit` does."""
    codebook = session.author.codebook
    seen = Mark.of(session.page, codebook, made) if made.kind == "span" else None
    if seen is None:
        admit(codebook, made, [*session.said(), *new])
        return
    near = (session.mine.get(mark.id) for mark in session.marks.between(seen.start, seen.end))
    admit(codebook, made, [*new, *(item for item in near if item and item.status == "accepted")])


def revised(session: Session, changed: Annotation) -> Session:
    """After a change of one annotation, which stays, or comes, into focus."""
    after = session.write((changed,))
    seen = after.marks.get(changed.id)
    cursor = seen.start if seen else session.cursor
    rested = replace(after.at_rest(), focus=changed.id, last=changed.id, cursor=cursor)
    return rested.say(f"{changed.label}: {shortened(changed.text)}")


def spanned(session: Session, spans: int) -> Session:
    """So many spans more (or fewer) on the count."""
    return replace(session, count=session.count._replace(spans=session.count.spans + spans))


def labels(session: Session) -> Session:
    """A menu of all span labels, for those without a key of their own or with a taken one."""
    every = session.author.codebook.of_kind("span")
    free = iter(key for key in "123456789" + "abcdefghijklmnopqrstuvwxyz".upper()
                if all(key != item.key for item in every))  # fmt: skip
    choices = []
    for item in every:
        key = item.key or next(free, "")
        choices.append(Choice(key, item.title, partial(label, label=item)))
    return replace(session, mode=Menu("label", tuple(choices)))


def delete(session: Session) -> Session:
    """Take back the annotation in focus, with the relations that hang on it."""
    item = session.mine.get(session.focus)
    if item is None or item.status != "accepted":
        return session.say("go to one of your annotations with Tab first")
    hanging = [other for other in session.said() if item.id in (other.from_id, other.to_id)]
    gone = [session.author.revise(one, session.at, status="deleted") for one in (item, *hanging)]
    after = spanned(session.write(together(gone)).at_rest(), -1)
    return after.say(f"deleted: {item.label} {shortened(item.text)}")


def equal_strings(session: Session) -> Session:
    """Propose the label of the annotation in focus, or made last, for every equal string that
    follows it and is not marked so.
    """
    item = session.subject
    seen = session.marks.get(item.id) if item else None
    if item is None or seen is None:
        return session.say("label something first; * then looks for the same further on")
    proposals = tuple(_equal(session, item, seen.end))
    if not proposals:
        return session.say(f"no more {shortened(item.text)} follows")
    after = session.write(together(proposals))
    return after.say(f"{len(proposals)} proposed: Tab, then y or n; Y for all")


def _equal(session: Session, item: Annotation, after: int) -> Iterator[Annotation]:
    by = By(session.author.by.id, "pattern", EQUAL, item.text)
    page = session.page
    wanted = [mark for mark in session.marks.items if mark.label == item.label]
    taken = {(mark.start, mark.end) for mark in wanted}
    for place, span in enumerate(places(page.text, item.text)):
        before, behind = page.text[span.start - 1 : span.start], page.text[span.end : span.end + 1]
        inside_word = before.isalnum() or behind.isalnum()
        if span.start < after or inside_word or (span.start, span.end) in taken:
            continue
        target = mark(page.cleaned, [span])
        made = session.author.span(page.cleaned.document, target, item.label,
                                   id=session.fresh_id(place), at=session.at)  # fmt: skip
        yield replace(made, by=by, status="proposed", attributes=item.attributes)


def undo(session: Session) -> Session:
    """Take back the last action; where it was done elsewhere, go there first."""
    return _back(session, redo=False)


def redo(session: Session) -> Session:
    """Do what was undone last once more."""
    return _back(session, redo=True)


def _back(session: Session, redo: bool) -> Session:
    actions = session.past.undone if redo else session.past.done
    if actions:
        elsewhere = actions[-1].changes[0].after.doc
        if elsewhere != session.doc:
            event = Leave(doc=elsewhere)
            return replace(session, events=(event,)).say(f"that was in {elsewhere}: press again")
    before = len(spans_said(session))
    lines, past = (redone if redo else undone)(session.past, session.mine, session.at)
    after = session.write(lines, past).at_rest()
    seen = after.marks.get(lines[0].id)
    after = replace(after, cursor=seen.start if seen else session.cursor)
    what = f"{lines[0].label or lines[0].kind} {shortened(lines[0].text)}".strip()
    done = spanned(after, len(spans_said(after)) - before)
    return done.say(f"{'redone' if redo else 'undone'}: {what}")


def spans_said(session: Session) -> list[Annotation]:
    """The annotator's spans in this document."""
    return [item for item in session.said() if item.kind == "span"]
