"""`Index`: what was measured, compared and decided before, on disk, so that only what is new costs
time.

One file per unit of the source, named by the unit's contents and written when the unit is done: a
search that is interrupted goes on from there. Another file has the outcome of the last search. All
are columns that are mapped into memory and read where they are needed. The folder can be deleted
at any moment.

A unit is the one of last time if its file has the size, time and inode it had then. Times are
trusted as git trusts them: if the file is older than what was written about it, by more than a
tick of a clock. Otherwise its bytes are read and their CRC-32 taken (1 GB in .5 s; SHA-256 takes
three times as long): of units of one size, a change is missed once in 4 thousand million.
"""

from __future__ import annotations

import mmap
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import orjson

from curate.corpus import ledger
from curate.dedup.settings import DedupSettings
from curate.dedup.sketch import Sketches
from curate.dedup.source import Source, Unit
from curate.dedup.table import Links, Strings
from curate.finding import Finding, Place

if TYPE_CHECKING:
    import numpy as np

VERSION = 4
CHUNK = 1 << 18

TICK = 2_000_000_000
"""Nanoseconds between two times that a file system tells apart: 2 s on FAT."""

Stamp: TypeAlias = list[list[int | str]]
"""Path, start, end of each extent; size, time and inode of its file."""


class Named(NamedTuple):
    """A unit, the name of its contents, and the stamp of its files when they were looked at."""

    unit: Unit
    name: str
    stamp: Stamp


class Outcome(NamedTuple):
    """What a search found by likeness, and what it depends on besides the texts.

    `units`: name and texts of each. `copies`: pairs of places, copy << 32 | first. `families`: too
    large to be paired. `standing`: removed texts (left) and what stands for them (right).
    """

    units: Sequence[tuple[str, int]]
    copies: array[int]
    links: Links
    families: Sequence[Sequence[int]]
    standing: Links
    decisive: float
    same: frozenset[frozenset[str]]
    different: frozenset[frozenset[str]]


def stamp(unit: Unit) -> Stamp:
    """What changes with the files of a unit, at no cost to ask."""
    stamps: Stamp = []
    for path, start, end in unit.extents:
        status = path.stat()
        facts = (status.st_size, status.st_mtime_ns, status.st_ino)
        stamps.append([str(path), start, end, *facts])
    return stamps


def contents(unit: Unit) -> str:
    """A name for the bytes that a unit is made from: CRC-32 and size of each extent."""
    names = []
    buffer = memoryview(bytearray(CHUNK))
    for path, start, end in unit.extents:
        made, left = 0, end - start
        with path.open("rb", buffering=0) as file:
            file.seek(start)
            while left and (size := file.readinto(buffer[: min(CHUNK, left)])):
                made = zlib.crc32(buffer[:size], made)
                left -= size
        names.append(f"{made:08x}.{end - start - left:x}")
    return "-".join(names)


