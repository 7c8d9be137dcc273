"""The session line by line: for screen readers, `TERM=dumb` and scripts.

A line of input is keys apart by spaces (`F k + o`, `tab y`), or one of the commands that take a
text: `/ text` selects its next place, `: text` writes a note. After each line the sentence at the
cursor is said, with brackets around what is marked.
"""

from __future__ import annotations

from collections.abc import Iterator

from curate.annotate.session.drawing import hints_shown
from curate.annotate.session.layout import Insert, inserts_in
from curate.annotate.session.modes import Menu
from curate.annotate.session.panels import lines
from curate.annotate.session.state import Session
from curate.annotate.session.telling import foot, head

NAMES = {"ret": "enter", "esc": "escape", "del": "delete", "space": " "}


def keys(line: str) -> list[str]:
    """The keys of a line of input.

    >>> keys("/ King's Fund")
    ['/', 'K', 'i', 'n', 'g', "'", 's', ' ', 'F', 'u', 'n', 'd', 'enter']
    >>> keys("f c a tab del")
    ['f', 'c', 'a', 'tab', 'delete']
    """
    line = line.strip()
    command, _, text = line.partition(" ")
    if command in ("/", ":") and text:
        return [command, *text.strip(), "enter"]
    return [NAMES.get(key.lower(), key) if len(key) > 1 else key for key in line.split()]


def told(session: Session) -> Iterator[str]:
    """What there is to say after a line of input."""
    if session.panel:
        yield from lines(session)
    state, now, meaning = foot(session)
    hints = hints_shown(session)
    if hints:
        yield "; ".join(f"{hint}: {_around(session, at)}" for at, hint in sorted(hints.items()))
    elif isinstance(session.mode, Menu):
        yield session.mode.title
        yield from (f"{choice.key}: {choice.text}" for choice in session.mode.choices)
    else:
        yield from filter(None, [head(session), bracketed(session), state])
        yield meaning if session.focus and meaning else now


def bracketed(session: Session) -> str:
    """The sentence at the cursor with the brackets of its annotations, `>` and `<` around what is
    selected, and `|` at the cursor.
    """
    page = session.page
    here = session.selection.start if session.selection else session.cursor
    sentence = page.sentence(here)
    if sentence is None:
        return ""
    marks = session.marks.between(sentence.start, sentence.end)
    brackets = [bracket for mark in marks for bracket in mark.brackets()]
    signs = [*inserts_in(sentence.start, sentence.end, brackets)]
    for span in session.selected:
        signs += [
            Insert(span.start, (1, 0), ">", ""),
            Insert(span.end, (0, -sentence.end), "<", ""),
        ]
    if not session.selected:
        signs.append(Insert(session.cursor, (2, 0), "|", ""))
    text, at = "", sentence.start
    for sign in sorted(signs):
        if sentence.start <= sign.offset <= sentence.end:
            text += page.text[at : sign.offset] + sign.text
            at = sign.offset
    return text + page.text[at : sentence.end]


def _around(session: Session, offset: int) -> str:
    """Three words from here, to tell one place from another."""
    words = session.page.words_between(offset, offset + 60)[:3]
    return session.page.text[offset : words[-1][1]] if words else ""
