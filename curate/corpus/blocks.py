"""Blocks: whole lines of a file or a stream, small enough to be done again, and done anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Protocol

BYTES = 2 * 2**20
"""Small enough that all cores end together, large enough that handing it over costs nothing."""


class Block(Protocol):
    """Some lines; `first` is the number of the first one in its file, from 1."""

    @property
    def name(self) -> str:
        """What they are lines of, for findings."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def first(self) -> int:
        """The number of the first line."""

    def lines(self) -> Iterator[bytes]:
        """The lines with their breaks."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Lines of a file, from a byte to before another. Only this travels, not the text."""

    path: Path
    start: int
    end: int

    @property
    def name(self) -> str:
        """The file."""
        return str(self.path)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.end - self.start

    @property
    def first(self) -> int:
        """The number of the first line; what stands before is read to count it."""
        count = 1
        with self.path.open("rb") as file:
            while file.tell() < self.start:
                count += file.read(min(2**20, self.start - file.tell())).count(b"\n")
        return count

    def lines(self) -> Iterator[bytes]:
        """The lines."""
        at = self.start
        with self.path.open("rb") as file:
            file.seek(at)
            for line in file:
                at += len(line)
                yield line
                if at >= self.end:
                    return


@dataclass(frozen=True, slots=True)
class InHand:
    """Lines that were read already, as those of a stream are."""

    name: str
    first: int
    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    def lines(self) -> Iterator[bytes]:
        """The lines."""
        return iter(BytesIO(self.data))


def of_file(path: Path, size: int | None = None) -> list[OnDisk]:
    """The lines of a file in blocks of about `size` bytes (`BYTES`)."""
    size = size or BYTES
    whole = path.stat().st_size
    edges = [0]
    with path.open("rb") as file:
        while edges[-1] < whole:
            file.seek(edges[-1] + size - 1)
            file.readline()
            edges.append(min(file.tell(), whole))
    return [OnDisk(path, *edge) for edge in pairwise(edges)]


def of_stream(stream: BinaryIO, name: str, size: int | None = None) -> Iterator[InHand]:
    """The lines of a stream as they come: a block has the lines that are there, of `size` bytes
    (`BYTES`) at most and the line before them that they end.
    """
    size = size or BYTES
    read = getattr(stream, "read1", stream.read)
    first, begun = 1, bytearray()
    while data := read(size):
        end = data.rfind(b"\n") + 1
        begun += data[:end]
        if end:
            yield InHand(name, first, bytes(begun))
            first += begun.count(b"\n")
            begun.clear()
        begun += data[end:]
    if begun:
        yield InHand(name, first, bytes(begun))
