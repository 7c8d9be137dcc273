"""Keys: which key does what, and the help that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, NamedTuple

from curate.annotate.session import (
    aiming,
    answering,
    leaving,
    marking,
    menus,
    moving,
    selecting,
)
from curate.annotate.session.modes import Aim, Menu, Prompt
from curate.annotate.session.page import Page
from curate.annotate.session.state import Session


class Command(NamedTuple):
    """What some keys do; the keys stand in help as `shown`, or as they are."""

    keys: tuple[str, ...]
    text: str
    run: Callable[[Session], Session]
    shown: str = ""


def _panel(name: Literal["help", "codebook"]) -> Callable[[Session], Session]:
    return lambda session: replace(
        session, panel="" if session.panel == name else name, panel_top=0
    )


def _scrolled(session: Session, key: str) -> Session:
    step = session.height if key == "pagedown" else -session.height
    return replace(session, panel_top=session.panel_top + step)


def _escape(session: Session) -> Session:
    return replace(session.at_rest(), panel="")


def _move(key: str, step: Callable[[Page, int], int], text: str = "") -> tuple[Command, Command]:
    shifted = "ctrl+shift+" + key[5:] if key.startswith("ctrl+") else "shift+" + key
    return (
        Command((key,), text, moving.by(step)),
        Command((shifted,), "", moving.by(step, extend=True)),
    )


def _row(key: str, rows: int, pages: bool = False) -> tuple[Command, Command]:
    return (
        Command((key,), "", moving.vertically(rows, pages=pages)),
        Command((f"shift+{key}",), "", moving.vertically(rows, True, pages)),
    )


GROUPS: dict[str, tuple[Command, ...]] = {
    "Move (with Shift: select)": (
        *_move("right", Page.right),
        *_move("left", Page.left),
        *_row("down", 1),
        *_row("up", -1),
        *_move("ctrl+right", Page.next_word),
        *_move("ctrl+left", Page.previous_word),
        *_row("pagedown", 1, pages=True),
        *_row("pageup", -1, pages=True),
        Command(("home",), "", moving.to_row_edge(end=False)),
        Command(("end",), "", moving.to_row_edge(end=True)),
        Command(("shift+home",), "", moving.to_row_edge(False, True)),
        Command(("shift+end",), "", moving.to_row_edge(True, True)),
        *_move("ctrl+home", lambda page, offset: 0),
        *_move("ctrl+end", lambda page, offset: len(page.text)),
        Command((")",), "next, previous sentence", moving.sentence(1), ") ("),
        Command(("(",), "", moving.sentence(-1)),
        Command(("}",), "next, previous paragraph", moving.paragraph(1), "} {"),
        Command(("{",), "", moving.paragraph(-1)),
        Command(("f",), "jump to a word: its first letter, then its hint", aiming.go, "f c h"),
    ),
    "Select": (
        Command(("F",), "jump to a word and select it", aiming.word, "F c h"),
        Command(("t", "."), "to the end of a word (. when something is selected)", aiming.end,
                "t c h"),
        Command(("w",), "word; again: one more", selecting.word),
        Command(("s",), "sentence", selecting.unit(Page.sentence)),
        Command(("p",), "paragraph", selecting.unit(Page.paragraph)),
        Command(("v",), "select while moving, on and off", selecting.extend),
        Command(
            ("+",), "right edge a word out, in",
            lambda session: selecting.edge(session, right=Page.next_word_end), "+ -",
        ),
        Command(
            ("-",), "", lambda session: selecting.edge(session, right=Page.previous_word_end)
        ),
        Command(
            ("<",), "left edge a word out, in",
            lambda session: selecting.edge(session, left=Page.previous_word), "< >",
        ),
        Command((">",), "", lambda session: selecting.edge(session, left=Page.next_word)),
        Command(('"',), "take in the quotation marks around", selecting.quotes),
        Command(("&",), "keep as one part, select the next part", selecting.part),
        Command(("/",), "search; n, N: next, previous place", selecting.search, "/ text Enter"),
        Command(("n",), "", selecting.found),
        Command(("N",), "", lambda session: selecting.found(session, backwards=True)),
        Command(("escape",), "nothing selected, close what is open", _escape, "Esc"),
    ),
    "Annotate": (
        Command(("=",), "label key: label what is selected; =: list of labels", marking.labels),
        Command(("*",), "propose the label for equal strings further on", marking.equal_strings),
        Command(("tab",), "next, previous annotation or proposal", answering.visit(1),
                "Tab, Shift+Tab"),
        Command(("shift+tab",), "", answering.visit(-1)),
        Command(("delete", "backspace"), "take the annotation back", marking.delete, "Del"),
        Command(("a",), "attributes", menus.attributes),
        Command((":",), "note", menus.note),
        Command(("g",), "relation: its key, its end's hint; number: take back",
                menus.relations, "g key h"),
        Command(("D",), "document labels", menus.document_labels),
        Command(("u", "ctrl+z"), "undo, redo (also after a restart)", marking.undo, "u U"),
        Command(("U", "ctrl+y"), "", marking.redo),
    ),
    "On a proposal": (
        Command((), "accept, reject", answering.answer("accepted"), "y n"),
        Command((), "all with this label from this source", answering.answer_all("accepted"),
                "Y N"),
    ),
    "Document": (
        Command(("]",), "finish and next", leaving.finish),
        Command(("[",), "previous", leaving.back),
        Command(("S",), "skip and next", leaving.skip),
        Command(("c",), "codebook, on and off; PgDn, PgUp scroll", _panel("codebook")),
        Command(("?",), "help", _panel("help")),
        Command(("q", "ctrl+q"), "close; everything is stored", leaving.quit),
    ),
}  # fmt: skip

COMMANDS = {key: command for group in GROUPS.values() for command in group for key in command.keys}

ANSWERS = {
    "y": answering.answer("accepted"),
    "n": answering.answer("rejected"),
    "Y": answering.answer_all("accepted"),
    "N": answering.answer_all("rejected"),
}

ON_FOCUS = "agcuUDqynYN"
"""Letters that keep their command while an annotation is in focus; `=` gives such a label. A yes
meant for a proposal must not relabel an annotation.
"""


def press(session: Session, key: str) -> Session:
    """The session after one key: to what it waits for, as a label, or as a command."""
    if isinstance(session.mode, Aim):
        return aiming.press(session, session.mode, key)
    if isinstance(session.mode, Menu):
        return menus.press(session, session.mode, key)
    if isinstance(session.mode, Prompt):
        return menus.typed(session, session.mode, key)
    if key != "]":
        session = replace(session, is_warned=False)
    if session.panel and key in ("pagedown", "pageup"):
        return _scrolled(session, key)
    label = marking.label_of(session, key)
    if label and session.selected:
        return marking.label(session, label)
    if key in ANSWERS and answering.is_proposal(session):
        return ANSWERS[key](session)
    if label and session.focused and key not in ON_FOCUS:
        return marking.label(session, label)
    command = COMMANDS.get(key)
    return command.run(session) if command else session.say(f"{key} does nothing here; ? helps")


def help_lines() -> list[tuple[str, str]]:
    """The help: a heading with an empty text, or keys and what they do."""
    lines = []
    for title, commands in GROUPS.items():
        lines.append((title, ""))
        if title.startswith("Move"):
            lines.append(("arrows, Ctrl+arrows", "character, row; word"))
        lines += [
            (command.shown or " ".join(command.keys), command.text)
            for command in commands
            if command.text
        ]
    return lines
