"""Events, that say what is to be done about a key, and modes, that wait for certain keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from curate.annotate.record import Annotation

if TYPE_CHECKING:
    from curate.annotate.session.state import Session


class Write(NamedTuple):
    """Append these revisions to the journal, as one action."""

    annotations: tuple[Annotation, ...]


class Leave(NamedTuple):
    """Show another document: the next (1), the one before (-1), or the one of that id."""

    step: int = 0
    doc: str = ""


class Quit(NamedTuple):
    """Close the screen."""


Event: TypeAlias = Write | Leave | Quit


class Choice(NamedTuple):
    """A line of a menu and the key that chooses it."""

    key: str
    text: str
    run: Callable[[Session], Session]


class Menu(NamedTuple):
    """Waits for the key of one of its choices."""

    title: str
    choices: tuple[Choice, ...]


class Prompt(NamedTuple):
    """Waits for a line of text, ended with Enter."""

    title: str
    text: str
    run: Callable[[Session, str], Session]


class Place(NamedTuple):
    """Somewhere to aim at: the offset, what stands for it, and the letter it begins with."""

    offset: int
    value: Any
    letter: str = ""


class Aim(NamedTuple):
    """Waits for a letter, unless `hints` are set, and then for one of the hints. Places before
    the offset `first_before` come alone, where there are any.
    """

    title: str
    places: tuple[Place, ...]
    run: Callable[[Session, Any], Session]
    hints: tuple[tuple[str, Place], ...] = ()
    first_before: int = 0


Mode: TypeAlias = Menu | Prompt | Aim | None
