"""JSON lines against a schema, a block at a time."""

from __future__ import annotations

from collections.abc import Iterator

from curate.check import stream
from curate.check.record import Record
from curate.check.result import Result, unreadable
from curate.check.shape import Shape


def check_block(shape: Shape, name: str, counted: bool, block: stream.Block) -> Iterator[Result]:
    """The results of a block of lines; `counted` has one result stand for all valid lines up to the
    next that is not.
    """
    accept, valid = shape.accept, 0
    if block.problem:
        unread = stream.Piece(block.line, b"", block.problem)
        yield check_piece(shape, name, unread, block.line)
    for number, data in enumerate(block.lines, start=block.line):
        try:
            accept(data)
        except ValueError:
            if not data or data.isspace():
                continue
            if valid:
                yield Result(name, records=valid)
            valid = 0
            yield check_piece(shape, name, stream.Piece(number, data), number)
            continue
        if counted:
            valid += 1
        else:
            yield Result(name, (), number)
    if valid:
        yield Result(name, records=valid)


def check_piece(shape: Shape, file: str, piece: stream.Piece, line: int | None = None) -> Result:
    """The result of one JSON value; `line` when the file holds several."""
    if piece.problem:
        finding = unreadable(piece.problem, file, piece.line)
        return Result(file, (finding,), line)
    _, findings = shape.check(Record(file, piece.line, piece.data))
    return Result(file, tuple(findings), line)
