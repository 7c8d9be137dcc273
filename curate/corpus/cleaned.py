"""`Cleaned`: a document with its edits; clean text is a view that is never stored.

Edits stand in `build/edits/`, one file for each shard of documents and one line for each document,
so that every step after cleaning reads them without knowing how they were made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from curate.corpus import ledger, shard
from curate.corpus.document import Document
from curate.corpus.project import Project
from curate.errors import NotCleanedError
from curate.text import Alignment, Edit, Edits, Reason, Span, apply


@dataclass(frozen=True)
class Cleaned:
    """A document and the edits that make its clean text."""

    document: Document
    edits: Edits = ()

    @cached_property
    def text(self) -> str:
        """The clean text."""
        return apply(self.document.raw, self.edits)

    @cached_property
    def alignment(self) -> Alignment:
        """The map between raw and clean offsets."""
        return Alignment(self.edits)

    def to_json(self) -> dict[str, Any]:
        """The stored record: `{id, sha256, edits: [{start, end, new, reasons}]}`."""
        return {
            "id": self.document.id,
            "sha256": self.document.sha256,
            "edits": [edit_to_json(edit) for edit in self.edits],
        }


def edit_to_json(edit: Edit) -> dict[str, Any]:
    """An edit in raw offsets, as files and `--jsonl` show it; the old text is in the raw text."""
    return {
        "start": edit.span.start,
        "end": edit.span.end,
        "new": edit.new,
        "reasons": [reason._asdict() for reason in edit.reasons],
    }


def edit_from_json(record: dict[str, Any], raw: str) -> Edit:
    """The edit of a stored record on its raw text. Raises `CurateError` when it does not fit."""
    span = Span(record["start"], record["end"])
    reasons = tuple(Reason(reason["rule"], reason["why"]) for reason in record["reasons"])
    return Edit(span, span.of(raw), record["new"], reasons)


def edits_file(project: Project, documents: Path) -> Path:
    """Where the edits of a shard of documents stand."""
    return project.build_folder / "edits" / _name(documents)


def apart_file(project: Project, documents: Path) -> Path:
    """Where edits that leave repeated passages in stand, if the recipe has these removed."""
    return project.build_folder / "searched" / _name(documents)


def searched_file(project: Project, documents: Path) -> Path:
    """Where the edits stand that make the texts `curate dedup` searches: the edits themselves or,
    where repeated passages are removed, those that leave them in. So what is found never depends
    on what became of what was found before.
    """
    apart = apart_file(project, documents)
    return apart if apart.exists() else edits_file(project, documents)


def _name(documents: Path) -> str:
    return documents.name.removesuffix(".gz").removesuffix(".jsonl") + ".jsonl"


def write(path: Path, cleaned: Iterable[Cleaned]) -> None:
    """Write the edits of one shard, whole or not at all."""
    with ledger.replacing(path) as temporary, temporary.open("wb") as file:
        for item in cleaned:
            file.write(ledger.dump(item.to_json()))


def read(project: Project, searched: bool = False) -> Iterator[Cleaned]:
    """All documents with their edits, in stored order; `searched` are those that `curate dedup`
    searches, with their repeated passages.

    Raises `NotCleanedError` when a document has no edits yet or changed since they were made.
    """
    place = searched_file if searched else edits_file
    for documents in project.shards():
        yield from read_shard(documents, place(project, documents))


def read_shard(documents: Path, edits: Path) -> Iterator[Cleaned]:
    """The documents of one shard with their edits. Raises as `read` does."""
    records = {entry.value.get("id"): entry.value for entry in ledger.read(edits)}
    for document in shard.read(documents):
        if isinstance(document, Document):
            yield joined(document, records.get(document.id))


def joined(document: Document, record: dict[str, Any] | None) -> Cleaned:
    """A document with the edits of a stored record. Raises `NotCleanedError` without its own."""
    if record is None or record["sha256"] != document.sha256:
        raise NotCleanedError(document.id)
    made = tuple(edit_from_json(edit, document.raw) for edit in record["edits"])
    return Cleaned(document, made)


def find(project: Project, id: str, searched: bool = False) -> Cleaned:
    """One document with its edits, as `read`. Raises `UnknownDocumentError`, `NotCleanedError`."""
    document = project.document(id)
    place = searched_file if searched else edits_file
    for documents in project.shards():
        for entry in ledger.read(place(project, documents), document.id.encode()):
            record = entry.value
            if record.get("id") == document.id and record["sha256"] == document.sha256:
                made = tuple(edit_from_json(edit, document.raw) for edit in record["edits"])
                return Cleaned(document, made)
    raise NotCleanedError(document.id)
