"""The errors of `curate`: what happened, where, and what to do next.

Every class carries its facts as fields and composes its message from them, so that tests and
callers compare fields and people read sentences. Wrong *data* where more data follows is not an
error but a `Finding` (see `curate.finding`).
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class CurateError(Exception):
    """Base of all errors that the command line turns into a short message."""

    exit_code: ClassVar[int] = 2


class InvalidSpanError(CurateError):
    """A span that is empty, reversed, or starts before the text."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        super().__init__(
            f"A span needs 0 <= start < end, got {start}–{end}. "
            "Offsets count characters from 0, the end is excluded."
        )


class EditMismatchError(CurateError):
    """An edit that does not fit the text it is applied to."""

    def __init__(self, offset: int, expected: str, found: str) -> None:
        self.offset, self.expected, self.found = offset, expected, found
        super().__init__(
            f"The edit at offset {offset} expects {expected[:60]!r}, the text has {found[:60]!r}. "
            "The text or the edits changed since they were made; run `curate clean` again."
        )


class UsageError(CurateError):
    """A wish that cannot be granted as it was put."""


class NoProjectError(CurateError):
    """No `curate.toml` here or in a folder above."""

    def __init__(self, start: Path) -> None:
        self.start = start
        super().__init__(
            f"No curate.toml in {start} or above it. Make a project with `curate init`, "
            "or change into one."
        )


class SettingsError(CurateError):
    """A `curate.toml` that cannot be read or says something unknown."""

    def __init__(self, path: Path, problem: str, hint: str) -> None:
        self.path, self.problem, self.hint = path, problem, hint
        super().__init__(f"{path}: {problem}. {hint}")


class UnknownDocumentError(CurateError):
    """A document id that the corpus does not have."""

    def __init__(self, id: str, near: str | None = None) -> None:
        self.id, self.near = id, near
        hint = f"Did you mean {near}?" if near else "`curate show` lists the documents."
        super().__init__(f"No document {id!r} in the corpus. {hint}")


class NotCleanedError(CurateError):
    """A document without up-to-date edits."""

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(f"Document {id!r} has no edits yet, or changed. Run `curate clean`.")


class InvalidDocumentError(CurateError):
    """A document that cannot be stored as it is."""

    def __init__(self, id: str, problem: str) -> None:
        self.id, self.problem = id, problem
        super().__init__(f"Document {id!r}: {problem}.")


class NotTextError(CurateError):
    """Bytes that are not a text in any encoding we can be sure of."""

    def __init__(self, problem: str, hint: str, offset: int | None = None) -> None:
        self.problem, self.hint, self.offset = problem, hint, offset
        super().__init__(f"{problem}. {hint}")


class LockedError(CurateError):
    """Another process writes to the same file and did not finish in time."""

    exit_code = 3

    def __init__(self, path: Path, seconds: float) -> None:
        self.path, self.seconds = path, seconds
        super().__init__(
            f"Another process has been writing to {path} for {seconds:g} s; nothing was written. "
            "Let it finish, then run the command again."
        )


class WriteError(CurateError):
    """A file or folder that cannot be written; what stood there is unchanged."""

    exit_code = 3

    def __init__(self, path: Path, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"Cannot write {path}: {problem}. What stood there is unchanged.")
