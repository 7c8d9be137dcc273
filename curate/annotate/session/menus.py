"""What is said beyond label and place: attributes, notes, document labels, relations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from curate.annotate.codebook import Attribute, Label
from curate.annotate.record import Annotation, AttributeValue
from curate.annotate.request import read_values
from curate.annotate.session.aiming import with_hints
from curate.annotate.session.marking import beside, revised, shortened
from curate.annotate.session.modes import Choice, Menu, Place, Prompt
from curate.annotate.session.moving import visible_rows
from curate.annotate.session.state import Session

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
NOBODY = "go to one of your annotations with Tab first"


def press(session: Session, menu: Menu, key: str) -> Session:
    """Choose by key; any other key closes the menu."""
    rested = replace(session, mode=None)
    for choice in menu.choices:
        if choice.key == key:
            return choice.run(rested)
    return rested.say("" if key == "escape" else f"no choice {key}")


def typed(session: Session, prompt: Prompt, key: str) -> Session:
    """One more character, one fewer, or the end of the line."""
    if key == "enter":
        return prompt.run(replace(session, mode=None), prompt.text)
    if key == "escape":
        return replace(session, mode=None)
    if key in ("backspace", "ctrl+h"):
        return replace(session, mode=prompt._replace(text=prompt.text[:-1]))
    text = " " if key == "space" else key if len(key) == 1 else ""
    return replace(session, mode=prompt._replace(text=prompt.text + text))


def note(session: Session) -> Session:
    """Write a note on the annotation in focus, or made last."""
    item = session.subject
    if item is None:
        return session.say(NOBODY)

    def run(session: Session, text: str) -> Session:
        return revised(session, session.author.revise(item, session.at, note=text.strip()))

    return replace(session, mode=Prompt(f"note on {item.label}: ", item.note, run))


def attributes(session: Session) -> Session:
    """Choose an attribute of the annotation in focus, or made last, and then its value."""
    item = session.subject
    if item is None:
        return session.say(NOBODY)
    codebook = session.author.codebook
    names = codebook.label(item.label).attributes if codebook.has(item.label) else ()
    known = [codebook.attributes[name] for name in names if name in codebook.attributes]
    if not known:
        return session.say(f"{item.label} has no attributes")
    choices = tuple(
        Choice(key, f"{one.id} = {_shown(item.attributes.get(one.id))}", _asking(item.id, one))
        for key, one in zip(KEYS, known, strict=False)
    )
    return replace(session, mode=Menu(f"attribute of {item.label}", choices))


def _shown(value: AttributeValue | None) -> str:
    if value is None:
        return "–"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _asking(id: str, attribute: Attribute) -> Callable[[Session], Session]:
    """A menu of the values, or a prompt where any text or number may stand."""

    def set_to(value: AttributeValue) -> Callable[[Session], Session]:
        def run(session: Session) -> Session:
            item = session.mine[id]
            now = item.attributes.get(attribute.id)
            given: AttributeValue = value
            if attribute.multiple:
                before = now if isinstance(now, tuple) else ()
                one = str(value)
                given = tuple(v for v in before if v != one) if one in before else (*before, one)
            changes = {**item.attributes, attribute.id: given}
            return revised(session, session.author.revise(item, session.at, attributes=changes))

        return run

    def typed(session: Session, text: str) -> Session:
        value = read_values(session.author.codebook, [f"{attribute.id}={text}"])[attribute.id]
        return set_to(value)(session)

    def ask(session: Session) -> Session:
        if attribute.type in ("text", "number"):
            return replace(session, mode=Prompt(f"{attribute.id} = ", "", typed))
        values: tuple[AttributeValue, ...] = (
            attribute.values if attribute.type == "enum" else (True, False)
        )
        choices = tuple(
            Choice(key, str(value), set_to(value)) for key, value in zip(KEYS, values, strict=False)
        )
        return replace(session, mode=Menu(attribute.id, choices))

    return ask


def document_labels(session: Session) -> Session:
    """Choose a document label and then its value; a value that was given is taken back."""
    labels = session.author.codebook.of_kind("document")
    if not labels:
        return session.say("the codebook has no document labels")
    choices = tuple(
        Choice(label.key or key, f"{label.title} = {_given(session, label)}", _valuing(label))
        for key, label in zip(KEYS, labels, strict=False)
    )
    return replace(session, mode=Menu("document label", choices))


def _values(session: Session, label: Label) -> list[Annotation]:
    return [item for item in session.said() if item.kind == "document" and item.label == label.id]


def _given(session: Session, label: Label) -> str:
    return ", ".join(str(item.value) for item in _values(session, label)) or "–"


def _valuing(label: Label) -> Callable[[Session], Session]:
    def give(session: Session, value: str) -> Session:
        given = _values(session, label)
        same = [item for item in given if item.value == value]
        author, at = session.author, session.at
        if same:
            changed = author.revise(same[0], at, status="deleted")
        elif given and label.exclusive:
            changed = author.revise(given[0], at, value=value)
        else:
            document = session.page.cleaned.document
            changed = author.document(document, label.id, value, id=session.fresh_id(), at=at)
        if not same:
            beside(session, changed)
        after = session.write((changed,))
        return after.say(f"{label.title} = {_given(after, label)}")

    def ask(session: Session) -> Session:
        if not label.values:
            return replace(session, mode=Prompt(f"{label.title} = ", "", give))
        choices = tuple(
            Choice(key, value, partial(give, value=value))
            for key, value in zip(KEYS, label.values, strict=False)
        )
        return replace(session, mode=Menu(label.title, choices))

    return ask


def relations(session: Session) -> Session:
    """From the annotation in focus, or made last: choose a relation by key, its end by hint; or, by
    its number, one to take back.
    """
    item = session.subject
    if item is None:
        return session.say(NOBODY)
    choices = tuple(
        Choice(label.key or key, label.title, _aiming(item, label))
        for key, label in zip(KEYS, session.author.codebook.of_kind("relation"), strict=False)
        if _ends(session, item, label)
    )
    hanging = (other for other in session.said() if item.id in (other.from_id, other.to_id))
    choices += tuple(
        Choice(
            number, f"take back {other.label} {_other_end(session, item, other)}", _taking(other)
        )
        for number, other in zip(KEYS[:9], hanging, strict=False)
    )
    if not choices:
        return session.say(f"no relation leads from {item.label} to anything in sight")
    return replace(session, mode=Menu(f"from {item.label} {shortened(item.text, 24)}", choices))


def _other_end(session: Session, item: Annotation, relation: Annotation) -> str:
    outward = relation.from_id == item.id
    end = session.mine.get(relation.to_id if outward else relation.from_id)
    return f"{'→' if outward else '←'} {shortened(end.text, 20) if end else '?'}"


def _taking(relation: Annotation) -> Callable[[Session], Session]:
    def take_back(session: Session) -> Session:
        gone = session.author.revise(relation, session.at, status="deleted")
        return session.write((gone,)).say(f"deleted: {relation.label}")

    return take_back


def _ends(session: Session, item: Annotation, label: Label) -> list[Place]:
    rows = visible_rows(session)
    return [
        Place(mark.start, mark.id)
        for mark in session.marks.between(rows[0].start, rows[-1].end)
        if not mark.is_proposal
        and mark.id != item.id
        and session.author.codebook.allows(label.id, item.label, mark.label)
    ]


def _aiming(item: Annotation, label: Label) -> Callable[[Session], Session]:
    def relate(session: Session, id: str) -> Session:
        end = session.mine[id]
        made = session.author.relation(item, end, label.id, id=session.fresh_id(), at=session.at)
        beside(session, made)
        after = session.write((made,))
        return after.say(f"{shortened(item.text, 24)} {label.title} {shortened(end.text, 24)}")

    def aim(session: Session) -> Session:
        title = f"{label.title} …"
        return with_hints(session, title, _ends(session, item, label), relate)

    return aim
