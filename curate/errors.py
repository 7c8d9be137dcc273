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


class ProjectExistsError(CurateError):
    """A project where a new one was to be made."""

    exit_code = 3

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} is a project already; nothing was changed.")


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


class RuleError(CurateError):
    """A cleaning rule whose file breaks the contract of rules."""

    def __init__(self, rule: str, problem: str) -> None:
        self.rule, self.problem = rule, problem
        super().__init__(f"Rule {rule!r}: {problem}. The contract stands in curate/clean/rule.py.")


class UnknownRuleError(CurateError):
    """A rule name that neither curate nor a plugin has."""

    def __init__(self, rule: str, near: str | None = None) -> None:
        self.rule, self.near = rule, near
        hint = f"Did you mean {near}?" if near else "`curate rules` lists them."
        super().__init__(f"No rule {rule!r}. {hint}")


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


class AnnotatorNameError(CurateError):
    """A name that cannot be that of a journal."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name[:80]!r} cannot be an annotator's name: use 1 to 64 lower-case letters a–z, "
            "digits, '.', '_' or '-', starting with a letter or digit (--as NAME)."
        )


class StaleRevisionError(CurateError):
    """A revision that does not follow the last one: somebody wrote in between."""

    exit_code = 3

    def __init__(self, id: str, rev: int, last: int) -> None:
        self.id, self.rev, self.last = id, rev, last
        super().__init__(
            f"Revision {rev} of {id} does not follow revision {last} in the journal: it was "
            "changed in the meantime. Nothing was written; run the command again."
        )


class UnknownAnnotationError(CurateError):
    """An annotation id that no journal has, or the start of several."""

    def __init__(self, id: str, near: tuple[str, ...] = ()) -> None:
        self.id, self.near = id, near
        hint = f"Did you mean {' or '.join(near)}?" if near else "See `curate annotation list`."
        super().__init__(f"No annotation {id!r}. {hint}")


class CodebookError(CurateError):
    """A codebook that is not there or cannot be read."""

    def __init__(self, path: str, problem: str, hint: str = "") -> None:
        self.path, self.problem = path, problem
        self.hint = hint or "`curate codebook lint FILE` checks one."
        super().__init__(f"Codebook {path}: {problem}. {self.hint}")


class UnknownLabelError(CurateError):
    """A label that the codebook does not have, or has for something else."""

    def __init__(self, label: str, kind: str, near: str, known: tuple[str, ...]) -> None:
        self.label, self.kind, self.near, self.known = label, kind, near, known
        hint = f"Did you mean {near!r}?" if near else f"Known are: {', '.join(known)}."
        super().__init__(f"No {kind + ' ' if kind else ''}label {label!r} in the codebook. {hint}")


class BrokenSchemaError(CurateError):
    """A schema that is no schema, or one that refers to what is not there.

    `path` leads to the place in the schema; `refers` is the reference that failed, if one did.
    """

    def __init__(self, path: tuple[str | int, ...], problem: str, refers: str = "") -> None:
        self.path, self.problem, self.refers = path, problem, refers
        super().__init__(f"The schema is broken at /{'/'.join(map(str, path))}: {problem}.")


class OffsetError(CurateError):
    """An offset past the end of a text."""

    def __init__(self, document: str, offset: int, length: int) -> None:
        self.document, self.offset, self.length = document, offset, length
        super().__init__(
            f"Offset {offset} lies past the end of document {document!r}, which has {length} "
            "characters. Offsets count characters from 0."
        )


class QuoteNotFoundError(CurateError):
    """A quote that the text does not have."""

    def __init__(self, document: str, quote: str, near: str = "") -> None:
        self.document, self.quote, self.near = document, quote, near
        hint = f"; {near}" if near else ". Copy it from `curate show`"
        super().__init__(f"Document {document!r} does not have the quote {quote[:80]!r}{hint}")


class AmbiguousQuoteError(CurateError):
    """A quote that the text has more than once."""

    def __init__(self, document: str, quote: str, contexts: tuple[str, ...]) -> None:
        self.document, self.quote, self.contexts = document, quote, contexts
        shown = "".join(f"\n  {n}: {text}" for n, text in enumerate(contexts[:10], start=1))
        super().__init__(
            f"Document {document!r} has the quote {quote[:80]!r} {len(contexts)} times; quote more "
            f"of it, or choose one with --nth N:{shown}"
        )


class LabelValueError(CurateError):
    """A value that a document label does not have."""

    def __init__(self, label: str, value: object, known: tuple[str, ...]) -> None:
        self.label, self.value, self.known = label, value, known
        super().__init__(f"{label!r} has no value {value!r}. Known are: {', '.join(known)}.")


class AttributeValueError(CurateError):
    """An attribute that a label does not take, or a value that the attribute does not have."""

    def __init__(self, label: str, attribute: str, problem: str) -> None:
        self.label, self.attribute, self.problem = label, attribute, problem
        super().__init__(f"Label {label!r}, attribute {attribute!r}: {problem}.")


class RelationError(CurateError):
    """A relation that the codebook does not allow, or whose ends are no spans of one document."""

    def __init__(self, label: str, problem: str) -> None:
        self.label, self.problem = label, problem
        super().__init__(f"No relation {label!r} here: {problem}.")


class NotYoursError(CurateError):
    """A change of what another annotator said."""

    exit_code = 3

    def __init__(self, id: str, owner: str, annotator: str) -> None:
        self.id, self.owner, self.annotator = id, owner, annotator
        super().__init__(
            f"Annotation {id} is {owner}'s, not {annotator}'s. Say --as {owner} if you are, or "
            "settle a disagreement with `curate review`."
        )


class OverlapError(CurateError):
    """A span that the codebook does not let stand beside another; or the same again."""

    def __init__(self, label: str, other: str, problem: str) -> None:
        self.label, self.other, self.problem = label, other, problem
        super().__init__(f"{label!r} here {problem} {other}. Nothing was written.")


class NothingToUndoError(CurateError):
    """No action of this annotator that could be undone or redone."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"Nothing to {what} in this journal.")