@dataclass
class Index:
    """An index in a folder, for texts measured by these settings."""

    folder: Path
    settings: DedupSettings

    @property
    def _key(self) -> list[Any]:
        """What the measures depend on, besides the texts."""
        settings = self.settings
        sought = (bool(settings.contained), settings.paragraphs, settings.runs)
        return [VERSION, *astuple(settings.scheme), *sought]

    @property
    def _outcome_key(self) -> list[Any]:
        settings = self.settings
        return [*self._key, settings.least, list(settings.order), list(settings.keep)]

    def named(self, source: Source) -> list[Named]:
        """The units of a source with their names, as far as possible without reading them."""
        items = []
        for unit in source:
            found = stamp(unit)
            name = self._known.get(orjson.dumps(found)) or contents(unit)
            items.append(Named(unit, name, found))
        return items

    @cached_property
    def _known(self) -> dict[bytes, str]:
        """Names of the units of the last search by their stamps, if these can be trusted."""
        if self._last is None:
            return {}
        latest = self._outcome_file.stat().st_mtime_ns - TICK
        return {
            orjson.dumps(stamps): name
            for name, _, stamps in self._last[0]["units"]
            if all(facts[4] < latest for facts in stamps)
        }

    @cached_property
    def _last(self) -> tuple[dict[str, Any], dict[str, memoryview]] | None:
        return _read(self._outcome_file)

    @property
    def _outcome_file(self) -> Path:
        return self.folder / "outcome"

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.unit"

    def get(self, item: Named, into: Sketches) -> np.ndarray[Any, Any] | None:
        """Add the measures of a unit to others, but for its keys: these are returned, band by band.
        None where the unit is new or has changed.
        """
        import numpy as np

        found = _read(self._file(item.name))
        if found is None:
            return None
        head, columns = found
        moved = head.get("findings") and head.get("at") != _places(item.unit)
        if head.get("key") != self._key or moved:
            return None
        _add(into, head, columns)
        keys = np.frombuffer(columns["keys"], np.uint32)
        return keys.reshape(self.settings.scheme.bands, -1)

    def put(self, item: Named, sketches: Sketches) -> None:
        """Write the measures of a unit, whole or not at all; not if it changed meanwhile. Raises
        `WriteError`.
        """
        import numpy as np

        if stamp(item.unit) != item.stamp:
            return
        keys = np.frombuffer(sketches.keys, np.uint32).reshape(-1, self.settings.scheme.bands)
        columns: dict[str, Any] = {"keys": np.ascontiguousarray(keys.T)}
        for column in fields(sketches):
            value = getattr(sketches, column.name)
            if isinstance(value, Strings):
                columns[column.name] = value.data
                columns[f"{column.name}.sizes"] = value.sizes
            elif isinstance(value, array) and column.name != "keys":
                columns[column.name] = value
        findings = [asdict(finding) for finding in sketches.findings]
        head = {
            "key": self._key,
            "sizes": sketches.unit_sizes,
            "findings": findings,
            "at": _places(item.unit),
        }
        _write(self._file(item.name), head, columns)

    def outcome(self) -> Outcome | None:
        """The outcome of the last search; None without one by these settings."""
        if self._last is None or self._last[0].get("key") != self._outcome_key:
            return None
        head, columns = self._last
        copies = array("Q")
        links, standing = Links(), Links()
        copies.frombytes(columns["copies"])
        for name, table in (("links", links), ("standing", standing)):
            for at, column in enumerate(table.columns):
                column.frombytes(columns[f"{name}{at}"])  # type: ignore[attr-defined]
        pairs = (frozenset(map(frozenset, head[name])) for name in ("same", "different"))
        units = [(name, texts) for name, texts, _ in head["units"]]
        return Outcome(units, copies, links, head["families"], standing, head["decisive"], *pairs)

    def put_outcome(self, outcome: Outcome, items: Iterable[Named]) -> None:
        """Write the outcome of a search over these units, unless they changed meanwhile; remove
        the units that are gone. Raises `WriteError`.
        """
        items = list(items)
        if any(stamp(item.unit) != item.stamp for item in items):
            return
        columns: dict[str, Any] = {"copies": outcome.copies}
        for name, table in (("links", outcome.links), ("standing", outcome.standing)):
            columns |= {f"{name}{at}": column for at, column in enumerate(table.columns)}
        head = {
            "key": self._outcome_key,
            "units": [(*unit, item.stamp) for unit, item in zip(outcome.units, items, strict=True)],
            "families": outcome.families,
            "decisive": outcome.decisive,
            "same": [sorted(pair) for pair in outcome.same],
            "different": [sorted(pair) for pair in outcome.different],
        }
        _write(self._outcome_file, head, columns)
        current = {self._file(item.name) for item in items}
        for path in self.folder.glob("*.unit"):
            if path not in current:
                path.unlink(missing_ok=True)


def _places(unit: Unit) -> list[list[str | int]]:
    """Where a unit stands: findings name the lines of its file."""
    return [[str(path), start] for path, start, _ in unit.extents]


def _write(path: Path, head: dict[str, Any], columns: dict[str, Any]) -> None:
    """Write columns under a line that tells what they are, and their sizes."""
    head["bytes"] = {name: memoryview(data).nbytes for name, data in columns.items()}
    line = orjson.dumps(head)
    with ledger.replacing(path) as temporary, temporary.open("wb") as out:
        out.write(line + b" " * (-(len(line) + 1) % 8) + b"\n")  # the first column is aligned
        for data in columns.values():
            out.write(data)


def _read(path: Path) -> tuple[dict[str, Any], dict[str, memoryview]] | None:
    """What `_write` wrote; None where there is none or it is broken."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        at = data.find(b"\n") + 1
        head = orjson.loads(data[:at])
        columns = {}
        for name, size in head["bytes"].items():
            columns[name] = memoryview(data)[at : at + size]
            at += size
        return (head, columns) if at == len(data) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _add(sketches: Sketches, head: dict[str, Any], columns: dict[str, memoryview]) -> None:
    sketches.unit_sizes += head["sizes"]
    sketches.findings += [
        Finding(**{**item, "place": Place(**item["place"])}) for item in head["findings"]
    ]
    for name, data in columns.items():
        name, _, part = name.partition(".")
        column = getattr(sketches, name)
        if part:
            column.sizes.frombytes(data)
        elif isinstance(column, Strings):
            column.data += data
        elif name != "keys":
            column.frombytes(data)
