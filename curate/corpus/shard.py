"""Shards: the files that hold the documents, read as a stream and only appended to."""

from __future__ import annotations

import dataclasses
import gzip
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from curate.corpus import blocks, ledger
from curate.corpus.blocks import OnDisk
from curate.corpus.document import Document
from curate.errors import InvalidDocumentError
from curate.finding import Finding, Place

SHARD_BYTES = 64 * 2**20
"""A shard is the unit of work and of resumption: large enough to be few, small enough to redo."""


def shards(folder: Path) -> list[Path]:
    """The shard files of a folder in name order: `.jsonl` and `.jsonl.gz`."""
    return sorted(chain(folder.glob("*.jsonl"), folder.glob("*.jsonl.gz")))


def read(shard: Path) -> Iterator[Document | Finding]:
    """The documents of a shard in order; in place of one that cannot be read, a finding."""
    return (item(entry, shard) for entry in _entries(shard))


def in_blocks(shard: Path) -> list[OnDisk]:
    """A shard in blocks that can be read apart, one at least; a compressed one in one."""
    size = shard.stat().st_size
    if shard.suffix == ".gz" or not size:
        return [OnDisk(shard, 0, size)]
    return blocks.of_file(shard)


def read_block(block: OnDisk) -> Iterator[Document | Finding]:
    """The documents of a block of a shard, as `read`."""
    if block.path.suffix == ".gz":
        yield from read(block.path)
        return
    for number, line in enumerate(block.lines()):
        if line.strip():
            found = item(ledger.entry(number, line), block.path)
            if isinstance(found, Finding):
                place = dataclasses.replace(found.place, line=block.first + number)
                found = dataclasses.replace(found, place=place)
            yield found


def item(entry: ledger.Entry, shard: Path) -> Document | Finding:
    """The document of a line of a shard, or what is wrong with it."""
    place = Place(file=str(shard), line=entry.line, column=entry.column)
    if entry.problem:
        return Finding("broken-line", entry.problem, place, hint="Restore the line from git.")
    try:
        return Document.from_json(entry.value)
    except (KeyError, TypeError, AttributeError) as error:
        message = f"expected a document with id and raw, {error} is missing or of a wrong type"
        return Finding("broken-document", message, place)
    except InvalidDocumentError as error:
        return Finding("broken-document", str(error), place)


def _entries(shard: Path) -> Iterator[ledger.Entry]:
    if shard.suffix != ".gz":
        yield from ledger.read(shard)
        return
    with gzip.open(shard, "rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                value: Any = orjson.loads(line)
                yield ledger.Entry(number, value)
            except orjson.JSONDecodeError as error:
                yield ledger.Entry(number, {}, error.msg, error.colno)


def append(folder: Path, documents: list[Document]) -> Path:
    """Store documents at the end of the last shard, or of a new one when it is full.

    Returns the shard. The caller has made sure that the ids are new. Raises `WriteError` and
    `LockedError`.
    """
    existing = [shard for shard in shards(folder) if shard.suffix == ".jsonl"]
    last = existing[-1] if existing else folder / "0001.jsonl"
    if last.exists() and last.stat().st_size >= SHARD_BYTES:
        last = folder / f"{len(shards(folder)) + 1:04}.jsonl"
    ledger.append(last, [document.to_json() for document in documents])
    return last


def replace(path: Path, document: Document) -> None:
    """Put a document in the place of the first one with its id in a shard; all other lines stay as
    they are, byte for byte. Readers see the old shard or the new one.

    The caller holds the lock of the documents and has kept the old raw text. Raises `WriteError`.
    """
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with (
        ledger.locked(path),
        ledger.replacing(path) as temporary,
        opened(path, "rb") as old,
        opened(temporary, "wb") as new,
    ):
        is_placed = False
        for line in old:
            is_it = not is_placed and _id_of(line) == document.id
            new.write(ledger.dump(document.to_json()) if is_it else line)
            is_placed = is_placed or is_it


def _id_of(line: bytes) -> str | None:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return record.get("id") if isinstance(record, dict) else None
