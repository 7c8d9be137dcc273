"""Any file against any schema: the half of `curate validate` that needs no project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

import orjson

from curate.check import stream
from curate.check.lines import check_block, check_piece
from curate.check.record import Record
from curate.check.result import Result
from curate.check.schemas import Options, find, load
from curate.check.shape import Shape
from curate.errors import UsageError
from curate.finding import Finding

if TYPE_CHECKING:
    from curate.engines import Engine

STDIN = "-"
FROM_BYTES = 256 * 2**20
"""Files from this size are read on several cores; smaller ones are done in a few seconds, and two
workers take half a second of work to start."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A file to be checked, and how it is read: `form` None is found out; `each` takes the items of
    an array one by one. `counted` has one result stand for all valid lines up to the next that is
    not, which spares time where nobody asks for each.
    """

    name: str
    form: stream.Form | None = None
    each: bool = False
    counted: bool = False


def check_files(
    shape: Shape,
    instances: Iterable[Instance],
    stdin: IO[bytes],
    tick: stream.Tick | None = None,
    engine: Engine | None = None,
) -> Iterator[Result]:
    """The results of files in order, one a value; `tick` hears of the bytes read.

    JSON lines are checked where the engine does it; where none is given, large files by all cores.
    Raises `UsageError` for a file that is not there or cannot be read.
    """
    for instance in instances:
        if instance.name == STDIN:
            yield from check_stream(shape, instance, stdin)
            continue
        try:
            size = Path(instance.name).stat().st_size
            chosen = _engine(shape, instance, engine)
            if chosen is not None:
                from curate.check import parallel

                yield from parallel.check_file(chosen, shape, instance.name, instance.counted, tick)
                continue
            with stream.opened(Path(instance.name), tick) as opened:
                yield from check_stream(shape, instance, opened, size)
        except OSError as error:
            raise UsageError(f"Cannot read {instance.name}: {error.strerror or error}") from error


def _engine(shape: Shape, instance: Instance, engine: Engine | None) -> Engine | None:
    """What checks a file apart from this process; None for what is not JSON lines, or compressed,
    or small where nobody asked.
    """
    path = Path(instance.name)
    if shape.origin is None or path.suffix == ".gz":
        return None
    if engine is None and path.stat().st_size < FROM_BYTES:
        return None
    with path.open("rb") as file:
        form = instance.form or stream.form_of(instance.name, file.read(stream.BLOCK))
    if form != "lines":
        return None
    from curate.engines.local import Local, cores

    return engine or Local(cores())


def check_stream(
    shape: Shape, instance: Instance, source: IO[bytes], size: int = 0
) -> Iterator[Result]:
    """The results of one open file; `size` in bytes, where it is known, decides on the cores."""
    try:
        start = source.read(stream.BLOCK)
    except stream.BROKEN as error:
        yield check_piece(shape, instance.name, stream.Piece(1, b"", f"cannot be read: {error}"))
        return
    joined = stream.Peeked(start, source)
    form = instance.form or stream.form_of(instance.name, start)
    if form == "lines":
        yield from _check_lines(shape, instance, joined, size)
        return
    piece = stream.whole(joined)
    if piece.problem:
        yield check_piece(shape, instance.name, piece)
    elif form == "yaml":
        yield from _check_yaml(shape, instance.name, piece.data)
    elif instance.each:
        yield _check_each(shape, instance.name, piece)
    else:
        yield check_piece(shape, instance.name, piece)


def _check_lines(
    shape: Shape, instance: Instance, source: IO[bytes], size: int
) -> Iterator[Result]:
    name, counted = instance.name, instance.counted
    if size >= FROM_BYTES and shape.origin is not None:
        from curate.check import parallel
        from curate.engines.local import Local, cores

        yield from parallel.check_stream(Local(cores()), shape, name, counted, source)
        return
    for block in stream.blocks(source):
        yield from check_block(shape, name, counted, block)


def _check_yaml(shape: Shape, file: str, data: bytes) -> Iterator[Result]:
    from curate.check import yaml

    documents = list(yaml.documents(file, data))
    for document in documents:
        found = document.findings()
        if document.is_readable:
            found += shape.findings(document.value, document)
        line = document.first_line if len(documents) > 1 else None
        yield Result(file, tuple(found), line)


def _check_each(shape: Shape, file: str, piece: stream.Piece) -> Result:
    """One array whose items are held against the schema; places are those in the file."""
    items = Shape({"type": "array"})
    record = Record(file, piece.line, piece.data)
    value, found = items.check(record)
    if isinstance(value, list):
        found += shape.check_items(value, record)
    return Result(file, tuple(found))


def check_manifest(manifest: Iterable[bytes], name: str, options: Options) -> Iterator[Result]:
    """The results of a manifest: JSON lines of `{"schema", "instance"}`, two files each. A schema
    that neighbouring lines share is compiled once. Raises `UsageError` for another line.
    """
    known: dict[str, Shape | list[Finding]] = {}
    for number, line in enumerate(manifest, start=1):
        if not line.strip():
            continue
        try:
            entry = orjson.loads(line)
            schema, instance = str(entry["schema"]), str(entry["instance"])
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            hint = 'A line is {"schema": FILE, "instance": FILE}.'
            problem = f"{name}:{number}: expected schema and instance, {error}. {hint}"
            raise UsageError(problem) from error
        if schema not in known:
            known.clear()  # bounded memory; a manifest is usually sorted by schema
            known[schema] = load(find(schema), options)
        shape = known[schema]
        if isinstance(shape, Shape):
            yield from check_files(shape, [Instance(instance)], BytesIO())
        else:
            yield Result(instance, tuple(shape))
