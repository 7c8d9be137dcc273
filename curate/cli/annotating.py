"""What the commands that annotate share: who, when, with which codebook, on which texts."""

from __future__ import annotations

import getpass
import json
import os
import re
import secrets
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import IO, Any

from curate.annotate import (
    AnnotateSettings,
    Annotation,
    By,
    Codebook,
    Journal,
    Journals,
    codebook_file,
    journal,
)
from curate.annotate.author import Author
from curate.annotate.record import Maker, new_id
from curate.annotate.request import Desk
from curate.annotate.said import Said
from curate.cli import steps
from curate.corpus import Cleaned, Document, Project, cleaned, settings_edit
from curate.corpus.project import FILE
from curate.errors import NotCleanedError, UsageError
from curate.finding import Finding, Place


def annotator(name: str = "") -> str:
    """The annotator's name, made fit for a file name."""
    return slug(name or os.environ.get("CURATE_ANNOTATOR", "") or _git_name() or getpass.getuser())


def slug(name: str) -> str:
    """A name in lower-case letters a–z, digits, dots and dashes.

    >>> slug("Zoë van der Berg")
    'zoe-van-der-berg'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._") or name


def _git_name() -> str:
    try:
        done = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fresh_id() -> str:
    """A random annotation id."""
    return new_id(secrets.randbelow(36**12))


@dataclass(frozen=True)
class Workplace:
    """A project as one annotator works on it."""

    project: Project
    by: By

    @classmethod
    def of(cls, project: Project, name: str = "", maker: Maker = "person") -> Workplace:
        """The workplace of the annotator called `name`."""
        return cls(project, By(annotator(name), maker))

    @cached_property
    def codebook(self) -> Codebook:
        """The project's codebook. Raises `CodebookError`."""
        settings = self.project.table(AnnotateSettings, "annotate")
        return codebook_file.of_project(self.project.schema_folder, settings.codebook)

    @property
    def author(self) -> Author:
        """Makes annotations that make sense."""
        return Author(self.by, self.codebook)

    @property
    def journal(self) -> Journal:
        """The annotator's journal, for writing."""
        return Journal(self.project.annotations_folder, self.by.id)

    @cached_property
    def journals(self) -> Journals:
        """Everything that was said so far."""
        return journal.read(self.project.annotations_folder)

    def said(self, doc: str) -> Said:
        """The annotator's own live annotations of a document."""
        return Said(journal.read(self.project.annotations_folder, doc).select(doc, by=self.by.id))

    def _cleaned(self, id: str) -> Cleaned:
        """A document with its edits, which are made now where there are none."""
        try:
            return cleaned.find(self.project, id)
        except NotCleanedError:
            return steps.cleaned_document(self.project, id)

    def desk(self) -> Desk:
        """What requests are fulfilled at; each document is read once."""
        documents: dict[str, Document] = {}
        texts: dict[str, Cleaned] = {}

        def document(id: str) -> Document:
            if id not in documents:
                documents[id] = self.project.document(id)
            return documents[id]

        def clean(id: str) -> Cleaned:
            if id not in texts:
                texts[id] = self._cleaned(id)
            return texts[id]

        def known(id: str) -> Annotation:
            return self.journals.find(id)

        return Desk(self.author, document, clean, known, self.said, fresh_id, now())


def change_settings(project: Project, given: Mapping[str, Any]) -> AnnotateSettings:
    """The table [annotate] with what was given (None is not), kept in `curate.toml`.

    Raises `UsageError` when more shall read a document than there are.
    """
    settings = project.table(AnnotateSettings, "annotate")
    values = {name: value for name, value in given.items() if value is not None}
    chosen = replace(settings, **values)
    if not chosen.annotators:
        raise UsageError("Say who annotates: --to NAME, once for each.")
    if chosen.overlap > len(chosen.annotators):
        number = len(chosen.annotators)
        raise UsageError(f"{chosen.overlap} shall read each document, but there are {number}.")
    if chosen != settings:
        settings_edit.change(project.root / FILE, "annotate", values)
    return chosen


def requests(
    file: IO[bytes],
) -> tuple[list[tuple[Place, dict[str, Any]]], list[Finding]]:
    """The JSON objects of a file of requests with their places, and a finding for each line that
    is none.
    """
    lines: list[tuple[Place, dict[str, Any]]] = []
    broken = []
    for number, line in enumerate(file, start=1):
        place = Place(file=getattr(file, "name", "-"), line=number)
        try:
            record = json.loads(line) if line.strip() else None
        except ValueError as error:
            broken.append(Finding("broken-line", f"not JSON: {error}", place))
            continue
        if isinstance(record, dict):
            lines.append((place, record))
        elif record is not None:
            broken.append(Finding("broken-line", "expected a JSON object", place))
    return lines, broken


def described(annotation: Annotation, journals: Journals | None = None) -> str:
    """An annotation in one line for people."""
    place = f"@{annotation.start}–{annotation.end}" if annotation.target else ""
    parts = [annotation.id, f"{annotation.doc}{place}", annotation.label or annotation.kind]
    if annotation.target:
        parts.append(f"“{' '.join(annotation.text.split())}”")
    if annotation.kind == "relation":
        ends = (_end(id, journals) for id in (annotation.from_id, annotation.to_id))
        parts.append(" → ".join(ends))
    if annotation.value is not None:
        parts.append(f"= {annotation.value}")
    parts += [f"{name}={_plain(value)}" for name, value in annotation.attributes.items()]
    if annotation.note:
        parts.append(f"— {annotation.note}")
    status = "" if annotation.status == "accepted" else f" {annotation.status}"
    return "  ".join([*parts, f"({annotation.by.id}{status})"])


def _end(id: str, journals: Journals | None) -> str:
    end = journals.current.get(id) if journals else None
    return f"{id} “{' '.join(end.text.split())[:40]}”" if end else id


def _plain(value: object) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def in_detail(revisions: Iterable[Annotation]) -> Iterator[str]:
    """The history of an annotation for people, one line a revision."""
    for item in revisions:
        why = f" undoes {item.undoes}" if item.undoes else ""
        why += f" redoes {item.redoes}" if item.redoes else ""
        tool = f" by {item.by.tool}" if item.by.tool else ""
        edition = f" {item.codebook.id} {item.codebook.version}" if item.codebook else ""
        yield f"  rev {item.rev}  {item.at}  {item.status}{tool}{why}{edition}"
