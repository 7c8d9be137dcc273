"""Collecting: files become documents, with provenance and metadata, or findings.

A newer scrape takes the place of a document only when asked to, and after the old raw text was
kept among the originals.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from curate.corpus import ledger, originals, shard
from curate.corpus.decode import MAX_BYTES, decode
from curate.corpus.document import MAX_ID, Document, Meta, Source
from curate.corpus.metadata import read_meta
from curate.corpus.project import Project
from curate.errors import CurateError, NotTextError, UnknownDocumentError
from curate.finding import Finding, Place

SUFFIXES = (".txt", ".text")
BATCH_CHARACTERS = 8 * 2**20
"""Documents are written this much at a time: an interrupted run keeps what it has added."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller says about the files: empty fields are read from the bytes and the text.

    With `replace`, a file takes the place of the document with its id.
    """

    id: str = ""
    encoding: str = ""
    max_bytes: int = MAX_BYTES
    meta: dict[str, str] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    replace: bool = False


@dataclass(slots=True)
class Collected:
    """What came of it: documents added, documents with a newer text, files whose text was there
    before, and findings.
    """

    added: list[Document] = field(default_factory=list)
    replaced: list[Document] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def text_files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """The files to add and the name each has as a source, in name order within a folder: of a
    folder its text files, however deep, without hidden ones.
    """
    for path in paths:
        if not path.is_dir():
            yield path, path.name
            continue
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path)
            hidden = any(part.startswith(".") for part in inside.parts)
            if file.is_file() and not hidden and file.suffix.lower() in SUFFIXES:
                yield file, inside.as_posix()


def id_of(name: str) -> str:
    """A document id made of a file's name: its stem in plain letters.

    >>> id_of("Été 2021 (draft).txt")
    'Ete-2021-draft'
    """
    stem = name.rsplit("/", 1)[-1]
    stem = stem.rsplit(".", 1)[0] if "." in stem.lstrip(".") else stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._")[:MAX_ID]


def collect(
    project: Project,
    files: Iterable[tuple[Path, str]],
    wishes: Wishes,
    moved_on: Callable[[int], None] = lambda steps: None,
) -> Collected:
    """Add the files to the corpus. A file that cannot be added becomes a finding and the rest goes
    on; a file whose bytes are in the corpus already is named in `known` with its document's id.

    Raises `WriteError` and `LockedError`; what was added before them stays.
    """
    with ledger.locked(project.documents_folder):
        known = _Known.of(project)
        result, batch, size = Collected(), list[Document](), 0
        for path, name in files:
            document_or_finding = _document(path, name, wishes, known)
            if isinstance(document_or_finding, Finding):
                result.findings.append(document_or_finding)
            elif isinstance(document_or_finding, str):
                result.known[name] = document_or_finding
            else:
                document, notes = document_or_finding
                result.findings += notes
                if document.id in known.ids:
                    result.replaced.append(_take_place(project, document, wishes))
                else:
                    batch.append(document)
                    size += len(document.raw)
                known.add(document)
            if size >= BATCH_CHARACTERS:
                _store(project, batch, result)
                size = 0
            moved_on(1)
        _store(project, batch, result)
    return result


@dataclass(slots=True)
class _Known:
    """Ids with the digests of their documents' bytes, digests with ids, and the ids of this run."""

    ids: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, project: Project) -> _Known:
        known = cls()
        for document in project.documents():
            known.ids[document.id] = document.source.sha256
            known.digests.setdefault(document.source.sha256, document.id)
        return known

    def add(self, document: Document) -> None:
        self.digests.pop(self.ids.get(document.id, ""), None)
        self.ids[document.id] = document.source.sha256
        self.digests[document.source.sha256] = document.id
        self.new.add(document.id)


def _take_place(project: Project, document: Document, wishes: Wishes) -> Document:
    """Replace the document of that id, whose raw text is kept first: a process killed in between
    leaves the old document where it is. What was said of it by hand holds for the new one.
    """
    for path in project.shards():
        for old in shard.read(path):
            if isinstance(old, Document) and old.id == document.id:
                originals.keep(project, old)
                renewed = _said_before(old, document, wishes)
                shard.replace(path, renewed)
                return renewed
    raise UnknownDocumentError(document.id)


def _said_before(old: Document, new: Document, wishes: Wishes) -> Document:
    """The new document with the address and licence of the old one, and with the metadata that were
    not read from the old text and so came from a person; what is wished for now outranks them.
    """
    source = {name: getattr(old.source, name) for name in ("uri", "licence")}
    source = {name: value for name, value in source.items() if value}
    read = read_meta(old.raw)
    meta = {name: getattr(old.meta, name) for name in (item.name for item in fields(Meta))}
    meta = {name: value for name, value in meta.items() if value not in ("", getattr(read, name))}
    return replace(
        new,
        source=replace(new.source, **{**source, **wishes.source}),
        meta=replace(new.meta, **{**meta, **wishes.meta}),
    )


def _store(project: Project, batch: list[Document], result: Collected) -> None:
    if batch:
        shard.append(project.documents_folder, batch)
        result.added += batch
        batch.clear()


def _document(
    path: Path, name: str, wishes: Wishes, known: _Known
) -> tuple[Document, list[Finding]] | Finding | str:
    """The document of one file with notes on it, or what is wrong, or the id it has already."""
    place = Place(file=str(path))
    try:
        if path.stat().st_size > wishes.max_bytes:  # never read what will be refused
            problem = f"The file has {path.stat().st_size / 2**20:.0f} MiB, the limit is "
            problem += f"{wishes.max_bytes / 2**20:.0f} MiB"
            raise NotTextError(problem, "Split it, or allow more with --max-mib.")
        data = path.read_bytes()
        decoded = decode(data, wishes.encoding or None)
        digest = hashlib.sha256(data).hexdigest()
        if digest in known.digests:
            return known.digests[digest]
        id = wishes.id or id_of(name) or digest[:12]
        if id in known.new or (id in known.ids and not wishes.replace):
            hint = "Choose another one with --id"
            hint += "." if id in known.new else ", or put the newer text in its place by --replace."
            return Finding("duplicate-id", f"another document is called {id!r}", place, hint=hint)
        source = Source(**{"uri": name, **wishes.source})
        source = replace(source, sha256=digest, encoding=decoded.encoding)
        meta = replace(read_meta(decoded.text), **wishes.meta)
        document = Document(id, decoded.text, source, meta)
    except NotTextError as error:
        return Finding("not-text", error.problem, place, hint=error.hint)
    except CurateError as error:
        return Finding("not-added", str(error), place)
    except OSError as error:
        return Finding("unreadable", error.strerror or str(error), place)
    notes = [Finding("encoding", decoded.note, place, "note")] if decoded.note else []
    return document, notes