class PortsTakenError(CurateError):
    """No port to serve on."""

    def __init__(self, first: int, tries: int) -> None:
        self.first, self.tries = first, tries
        super().__init__(
            f"The ports {first} to {first + tries - 1} are all taken. Name another with --port."
        )


class QuestionError(CurateError):
    """A search that cannot be understood; `at` is the offset in the question."""

    def __init__(self, question: str, at: int, problem: str, hint: str) -> None:
        self.question, self.at, self.problem, self.hint = question, at, problem, hint
        super().__init__(f"{question[:at]}\u25b8{question[at:]}: {problem}. {hint}")


class LabelTakenError(CurateError):
    """A new label whose id the codebook has already."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(
            f"The codebook has a label {label!r} already. `curate codebook merge` makes one of two."
        )


class ToolFileError(CurateError):
    """A gazetteer or a file of patterns that cannot be read."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"{path}: {problem}. `curate prelabel --help` shows the form.")


class PatternError(CurateError):
    """A pattern that cannot be used."""

    def __init__(self, pattern: str, problem: str) -> None:
        self.pattern, self.problem = pattern, problem
        super().__init__(f"Pattern {pattern[:120]!r}: {problem}.")


class ToolError(CurateError):
    """A command given by the user that did not do its part."""

    def __init__(self, command: str, problem: str) -> None:
        self.command, self.problem = command, problem
        super().__init__(f"Command {command!r}: {problem}.")


class MissingExtraError(CurateError):
    """A part of the package that needs a library which is not installed."""

    def __init__(self, extra: str, what: str, otherwise: str = "") -> None:
        self.extra, self.what = extra, what
        hint = f", {otherwise}" if otherwise else ""
        super().__init__(f"For {what}: pip install 'curate[{extra}]'{hint}.")
