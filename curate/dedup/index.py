"""`Index`: what was measured and compared before, on disk, so that only what is new costs time.

One file per unit of the source, written when the unit is done: a search that is interrupted goes on
from there. Another file has the links of the last search. Everything is checked against the digest
of what it was made from; the folder can be deleted at any moment.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, field, fields
from pathlib import Path
from typing import Any

import orjson

from curate.corpus import ledger
from curate.dedup.band import HALF, PLACE
from curate.dedup.link import KINDS, PlacedLink
from curate.dedup.settings import DedupSettings
from curate.dedup.sketch import Sketches
from curate.dedup.source import Unit
from curate.finding import Finding, Place

VERSION = 1
CHUNK = 1 << 20


def digest(unit: Unit) -> str:
    """SHA-256 of the bytes a unit is made from."""
    made = hashlib.sha256()
    for path, start, end in unit.extents:
        made.update(f"{end - start} ".encode())
        with path.open("rb") as file:
            file.seek(start)
            while start < end and (data := file.read(min(CHUNK, end - start))):
                made.update(data)
                start += len(data)
    return made.hexdigest()


def _stamp(unit: Unit) -> list[list[int | str]]:
    """What changes with the files of a unit in all but contrived cases, at no cost to ask."""
    stamps: list[list[int | str]] = []
    for path, start, end in unit.extents:
        status = path.stat()
        stamps.append([str(path), start, end, status.st_size, status.st_mtime_ns])
    return stamps


@dataclass
class Index:
    """An index in a folder, for texts measured by these settings."""

    folder: Path
    settings: DedupSettings
    units: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Texts and digest of every unit got or put, by number."""

    @property
    def _key(self) -> list[Any]:
        """What the measures depend on, besides the texts."""
        settings = self.settings
        sought = (bool(settings.contained), settings.paragraphs, settings.runs)
        return [VERSION, *astuple(settings.scheme), *sought]

    def get(self, number: int, unit: Unit) -> Sketches | None:
        """The measures of a unit; None where it is new or has changed."""
        try:
            with self._file(number).open("rb") as file:
                head = orjson.loads(file.readline())
                if head["key"] != self._key:
                    return None
                if head["stamp"] != _stamp(unit) and head["sha256"] != digest(unit):
                    return None
                made = _load(head, file.read())
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self.units[number] = (len(made), head["sha256"])
        return made

    def put(self, number: int, unit: Unit, sketches: Sketches) -> None:
        """Write the measures of a unit, whole or not at all. Raises `WriteError`."""
        head, data = _dump(sketches)
        head |= {"key": self._key, "stamp": _stamp(unit), "sha256": digest(unit)}
        with ledger.replacing(self._file(number)) as temporary:
            temporary.write_bytes(orjson.dumps(head) + b"\n" + data)
        self.units[number] = (len(sketches), head["sha256"])

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:05}.unit"

    @property
    def _links_file(self) -> Path:
        return self.folder / "links"

    def links(self) -> tuple[int, list[PlacedLink], list[list[int]]]:
        """The number of places, from 0 on, among which all pairs were compared before; the links
        and the large families found among these.
        """
        try:
            head, data = self._links_file.read_bytes().split(b"\n", 1)
            facts = orjson.loads(head)
            if facts["key"] != [*self._key, self.settings.least]:
                return 0, [], []
            large: list[list[int]] = facts["families"]
            pairs, alike, kinds = array("Q"), array("d"), array("B")
            for column in (pairs, alike, kinds):
                size = facts["links"] * column.itemsize
                column.frombytes(data[:size])
                data = data[size:]
        except (OSError, ValueError, KeyError):
            return 0, [], []
        covered = 0
        for number, before in enumerate(facts["units"]):
            if self.units.get(number) != tuple(before):
                break
            covered += before[0]
        links = [
            PlacedLink(pair >> HALF, pair & PLACE, similarity, KINDS[kind])
            for pair, similarity, kind in zip(pairs, alike, kinds, strict=True)
            if pair & PLACE < covered
        ]
        families = ([at for at in family if at < covered] for family in large)
        return covered, links, [family for family in families if family]

    def put_links(self, links: Sequence[PlacedLink], families: Sequence[Sequence[int]]) -> None:
        """Write the links and large families of a search over all units. Raises `WriteError`."""
        key = [*self._key, self.settings.least]
        head = {
            "key": key,
            "units": [self.units[at] for at in sorted(self.units)],
            "links": len(links),
            "families": families,
        }
        columns = (
            array("Q", [link.left << HALF | link.right for link in links]),
            array("d", [link.similarity for link in links]),
            array("B", [KINDS.index(link.kind) for link in links]),
        )
        with ledger.replacing(self._links_file) as temporary:
            data = b"".join(column.tobytes() for column in columns)
            temporary.write_bytes(orjson.dumps(head) + b"\n" + data)


def _dump(sketches: Sketches) -> tuple[dict[str, Any], bytes]:
    head: dict[str, Any] = {"sizes": {}}
    data = []
    for column in fields(sketches):
        value = getattr(sketches, column.name)
        if isinstance(value, array):
            head["sizes"][column.name] = len(value) * value.itemsize
            data.append(value.tobytes())
        elif column.name == "findings":
            head["findings"] = [asdict(finding) for finding in value]
        else:
            head[column.name] = value
    return head, b"".join(data)


def _load(head: dict[str, Any], data: bytes) -> Sketches:
    made = Sketches(
        ids=head["ids"],
        dates=head["dates"],
        origins=[tuple(item) for item in head["origins"]],
        findings=[
            Finding(**{**item, "place": Place(**item["place"])}) for item in head["findings"]
        ],
        unit_sizes=head["unit_sizes"],
    )
    if sum(head["sizes"].values()) != len(data):
        raise ValueError
    at = 0
    for name, size in head["sizes"].items():
        getattr(made, name).frombytes(data[at : at + size])
        at += size
    return made
