"""`Record`: one JSON value as it stands in a file, read quickly when nothing is doubtful.

orjson reads at speed but keeps the last of two equal keys, turns integers beyond 64 bits into
floats, and knows no places. `quick` therefore proves, without looking at each key, that a record
has none of these, and `careful` reads again what could not be proved.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, NamedTuple

import orjson

from curate.check.scan import Scan, scan
from curate.check.syntax import Problem

MAX_BYTES = 64 * 2**20
"""One record: twice the largest document we take, which JSON escapes may double."""

LARGE = 8 * 2**20
"""Characters of a text from which what is wrong with it is told by the parser."""

EXACT_DIGITS = 19
"""Integers of fewer digits fit in 64 bits, so orjson keeps them exactly."""

_DIGITS = bytes(48 if chr(byte) in "0123456789" else byte for byte in range(256))
_LONG = b"0" * EXACT_DIGITS


class DoubtError(ValueError):
    """A record that orjson may have read other than it is written."""


def quick(data: bytes) -> Any:
    """The value of JSON bytes, when orjson is sure to be right.

    Written again, a value that was read rightly from a compact text is the same bytes. With white
    space in between it has as many colons: a key brings one, strings keep theirs, so one that was
    there twice (or is escaped) is missed. Raises `DoubtError`, or orjson's error, both
    `ValueError`s, for what `careful` must read.
    """
    value = orjson.loads(data)
    try:
        again = orjson.dumps(value)
    except orjson.JSONEncodeError as error:  # nested deeper than MAX_DEPTH
        raise DoubtError from error
    if again == data:
        return value
    if data.count(b":") != again.count(b":") or b"\\u003" in data:
        raise DoubtError
    if _LONG in data.translate(_DIGITS):
        raise DoubtError
    return value


class Careful(NamedTuple):
    """A record read with every care: its text, its value if it has one, what is wrong with it."""

    text: str
    value: Any
    scan: Scan
    warning: Problem | None = None


def careful(data: bytes) -> Careful:
    """Read JSON bytes strictly, whatever they hold; time is linear in their length."""
    text, problem = decode(data)
    if problem is not None and problem.code != "byte-order-mark":
        return Careful(text, None, Scan(problem=problem))
    found = _broken_at(text) if len(text) > LARGE else None
    found = found or scan(text)
    if found.problem is not None:
        return Careful(text, None, found, problem)
    return Careful(text, json.loads(text), found, problem)


def _broken_at(text: str) -> Scan | None:
    """Where a large text is no JSON, in the parser's own words: ours take a second for 6 MiB."""
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return Scan(problem=Problem("syntax", error.pos, error.msg))
    return None


def decode(data: bytes) -> tuple[str, Problem | None]:
    """The text of UTF-8 bytes, and what is wrong with them; a byte-order mark is left out.

    Where the bytes are not UTF-8 the text ends at the place of the problem.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "Save the file as UTF-8."
        return "", Problem("not-utf-8", 0, "UTF-16 by its byte-order mark, expected UTF-8", hint)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        message = f"byte {error.start} (0x{data[error.start]:02X}) is not UTF-8"
        hint = "Save the file as UTF-8."
        return before, Problem("not-utf-8", len(before), message, hint)
    if text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
        hint = "Save it without; some readers refuse it."
        return text[1:], Problem("byte-order-mark", 0, "starts with a byte-order mark", hint)
    return text, None


class Record:
    """Where some bytes stand: in which file, and from which line on (from 1)."""

    def __init__(self, file: str, line: int, data: bytes) -> None:
        self.file, self.line, self.data = file, line, data

    @cached_property
    def text(self) -> str:
        """The bytes as a text, as far as they are one."""
        return decode(self.data)[0]

    @cached_property
    def careful(self) -> Careful:
        """The bytes, read carefully; done once."""
        return careful(self.data)
