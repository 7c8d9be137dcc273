"""A project's documents and edits, read where an engine runs it. What travels back is what was
found, and of each document where it stands and the digest of its text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import orjson

from curate.check import parallel, stream
from curate.check.record import Record
from curate.check.remarks import Remarks
from curate.check.result import has_errors, unreadable
from curate.check.sense.rule import Rule
from curate.check.sense.world import DocumentPlace, World
from curate.check.shape import Shape
from curate.corpus.blocks import OnDisk
from curate.finding import Finding
from curate.text import sha256

Origin: TypeAlias = "tuple[Path, Any]"
"""The file and the options of a schema."""


class Fact(NamedTuple):
    """A document that annotations can be checked on; `sound` if nothing is wrong with its shape."""

    id: str
    place: DocumentPlace
    sound: bool


class Read(NamedTuple):
    """What was read of a block: records, lines, findings, documents. Lines count from 1 in it."""

    records: int
    lines: int
    findings: list[Finding]
    facts: list[Fact]


def documents(block: OnDisk, origin: Origin, root: Path) -> Read:
    """The documents of a block of a shard against their schema."""
    shape, shown = parallel.shape_of(*origin), block.path.relative_to(root).as_posix()
    records = lines = 0
    found: list[Finding] = []
    facts: list[Fact] = []
    with parallel.opened(block) as file:
        for some in stream.blocks(file):
            lines = some.last
            for piece in stream.pieces(some):
                records += 1
                value, findings = _checked(piece, shape, shown)
                found += findings
                if _has_text(value):
                    at = (piece.line, block.start + piece.offset, len(piece.data))
                    place = DocumentPlace(str(block.path), *at, sha256(value["raw"]))
                    facts.append(Fact(value["id"], place, not has_errors(findings)))
    return Read(records, lines, found, facts)


class Edits(NamedTuple):
    """A file of edits, and the documents of the shard they were made for."""

    path: Path
    places: dict[str, DocumentPlace]


def edits(item: Edits, origin: Origin, root: Path, rules: tuple[str, ...]) -> Read:
    """The edits of a shard against their schema and its documents; `rules` by their ids."""
    from curate.check.sense.rule import rules as catalogue

    shape, shown = parallel.shape_of(*origin), item.path.relative_to(root).as_posix()
    world = World(root)
    world.texts.places = item.places
    remarks = Remarks(tuple(rule for rule in catalogue() if rule.id in rules), world)
    asked: list[Rule] = remarks.rules_of("edits")
    records = 0
    found: list[Finding] = []
    with stream.opened(item.path) as file:
        for piece in stream.lines(file):
            records += 1
            value, findings = _checked(piece, shape, shown)
            found += findings
            if value is not None and not has_errors(findings):
                raw = world.raw(value["id"], value["sha256"])
                found += remarks.on(asked, value, raw, Record(shown, piece.line, piece.data))
    return Read(records, 0, found, [])


def again(place: DocumentPlace) -> tuple[bytes, Any]:
    """The line of a document that was read before, and its value."""
    block = OnDisk(Path(place.file), place.offset, place.offset + place.size)
    with parallel.opened(block) as file:
        if block.path.suffix == ".gz":
            file.seek(place.offset)
        data = file.read(place.size)
    return data, orjson.loads(data)


def _checked(piece: stream.Piece, shape: Shape, shown: str) -> tuple[Any, list[Finding]]:
    """The value of a line, None where it cannot be read, and what its shape lacks."""
    if piece.problem:
        return None, [unreadable(piece.problem, shown, piece.line)]
    return shape.check(Record(shown, piece.line, piece.data))


def _has_text(value: Any) -> bool:
    """Can annotations be checked on this document, whatever else is wrong with it?"""
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and isinstance(value.get("raw"), str)
    )
