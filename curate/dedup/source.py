"""Sources: where texts come from, in units that are read, resumed and distributed one by one."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, TypeAlias, cast

import orjson

from curate.corpus import Cleaned, Document, Project, cleaned, ledger, shard
from curate.corpus.blocks import OnDisk, of_file
from curate.dedup.band import HALF, PLACE
from curate.finding import Finding, Place

BLOCK_BYTES = 16 * 2**20
"""A file of JSON lines is read in units of about this size; what is added later costs at most one
unit more."""

Extent: TypeAlias = tuple[Path, int, int]
"""Bytes of a file, from the start to before the end."""


class Text(NamedTuple):
    """One text to compare: clean text, and what decides which of two texts is kept.

    `offset` finds it again in its unit, wherever that is moved. `date` is ISO 8601 at the precision
    known or empty; `origins` are its publisher and the URI of its source.
    """

    id: str
    text: str
    date: str = ""
    origins: tuple[str, ...] = ()
    offset: int = 0


class Unit(Protocol):
    """A part of a source, small enough to be done again. Units pickle."""

    @property
    def size(self) -> int:
        """Bytes to read, roughly."""

    @property
    def extents(self) -> Sequence[Extent]:
        """What it is made from: the unit is unchanged if these bytes are."""

    def read(self) -> Iterator[Text | Finding]:
        """All its texts in order, findings for what is none."""

    def pick(self, offsets: Sequence[int]) -> Iterator[str]:
        """The texts at these offsets, which rise."""


Source: TypeAlias = Sequence[Unit]
"""Units in order; a text's place counts from 0 over all of them."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines of a file of JSON lines with `id` and `text`, and maybe `date` and `source`;
    offsets are bytes from the first line. Findings call the file by `name`.
    """

    block: OnDisk
    name: str

    @property
    def size(self) -> int:
        """Bytes of these lines."""
        return self.block.size

    @property
    def extents(self) -> Sequence[Extent]:
        """These lines."""
        return [(self.block.path, self.block.start, self.block.end)]

    def read(self) -> Iterator[Text | Finding]:
        """The texts; a finding for each line that is none."""
        offset, first = 0, 0
        for number, line in enumerate(self.block.lines()):
            try:
                yield _text(orjson.loads(line), offset)
            except (orjson.JSONDecodeError, KeyError, TypeError) as error:
                if not line.isspace():
                    first = first or self.block.first
                    yield self._finding(first + number, error)
            offset += len(line)

    def pick(self, offsets: Sequence[int]) -> Iterator[str]:
        """The texts of the lines at these offsets."""
        with self.block.path.open("rb") as file:
            for offset in offsets:
                file.seek(self.block.start + offset)
                text: str = orjson.loads(file.readline())["text"]
                yield text

    def _finding(self, line: int, error: Exception) -> Finding:
        place = Place(file=self.name, line=line)
        message = "expected an object with id and text, both strings"
        if isinstance(error, orjson.JSONDecodeError):
            place = Place(file=self.name, line=line, column=error.colno)
            message = f"not JSON in UTF-8: {error.msg}"
        return Finding("broken-line", message, place, hint="The line was left out.")


def _text(record: Any, offset: int) -> Text:
    """The text of a JSON record. Raises KeyError or TypeError where it has none."""
    id, text = record["id"], record["text"]
    if type(id) is not str or type(text) is not str:
        if type(id) is not int or type(text) is not str:
            raise TypeError
        id = str(id)
    if len(record) == 2:
        return Text(id, text, "", (), offset)
    date, source = record.get("date"), record.get("source")
    origins = (source,) if isinstance(source, str) else ()
    return Text(id, text, date if isinstance(date, str) else "", origins, offset)


def json_lines(path: Path, block: int = BLOCK_BYTES, name: str = "") -> list[Lines]:
    """The units of a file of JSON lines; `name` is what findings call it instead of its path."""
    return [Lines(some, name or some.name) for some in of_file(path, block)]


@dataclass(frozen=True, slots=True)
class Shard:
    """The clean texts of a shard of documents; an offset is that of the document's line << 32, and
    that of the line of its edits.

    Reading raises `NotCleanedError` before `curate clean`.
    """

    documents: Path
    edits: Path

    @property
    def size(self) -> int:
        """Bytes of the shard."""
        return self.documents.stat().st_size

    @property
    def extents(self) -> Sequence[Extent]:
        """The shard and its edits."""
        files = (self.documents, self.edits)
        return [(path, 0, path.stat().st_size) for path in files if path.exists()]

    def read(self) -> Iterator[Text | Finding]:
        """The clean texts."""
        edits: dict[str, tuple[int, dict[str, Any]]] = {}
        if self.edits.exists():
            for offset, line in _lines(self.edits):
                record = ledger.entry(1, line).value
                edits[record.get("id", "")] = offset, record
        for offset, line in _lines(self.documents):
            document = shard.item(ledger.entry(1, line), self.documents)
            if isinstance(document, Document):
                beside, edited = edits.get(document.id, (0, None))
                item = cleaned.joined(document, edited)
                origins = tuple(filter(None, (document.meta.publisher, document.source.uri)))
                place = offset << HALF | beside
                yield Text(document.id, item.text, document.meta.date, origins, place)

    def pick(self, offsets: Sequence[int]) -> Iterator[str]:
        """The clean texts of these documents."""
        return (item.text for item in self.cleaned(offsets))

    def cleaned(self, offsets: Sequence[int]) -> Iterator[Cleaned]:
        """The documents at these offsets."""
        with _opened(self.documents) as documents, self.edits.open("rb") as edits:
            for offset in offsets:
                documents.seek(offset >> HALF)
                edits.seek(offset & PLACE)
                document = Document.from_json(orjson.loads(documents.readline()))
                yield cleaned.joined(document, orjson.loads(edits.readline()))


def _opened(path: Path) -> BinaryIO:
    """A shard, decompressed."""
    return cast(BinaryIO, gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, and where each starts."""
    offset = 0
    with _opened(path) as file:
        for line in file:
            if not line.isspace():
                yield offset, line
            offset += len(line)


def corpus(project: Project) -> list[Shard]:
    """The units of a project."""
    return [Shard(path, cleaned.searched_file(project, path)) for path in project.shards()]


def size(source: Iterable[Unit]) -> int:
    """Bytes to read, roughly: enough to choose how, and to show progress."""
    return sum(unit.size for unit in source)
