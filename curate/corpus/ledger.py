"""Ledgers: append-only files of JSON lines that survive whatever happens to the process.

One write per append, flushed to disk, under a lock; a write that fails (full disk) is taken back.
A last line without its line break was torn by a crash: it is kept where it is and reported, never
repaired by guessing and never written onto.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from curate.errors import LockedError, WriteError
from curate.finding import Json

LOCK_SECONDS = 10.0
"""How long a writer waits for another: an append takes milliseconds, a build some seconds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a ledger; `line` counts from 1. `problem` is empty when `value` could be read."""

    line: int
    value: dict[str, Any]
    problem: str = ""
    column: int = 1


def read(path: Path, holding: bytes = b"") -> Iterator[Entry]:
    """The entries of a ledger in order, broken ones with their problem. Blank lines are skipped,
    and so are, unparsed, those that do not hold these bytes; a missing file is an empty ledger.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip() and holding in line:
                yield entry(number, line)


def entry(number: int, line: bytes) -> Entry:
    """The entry in a line."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        torn = "" if line.endswith(b"\n") else "the line is cut off; "
        return Entry(number, {}, f"{torn}{error.msg}", error.colno)
    if not isinstance(value, dict):
        return Entry(number, {}, f"expected a JSON object, found {type(value).__name__}")
    return Entry(number, value)


def dump(value: Json) -> bytes:
    """One line of JSON in UTF-8, with its line break."""
    return orjson.dumps(value) + b"\n"


@contextmanager
def locked(path: Path, seconds: float | None = None) -> Iterator[None]:
    """Hold the right to write to `path`; the lock file `<path>.lock` stays behind, empty.

    Raises `LockedError` when another process holds it for longer than `seconds` (`LOCK_SECONDS`
    where not said), and `WriteError` where nothing can be written.
    """
    from filelock import FileLock, Timeout

    patience = LOCK_SECONDS if seconds is None else seconds

    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise LockedError(path, patience) from error
    except OSError as error:
        raise WriteError(path, error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()


def append(path: Path, records: Iterable[Json]) -> None:
    """Write the records at the end of the ledger: all of them, on disk, or none.

    A caller that must read before it writes holds the lock itself (`locked`) and uses
    `append_locked`.
    """
    with locked(path):
        append_locked(path, records)


def append_locked(path: Path, records: Iterable[Json]) -> None:
    """`append` for a caller that holds the lock of `path`."""
    data = b"".join(map(dump, records))
    try:
        with path.open("ab") as file:
            size = file.tell()
            if size and not _ends_with_break(path):
                data = b"\n" + data
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.ftruncate(file.fileno(), size)
                raise
    except OSError as error:
        raise WriteError(path, error.strerror or str(error)) from error


def _ends_with_break(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path whose file takes the place of `path` when the block ends well.

    For derived files: readers see the old file or the whole new one. Raises `WriteError`.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield temporary
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(path, error.strerror or str(error)) from error
