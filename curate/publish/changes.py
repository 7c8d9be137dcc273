"""What changed since the database was built, where it can be put into it without building anew.

Documents that change, documents added at the end and lines added to journals can. Anything else,
such as a document that went, another codebook or a new annotator, moves numbers that stand in many
rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import orjson

from curate.annotate import Annotation, journal
from curate.corpus import Cleaned, Project, cleaned, ledger
from curate.publish.database import Changes
from curate.publish.tables import Said, by_document

FEW = 10
"""One document in so many may have changed; of more, building anew costs no more."""
SINGLY = 8
"""Documents that are looked for in the journals one by one: a tenth of the time of reading all."""
Digests: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class State:
    """What a database was made from: the digest and size of every input by its path in the project,
    a digest of every document by shard and id, annotators and labels as they stand in its tables.
    """

    inputs: Digests = field(default_factory=dict)
    documents: dict[str, Digests] = field(default_factory=dict)
    annotators: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> State:
        """The state that stands in a file; an empty one where none can be read."""
        try:
            return cls(**orjson.loads(path.read_bytes()))
        except (OSError, orjson.JSONDecodeError, TypeError):
            return cls()

    def write(self, path: Path) -> None:
        """Write it, whole or not at all. Raises `WriteError`."""
        with ledger.replacing(path) as temporary:
            temporary.write_bytes(orjson.dumps(self, option=orjson.OPT_INDENT_2) + b"\n")


def stamp(path: Path) -> str:
    """SHA-256 and size of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return f"{digest} {file.tell()}"


def stamps(project: Project, documents: dict[str, Digests]) -> Iterator[Cleaned]:
    """All documents in stored order; notes the digest of each while it passes."""
    for shard in project.shards():
        noted = documents.setdefault(_name(project, shard), {})
        for item in cleaned.read_shard(shard, cleaned.edits_file(project, shard)):
            noted[item.document.id] = _digest(item)
            yield item


def _digest(item: Cleaned) -> str:
    """Changes with anything of a document that is published: 16 hexadecimal characters."""
    document = item.document
    facts: list[Any] = [document.meta, document.source, item.to_json()]
    return hashlib.blake2b(orjson.dumps(facts), digest_size=8).hexdigest()


def _name(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix()


def find(project: Project, old: State, inputs: Digests) -> tuple[State, Changes] | None:
    """What is to be changed in the database of `old`, and the state after that; None where all is
    to be built anew.
    """
    changed = {name for name in old.inputs | inputs if old.inputs.get(name) != inputs.get(name)}
    journals = {_name(project, path): path for path in journal.files(project.annotations_folder)}
    found = _documents(project, old, changed)
    if found is None:
        return None
    documents, texts, seen = found
    if changed - seen - journals.keys() - {_name(project, project.build_folder / "clusters.jsonl")}:
        return None
    numbers = {id: number for number, id in enumerate(_ids(documents), start=1)}
    wanted = {item.document.id for item in texts.values()}
    for name in sorted(changed & journals.keys()):
        lines = _appended(journals[name], old.inputs.get(name, ""))
        if lines is None or not all(_is_known(item, old) for item in lines):
            return None
        wanted |= {item.doc for item in lines if item.doc in numbers}
    if len(wanted) * FEW > len(numbers):
        return None
    said = _said(project, wanted)
    of_number = {
        numbers[id]: said.get(id, Said()) for id in sorted(wanted, key=numbers.__getitem__)
    }
    annotators = {name: number for number, name in enumerate(old.annotators, start=1)}
    state = State(inputs, documents, old.annotators, old.labels)
    return state, Changes(texts, of_number, annotators)


def _ids(documents: dict[str, Digests]) -> Iterator[str]:
    for shard in documents.values():
        yield from shard


def _documents(
    project: Project, old: State, changed: set[str]
) -> tuple[dict[str, Digests], dict[int, Cleaned], set[str]] | None:
    """The digests of all documents, those that changed by number, and the files they stand in; None
    when one went, moved or was put between others.
    """
    shards = project.shards()
    if [_name(project, shard) for shard in shards[: len(old.documents)]] != list(old.documents):
        return None
    documents = dict(old.documents)
    texts: dict[int, Cleaned] = {}
    seen: set[str] = set()
    first = 1
    for shard in shards:
        edits = cleaned.edits_file(project, shard)
        name = _name(project, shard)
        known = old.documents.get(name, {})
        seen |= {name, _name(project, edits)}
        if not changed.isdisjoint((name, _name(project, edits))):
            items = list(cleaned.read_shard(shard, edits))
            now = {item.document.id: _digest(item) for item in items}
            moved = list(now)[: len(known)] != list(known) or len(now) < len(items)
            if moved or (len(now) > len(known) and shard != shards[-1]):
                return None
            for number, item in enumerate(items, start=first):
                if known.get(item.document.id) != now[item.document.id]:
                    texts[number] = item
            documents[name] = now
        first += len(documents.get(name, {}))
    return documents, texts, seen


def _appended(path: Path, stamped: str) -> list[Annotation] | None:
    """What was added to a journal; None when it changed in another way, or cannot be read."""
    digest, _, size = stamped.partition(" ")
    data = path.read_bytes()
    before, after = data[: int(size or 0)], data[int(size or 0) :]
    if before and (hashlib.sha256(before).hexdigest() != digest or not before.endswith(b"\n")):
        return None
    try:
        lines = map(orjson.loads, after.splitlines())
        return [Annotation.from_json(line) for line in lines]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
        return None


def _is_known(item: Annotation, old: State) -> bool:
    """Are annotator and label in the tables?"""
    return item.by.id in old.annotators and (not item.label or item.label in old.labels)


def _said(project: Project, ids: Collection[str]) -> dict[str, Said]:
    """What is said of some documents, by their ids."""
    said: dict[str, Said] = {}
    for id in sorted(ids) if len(ids) <= SINGLY else [""]:
        read = journal.read(project.annotations_folder, f'"{id}"' if id else "")
        revisions = (line.annotation for lines in read.lines.values() for line in lines)
        found = by_document(read.current.values(), revisions)
        said |= {doc: what for doc, what in found.items() if doc == id or not id}
    return said
