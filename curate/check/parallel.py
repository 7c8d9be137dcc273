"""JSON lines checked where an engine runs it: block by block, each worker with its own schema.

Only the places of blocks go to the workers, and only findings come back, in the order of the lines.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Any, NamedTuple

from curate.check import stream
from curate.check.lines import check_block
from curate.check.result import Result
from curate.check.schemas import Options, load
from curate.check.shape import Shape
from curate.corpus.blocks import OnDisk, of_file
from curate.engines import Engine, in_waves
from curate.finding import Finding


class Checked(NamedTuple):
    """What was found in a block; lines count from 1 in the block, which has so many."""

    results: list[Result]
    lines: int


def check_file(
    engine: Engine, shape: Shape, name: str, counted: bool, tick: stream.Tick | None = None
) -> Iterator[Result]:
    """The results of a file of JSON lines, in order, as `check_block` has them; `tick` hears of the
    bytes read. The shape is one that was loaded from a file.
    """
    assert shape.origin is not None, "another process makes the schema from its file"
    blocks = of_file(Path(name))
    task = partial(_check, origin=shape.origin, name=name, counted=counted)
    before = 0
    for block, checked in zip(blocks, in_waves(engine, blocks, task), strict=True):
        yield from (_moved(result, before) for result in checked.results)
        before += checked.lines
        if tick:
            tick(block.size)


def check_stream(
    engine: Engine, shape: Shape, name: str, counted: bool, source: IO[bytes]
) -> Iterator[Result]:
    """The results of an open stream of JSON lines, in order: here the lines go to the workers."""
    assert shape.origin is not None, "another process makes the schema from its file"
    task = partial(_check_block, origin=shape.origin, name=name, counted=counted)
    for results in in_waves(engine, stream.blocks(source), task):
        yield from results


def opened(block: OnDisk) -> IO[bytes]:
    """The bytes of a block as a stream of their own; of a compressed file, all of it, expanded."""
    if block.path.suffix == ".gz":
        return stream.opened(block.path)
    return io.BufferedReader(_Part(block), stream.BLOCK)


@lru_cache(maxsize=16)
def shape_of(schema: Path, options: Options) -> Shape:
    """The compiled schema of a file, once for each process."""
    loaded = load(schema, options)
    assert isinstance(loaded, Shape), "the schema was compiled before the workers started"
    return loaded


def moved(findings: Iterable[Finding], lines: int) -> tuple[Finding, ...]:
    """The findings so many lines further down."""
    return tuple(
        replace(item, place=replace(item.place, line=item.place.line + lines))
        if item.place.line
        else item
        for item in findings
    )


def _moved(result: Result, lines: int) -> Result:
    if result.line is None and not result.findings:
        return result
    line = None if result.line is None else result.line + lines
    return replace(result, findings=moved(result.findings, lines), line=line)


def _check(block: OnDisk, origin: tuple[Path, Any], name: str, counted: bool) -> Checked:
    shape = shape_of(*origin)
    results: list[Result] = []
    lines = 0
    with opened(block) as part:
        for some in stream.blocks(part):
            results += check_block(shape, name, counted, some)
            lines = some.last
    return Checked(results, lines)


def _check_block(
    block: stream.Block, origin: tuple[Path, Any], name: str, counted: bool
) -> list[Result]:
    return list(check_block(shape_of(*origin), name, counted, block))


class _Part(io.FileIO):
    """A file from a byte to before another."""

    def __init__(self, block: OnDisk) -> None:
        super().__init__(block.path)
        self.seek(block.start)
        self._left = block.size

    def readinto(self, buffer: Any) -> int:
        """Read what is left, no more."""
        count = super().readinto(memoryview(buffer)[: self._left]) or 0
        self._left -= count
        return count
