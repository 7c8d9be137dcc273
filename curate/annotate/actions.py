"""Actions: what one annotator did, to be undone and redone without limit, also after a restart.

An action is what was appended at once. It is named by its first revision; undoing it appends
revisions that say so (`undoes`), so the past is never rewritten and can be done again (`redoes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from curate.annotate.author import together
from curate.annotate.record import Annotation
from curate.errors import NothingToUndoError

TOOLS = ("codebook", "reanchor")
"""What these tools write in an annotator's journal is not the annotator's to undo; nor is what
came before, because it was said of another text or with another codebook.
"""


class Change(NamedTuple):
    """One annotation before and after; before is None when it was made."""

    before: Annotation | None
    after: Annotation


class Action(NamedTuple):
    """What was done at once."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The actions that can be undone and those that can be redone, the next one last."""

    done: tuple[Action, ...] = ()
    undone: tuple[Action, ...] = ()

    def then(self, action: Action) -> History:
        """After one more action: what was undone before it is gone."""
        return History((*self.done, action))


def history(revisions: Iterable[Annotation]) -> History:
    """The history that the lines of one journal tell."""
    done: list[_Open] = []
    undone: list[_Open] = []
    last: dict[str, Annotation] = {}
    open_name = ""
    for item in revisions:
        change = Change(last.get(item.id), item)
        last[item.id] = item
        name = item.action or item.name
        continues = bool(item.action) and name == open_name
        open_name = name
        if item.by.tool in TOOLS:
            done, undone = [], []
        elif item.undoes or item.redoes:
            if not continues:
                _move(undone if item.redoes else done, done if item.redoes else undone)
        elif continues and done:
            done[-1].changes.append(change)
        else:
            done.append(_Open(name, [change]))
            undone = []
    return History(_closed(done), _closed(undone))


class _Open(NamedTuple):
    """An action to which the next line may add."""

    name: str
    changes: list[Change]


def _closed(actions: list[_Open]) -> tuple[Action, ...]:
    return tuple(Action(name, tuple(changes)) for name, changes in actions)


def _move(source: list[_Open], goal: list[_Open]) -> None:
    if source:
        goal.append(source.pop())


def undo(
    past: History, current: Mapping[str, Annotation], at: str
) -> tuple[tuple[Annotation, ...], History]:
    """The revisions that take back the last action, and the history after them.

    Raises `NothingToUndoError`.
    """
    if not past.done:
        raise NothingToUndoError("undo")
    action = past.done[-1]
    lines = []
    for before, after in action.changes:
        said = before or replace(after, status="deleted")
        lines.append(_again(said, current, at, undoes=action.name))
    return together(lines), History(past.done[:-1], (*past.undone, action))


def redo(
    past: History, current: Mapping[str, Annotation], at: str
) -> tuple[tuple[Annotation, ...], History]:
    """The revisions that do the last undone action again, and the history after them.

    Raises `NothingToUndoError`.
    """
    if not past.undone:
        raise NothingToUndoError("redo")
    action = past.undone[-1]
    lines = [_again(change.after, current, at, redoes=action.name) for change in action.changes]
    return together(lines), History((*past.done, action), past.undone[:-1])


def _again(
    said: Annotation,
    current: Mapping[str, Annotation],
    at: str,
    undoes: str = "",
    redoes: str = "",
) -> Annotation:
    rev = current[said.id].rev + 1
    return replace(said, rev=rev, at=at, ms=None, action="", undoes=undoes, redoes=redoes)
