"""Journals: `annotations/<annotator>.jsonl`, one revision of an annotation a line, only added to.

One action is one append: on disk when `Journal.write` returns, under a lock, so that a process that
is killed loses at most the action in flight and two writers do not interleave. A line that was torn
is reported and survived.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from curate.annotate.record import Annotation, Kind, Status
from curate.corpus import ledger
from curate.errors import (
    AnnotatorNameError,
    StaleRevisionError,
    UnknownAnnotationError,
)
from curate.finding import Finding, Place

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}\Z")
LIVE: tuple[Status, ...] = ("accepted", "proposed")
ACCEPTED: tuple[Status, ...] = ("accepted",)
PROPOSED: tuple[Status, ...] = ("proposed",)


class Line(NamedTuple):
    """A revision and the number of its line in its journal, from 1."""

    annotation: Annotation
    number: int


@dataclass(frozen=True)
class Journals:
    """What all journals say: `lines` by journal name, in the order they were written."""

    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @cached_property
    def current(self) -> dict[str, Annotation]:
        """The last revision of every id, deleted ones too, in order of their first revisions."""
        current: dict[str, Annotation] = {}
        for lines in self.lines.values():
            for annotation, _ in lines:
                known = current.get(annotation.id)
                if known is None or annotation.rev >= known.rev:
                    current[annotation.id] = annotation
        return current

    @cached_property
    def _by_document(self) -> dict[str, list[Annotation]]:
        by_document: dict[str, list[Annotation]] = {}
        for annotation in self.current.values():
            by_document.setdefault(annotation.doc, []).append(annotation)
        return by_document

    def select(
        self,
        doc: str | None = None,
        *,
        by: str | None = None,
        kind: Kind | None = None,
        label: str | None = None,
        status: Collection[Status] = LIVE,
    ) -> list[Annotation]:
        """The annotations of a document (of all without `doc`) that fit, ordered by document,
        place in the text (longer ones first) and id. `label` also takes what stands under it:
        `claim` selects `claim.barrier`.
        """
        found = self.current.values() if doc is None else self._by_document.get(doc, ())
        chosen = [
            annotation
            for annotation in found
            if annotation.status in status
            and by in (None, annotation.by.id)
            and kind in (None, annotation.kind)
            and (label is None or under(annotation.label, label))
        ]
        return sorted(chosen, key=lambda item: (item.doc, item.start, -item.end, item.id))

    def history(self, id: str) -> tuple[Annotation, ...]:
        """All revisions of an annotation, first one first."""
        found = [item for lines in self.lines.values() for item, _ in lines if item.id == id]
        return tuple(sorted(found, key=lambda annotation: annotation.rev))

    def relations(self, id: str) -> list[Annotation]:
        """The live relations that start or end at an annotation."""
        return [item for item in self.select(kind="relation") if id in (item.from_id, item.to_id)]

    def answers(self, by: str, doc: str | None = None) -> dict[str, Annotation]:
        """What this annotator made of proposals, by the proposal's id."""
        found = self.select(doc, by=by, status=("accepted", "rejected"))
        return {item.proposal: item for item in found if item.proposal}

    def pending(self, by: str, doc: str | None = None) -> list[Annotation]:
        """The proposals that this annotator has neither answered nor made unasked; of equal ones
        from several sources, the first.
        """
        answered = self.answers(by, doc)
        seen = {item.says for item in self.select(doc, by=by, status=ACCEPTED)}
        pending = []
        for item in self.select(doc, status=PROPOSED):
            if item.id not in answered and item.says not in seen:
                seen.add(item.says)
                pending.append(item)
        return pending

    def find(self, id: str) -> Annotation:
        """The annotation of that id, or of the only id that starts with it.

        Raises `UnknownAnnotationError`.
        """
        if id in self.current:
            return self.current[id]
        near = [known for known in self.current if id and known.startswith(id)]
        if len(near) == 1:
            return self.current[near[0]]
        raise UnknownAnnotationError(id, tuple(near[:3]))


def under(label: str, parent: str) -> bool:
    """Is the label that one or a part of it: `claim.barrier` is under `claim`?"""
    return label == parent or label.startswith(parent + ".")


def files(folder: Path) -> list[Path]:
    """The journals of a folder, in name order."""
    return sorted(folder.glob("*.jsonl"))


def read(folder: Path, holding: str = "") -> Journals:
    """Everything the journals of `annotations/` say; a line that cannot be read is a finding.

    With `holding`, only lines in which this text stands, such as a document's id: much faster for
    a question about one document.
    """
    lines: dict[str, tuple[Line, ...]] = {}
    findings: list[Finding] = []
    for path in files(folder):
        with _not_collecting():
            items = list(read_file(path, holding))
        lines[path.stem] = tuple(item for item in items if isinstance(item, Line))
        findings += [item for item in items if isinstance(item, Finding)]
    return Journals(lines, tuple(findings))


@contextmanager
def _not_collecting() -> Iterator[None]:
    """Keep Python from looking for garbage among records that all stay: it takes half the time of
    reading a large journal.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_file(path: Path, holding: str = "") -> Iterator[Line | Finding]:
    """The lines of one journal in order; in place of one that cannot be read, a finding."""
    for entry in ledger.read(path, holding.encode("utf-8")):
        place = Place(file=str(path), line=entry.line, column=entry.column)
        if entry.problem:
            hint = "The other lines are fine; restore this one from git, or delete it."
            yield Finding("broken-line", entry.problem, place, hint=hint)
            continue
        try:
            yield Line(Annotation.from_json(entry.value), entry.line)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"expected an annotation; {type(error).__name__}: {error}"
            hint = "`curate validate` says what the schema expects."
            yield Finding("broken-annotation", message, place, hint=hint)


class Journal:
    """One annotator's journal, open for writing.

    `annotator` names the file and is the `by.id` of all that is written. Raises
    `AnnotatorNameError` for what cannot be a file name.
    """

    def __init__(self, folder: Path, annotator: str) -> None:
        if not _NAME.match(annotator):
            raise AnnotatorNameError(annotator)
        self.annotator = annotator
        self.path = folder / f"{annotator}.jsonl"
        self._revs: dict[str, int] = {}
        self._size = 0

    def write(self, annotations: Sequence[Annotation]) -> None:
        """Append the revisions of one action: all of them, on disk, or none.

        Raises `StaleRevisionError` when a revision does not follow the last one in the journal
        (somebody wrote in between), `LockedError` and `WriteError`; nothing is written then.
        """
        if not annotations:
            return
        with ledger.locked(self.path):
            if any(annotation.rev > 1 for annotation in annotations):
                self._catch_up()
            revs: dict[str, int] = {}
            for annotation in annotations:
                last = revs.get(annotation.id, self._revs.get(annotation.id, 0))
                if annotation.rev != last + 1:
                    raise StaleRevisionError(annotation.id, annotation.rev, last)
                revs[annotation.id] = annotation.rev
            known = self._size == self._size_on_disk()
            ledger.append_locked(self.path, [annotation.to_json() for annotation in annotations])
            self._revs |= revs
            self._size = self._size_on_disk() if known else -1

    def _catch_up(self) -> None:
        """Learn the last revisions, when another process (or none yet) wrote the file."""
        if self._size == self._size_on_disk():
            return
        self._revs = {}
        for item in read_file(self.path):
            if isinstance(item, Line):
                last = self._revs.get(item.annotation.id, 0)
                self._revs[item.annotation.id] = max(last, item.annotation.rev)
        self._size = self._size_on_disk()

    def _size_on_disk(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0
