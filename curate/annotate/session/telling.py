"""What the lines around the text say: where one is, what is selected, which keys do what next."""

from __future__ import annotations

import textwrap

from curate.annotate.codebook import Label
from curate.annotate.record import Annotation
from curate.annotate.session.answering import is_proposal, told
from curate.annotate.session.marking import shortened, spans_said
from curate.annotate.session.modes import Aim, Menu, Prompt
from curate.annotate.session.state import Session
from curate.annotate.session.waiting import waiting

REST = "F word  w next word  / search  Tab annotations  D document  ] finish  ? help"


def head(session: Session) -> str:
    """The line above the text: document, annotator, how much is done and how fast."""
    open_ones = len(waiting(session))
    parts = [
        session.doc,
        session.where,
        session.author.by.id,
        _counted(len(spans_said(session)), "span"),
        _counted(open_ones, "proposal") if open_ones else "",
        speed(session),
        session.state.value if session.state and session.state.value != "started" else "",
    ]
    return "  ".join(str(part) for part in parts if part)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def speed(session: Session) -> str:
    """Keys a span and spans a minute since the session was opened; empty before the first."""
    keys, spans = session.count.keys_a_span, session.count.spans_a_minute
    minute = f", {spans:.1f} a minute" if spans else ""
    return f"{keys:.1f} keys a span{minute}" if keys else ""


def foot(session: Session) -> tuple[str, str, str]:
    """The three lines below the text: what is going on, which keys go on, what a label means."""
    keys, more = _key_line(session), _meaning(session)
    if len(keys) > session.width and (session.mode or session.selected):
        keys, more = (*textwrap.wrap(keys, session.width)[:2], "")[:2]
    state = _state_line(session)
    if session.message and len(state) > session.width:
        state, keys, more = (*textwrap.wrap(state, session.width), "", "")[:3]
    return state, keys, more


def _state_line(session: Session) -> str:
    mode = session.mode
    if isinstance(mode, Prompt):
        room = max(10, session.width - len(mode.title) - 1)
        return mode.title + mode.text[-room:] + "\N{LOWER ONE EIGHTH BLOCK}"
    if mode is not None:
        return mode.title
    if session.message:
        return session.message
    if session.selected:
        raw = session.page.cleaned.alignment.to_raw
        places = ", ".join(f"{raw(span).start}–{raw(span).end}" for span in session.selected)
        text = " … ".join(span.of(session.page.text) for span in session.selected)
        words = len(text.split())
        return f"selected {places}, {_counted(words, 'word')}: “{shortened(text, 60)}”"
    item = session.focused
    return described(session, item) if item else ""


def described(session: Session, item: Annotation) -> str:
    """An annotation in one line: label, text, attributes, relations, note, source."""
    if item.kind == "document":
        parts = [told(session, item)]
    elif item.kind == "relation":
        parts = [f"{item.label} {told(session, item)}"]
    else:
        parts = [f"{item.label} “{shortened(item.text, 48)}”"]
    parts += [f"{name}={_plain(value)}" for name, value in item.attributes.items()]
    for other in session.said():
        if other.kind == "relation" and item.id in (other.from_id, other.to_id):
            outward = other.from_id == item.id
            end = session.mine.get(other.to_id if outward else other.from_id)
            arrow = f"→ {other.label} →" if outward else f"← {other.label} ←"
            parts.append(f"{arrow} {shortened(end.text, 24) if end else '?'}")
    parts += [f"note: {item.note}"] if item.note else []
    if item.status == "proposed":
        parts.append(f"proposed by {item.by.tool or item.by.id}")
        parts += [f"{item.by.confidence:.0%} sure"] if item.by.confidence is not None else []
    return "  ".join(parts)


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _key_line(session: Session) -> str:
    mode = session.mode
    if isinstance(mode, Menu):
        return "  ".join(f"{choice.key} {choice.text}" for choice in mode.choices)
    if isinstance(mode, Prompt):
        return "Enter: done  Esc: leave it"
    if isinstance(mode, Aim):
        return "press the letter shown on the word" if mode.hints else "press a letter"
    if is_proposal(session):
        more = "" if session.focus in session.unplaced else "  or another label's key"
        return f"y accept  n reject  Y N all like it  Tab next{more}"
    if session.selected:
        return "  ".join(f"{label.key} {_short(label.title)}" for label in _keyed(session))
    if session.panel:
        return "PgDn, PgUp: scroll  c, ?: close"
    if session.focus:
        return "label key: change  + - < > edges  a attributes  : note  g relate  Del  * equal"
    return REST


def _short(title: str) -> str:
    """The first word of a label's title: all keys are to fit on two lines."""
    return title.split()[0]


def _keyed(session: Session) -> list[Label]:
    return [label for label in session.author.codebook.of_kind("span") if label.key]


def _meaning(session: Session) -> str:
    codebook = session.author.codebook
    item = session.focused or session.mine.get(session.last)
    if item is None or not codebook.has(item.label):
        return ""
    label = codebook.label(item.label)
    excluded = f"  Not: {'; '.join(label.exclude)}" if label.exclude else ""
    return f"{label.title}: {label.definition}{excluded}"
