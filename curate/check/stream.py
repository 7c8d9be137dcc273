"""Reading files of JSON, JSON lines and YAML in bounded memory, plain or compressed."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple, TypeAlias, cast

from curate.check.record import MAX_BYTES

Form: TypeAlias = Literal["json", "lines", "yaml"]

BLOCK = 2**20
BROKEN = (OSError, EOFError, zlib.error)
"""What reading raises where a compressed file is damaged, or none."""
MAX_RATIO = 200
"""Expanded to compressed size: text packs about 4 to 1, annotations 10 to 1, a bomb up to gzip's
own limit of 1,032 to 1. Looked at beyond `BOMB_BYTES` of output only."""
BOMB_BYTES = 4 * 2**20

_FORMS: dict[str, Form] = {
    ".json": "json",
    ".geojson": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".yaml": "yaml",
    ".yml": "yaml",
}
_YAML = re.compile(rb"\s*(?:---|%YAML|#|[\w\"'.-]+\s*:(?:\s|$)|-\s)")


class Piece(NamedTuple):
    """Bytes that hold one value (or, of YAML, a file), from a line on (from 1) and a byte on (from
    0). `problem` says why they were not all read.
    """

    line: int
    data: bytes
    problem: str = ""
    offset: int = 0


def form_of(name: str, start: bytes) -> Form:
    """What a file holds, by its suffix; failing that, by how it starts.

    >>> form_of("-", b'{"a": 1}' + bytes([10]) + b'{"a": 2}')
    'lines'
    """
    suffix = Path(name.removesuffix(".gz")).suffix.lower()
    if suffix in _FORMS:
        return _FORMS[suffix]
    if _YAML.match(start) and not start.lstrip().startswith((b"{", b"[", b'"')):
        return "yaml"
    first, _, rest = start.strip().partition(b"\n")
    from curate.check.record import careful

    return "lines" if rest.strip() and careful(first).scan.problem is None else "json"


Tick: TypeAlias = Callable[[int], None]
"""Is told how many bytes of a file were read since it was last told."""


def opened(path: Path, tick: Tick | None = None) -> IO[bytes]:
    """A file open for reading, `.gz` expanded. Raises `OSError`."""
    raw: io.RawIOBase = _Ticking(path, tick) if tick else io.FileIO(path)
    buffered = io.BufferedReader(raw, BLOCK)
    if path.suffix != ".gz":
        return buffered
    expanded = gzip.GzipFile(fileobj=buffered)
    expanded.myfileobj = cast("io.FileIO", buffered)  # so that it is closed with the other
    return cast("IO[bytes]", expanded)


class _Ticking(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: Path, tick: Tick) -> None:
        super().__init__(path)
        self.tick = tick

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer, and tell."""
        count = super().readinto(buffer) or 0
        self.tick(count)
        return count

    def readall(self) -> bytes:
        """Read all, and tell."""
        data = super().readall() or b""
        self.tick(len(data))
        return data


def whole(stream: IO[bytes], max_bytes: int = MAX_BYTES) -> Piece:
    """All of a stream as one piece, read up to a limit."""
    try:
        data = stream.read(max_bytes + 1)
    except BROKEN as error:
        return Piece(1, b"", f"cannot be expanded: {error}")
    if len(data) > max_bytes:
        return Piece(1, b"", f"larger than {max_bytes // 2**20} MiB")
    return Piece(1, data)


class Block(NamedTuple):
    """Whole lines, the first of which is number `line` and starts at byte `offset`; or, with a
    `problem`, none: a line that could not be read.
    """

    line: int
    offset: int
    lines: list[bytes]
    problem: str = ""

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.line if self.problem else self.line + len(self.lines) - 1


def blocks(stream: IO[bytes], max_bytes: int = MAX_BYTES) -> Iterator[Block]:
    """The lines of a stream without their breaks, a block at a time, each line up to a limit.

    A longer line is skipped; in a compressed stream that expands like a bomb, reading ends there.
    """
    line, offset = 1, 0
    held: list[bytes] = []  # the start of a line that goes on in the next piece
    for data in _pieces(stream):
        if isinstance(data, str):
            yield Block(line, offset, [], data)
            return
        whole, found_break, tail = data.rpartition(b"\n")
        if not found_break:
            held.append(data)
            size = sum(map(len, held))
            if size > max_bytes:
                yield Block(line, offset, [], f"a line larger than {max_bytes // 2**20} MiB")
                line, offset, held = line + 1, offset + _skip_line(stream, size), []
            continue
        together = b"".join((*held, whole))
        found = together.split(b"\n")
        yield Block(line, offset, found)
        line, offset, held = line + len(found), offset + len(together) + 1, [tail]
    rest = b"".join(held)
    if rest:
        yield Block(line, offset, [rest])


def _pieces(stream: IO[bytes]) -> Iterator[bytes | str]:
    """The bytes of a stream; a text says why there are no more."""
    total = 0
    while True:
        try:
            data = stream.read(BLOCK)
        except BROKEN as error:
            yield f"cannot be expanded: {error}"
            return
        total += len(data)
        if total > BOMB_BYTES and is_bomb(stream, total):
            yield f"expands more than {MAX_RATIO} times, like a bomb"
            return
        if not data:
            return
        yield data


def _skip_line(stream: IO[bytes], read: int) -> int:
    """Read on to the end of a line of which so many bytes were read; its length with its break."""
    while data := stream.readline(BLOCK):
        read += len(data)
        if data.endswith(b"\n"):
            break
    return read


def lines(stream: IO[bytes], max_bytes: int = MAX_BYTES) -> Iterator[Piece]:
    """The lines that are not blank, one by one, as `blocks` reads them."""
    for block in blocks(stream, max_bytes):
        yield from pieces(block)


def pieces(block: Block) -> Iterator[Piece]:
    """The lines of a block that are not blank."""
    if block.problem:
        yield Piece(block.line, b"", block.problem, block.offset)
    offset = block.offset
    for number, line in enumerate(block.lines, start=block.line):
        if line and not line.isspace():
            yield Piece(number, line, "", offset)
        offset += len(line) + 1


def is_bomb(stream: IO[bytes], total: int) -> bool:
    """Did a compressed stream give more than any text would?"""
    inner = stream.rest if isinstance(stream, Peeked) else stream
    if not isinstance(inner, gzip.GzipFile) or inner.fileobj is None:
        return False
    return total > MAX_RATIO * max(inner.fileobj.tell(), 1)


class Peeked(io.BytesIO):
    """A stream whose start was read to see what it holds, put back."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        super().__init__(start)
        self.rest = rest

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, fewer than `size` only where the stream gives fewer."""
        wanted = -1 if size is None else size
        first = super().read(wanted)
        if wanted < 0:
            return first + self.rest.read()
        return first + self.rest.read(wanted - len(first)) if len(first) < wanted else first

    def readline(self, size: int | None = -1) -> bytes:
        """The rest of the line, or `size` bytes of it."""
        wanted = -1 if size is None else size
        return super().readline(wanted) or self.rest.readline(wanted)
