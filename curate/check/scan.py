"""Reads JSON for its places: where every value stands, what is written twice, what is broken.

The fast parsers keep no places, so this scanner reads again the records that failed, and those
only. One regular expression, a stack, no recursion: its time is linear in the text, whatever the
nesting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from curate.check import syntax
from curate.check.syntax import Problem

Path = tuple[str | int, ...]

MAX_DEPTH = 254
"""Levels of nesting: the deepest that orjson writes (records have five levels)."""

MAX_DIGITS = 4300
"""Digits of a number: Python's own limit against quadratic conversion (sys.int_info)."""

_TOKEN = re.compile(
    r"[ \t\n\r]*+(?:"
    r"(?P<mark>[][{}:,])"
    r'|(?P<string>"[^"\\\x00-\x1f]*+(?:\\["\\/bfnrtu][^"\\\x00-\x1f]*+)*+")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?(?![\w.+]))"
    r"|(?P<word>(?:true|false|null)(?!\w)))"
)
_BAD_ESCAPE = re.compile(r"\\u(?![0-9a-fA-F]{4})")
_SURROGATES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\[^u]"
)


class Spot(NamedTuple):
    """Where a value stands, in code points from 0; `key` is where its key starts, if it has one."""

    start: int
    end: int
    key: int | None = None


@dataclass
class Scan:
    """What one reading found. `problem` is the first thing that makes the text no JSON."""

    spots: dict[Path, Spot] = field(default_factory=dict)
    duplicates: list[tuple[Path, int]] = field(default_factory=list)
    problem: Problem | None = None


@dataclass(slots=True)
class _Level:
    """An object or array that is open: where it started, the place in it, the keys seen."""

    start: int
    is_object: bool
    key: str | int = 0
    key_start: int | None = None
    seen: set[str] = field(default_factory=set)


def scan(text: str, wanted: Iterable[Path] = ()) -> Scan:
    """Read a JSON text strictly (RFC 8259); `spots` holds the wanted paths that were found.

    >>> scan('{"a": [1, true]}', [("a", 1)]).spots
    {('a', 1): Spot(start=10, end=14, key=None)}
    >>> scan('{"a": 1, "a": 2}').duplicates
    [(('a',), 9)]
    """
    reader = _Reader(text, set(wanted))
    reader.read()
    return reader.result


class _Reader:
    """The state of one reading."""

    def __init__(self, text: str, wanted: set[Path]) -> None:
        self.text, self.wanted = text, wanted
        self.depths = {len(path) for path in wanted}
        self.result = Scan()
        self.levels: list[_Level] = []
        self.position = 0
        self.expects = "value"

    def read(self) -> None:
        """Read token after token until the text ends or breaks."""
        while self.result.problem is None:
            match = _TOKEN.match(self.text, self.position)
            if match is None:
                self._end_or_problem()
                return
            kind = match.lastgroup or ""
            start, token = match.start(kind), match[kind]
            if not self._take(kind, token, start):
                self._fail(start)
                return
            self.position = match.end()

    def _take(self, kind: str, token: str, start: int) -> bool:
        """Take one token if it may stand here."""
        if kind == "mark":
            return self._take_mark(token, start)
        if kind == "string" and self.expects in ("key", "key or }"):
            self._take_key(token, start)
            return True
        if not self.expects.startswith("value"):
            return False
        self._check(kind, token, start)
        self._keep(start, start + len(token))
        self._after_value()
        return True

    def _take_mark(self, mark: str, start: int) -> bool:
        if mark in "{[":
            if not self.expects.startswith("value"):
                return False
            self.levels.append(_Level(start, mark == "{"))
            if len(self.levels) > MAX_DEPTH:
                self.result.problem = syntax.too_deep(start, MAX_DEPTH)
            self.expects = "key or }" if mark == "{" else "value or ]"
            return True
        if mark in "}]":
            return self._close(mark, start)
        if mark == ":" and self.expects == ":":
            self.expects = "value"
            return True
        if mark == "," and self.expects == ", or end" and self.levels:
            level = self.levels[-1]
            if not level.is_object:
                level.key = int(level.key) + 1
            self.expects = "key" if level.is_object else "value"
            return True
        return False

    def _close(self, mark: str, start: int) -> bool:
        fits = self.levels and self.levels[-1].is_object == (mark == "}")
        if not fits or self.expects not in (", or end", f"key or {mark}", f"value or {mark}"):
            return False
        level = self.levels.pop()
        self._keep(level.start, start + 1)
        self._after_value()
        return True

    def _take_key(self, token: str, start: int) -> None:
        level = self.levels[-1]
        self._check("string", token, start)
        if self.result.problem:
            return
        key = json.loads(token)
        level.key, level.key_start = key, start
        if key in level.seen:
            self.result.duplicates.append((self._path(), start))
        level.seen.add(key)
        self.expects = ":"

    def _path(self) -> Path:
        return tuple(level.key for level in self.levels)

    def _keep(self, start: int, end: int) -> None:
        if len(self.levels) in self.depths:
            path = self._path()
            if path in self.wanted:
                key = self.levels[-1].key_start if self.levels else None
                self.result.spots[path] = Spot(start, end, key)

    def _after_value(self) -> None:
        self.expects = ", or end" if self.levels else "nothing"

    def _check(self, kind: str, token: str, start: int) -> None:
        """What a token of the right form may still get wrong."""
        if kind == "number" and len(token) > MAX_DIGITS:
            self.result.problem = syntax.too_many_digits(start, len(token), MAX_DIGITS)
        elif kind == "number" and float(token) in (float("inf"), float("-inf")):
            self.result.problem = syntax.too_large(start, token)
        elif kind == "string" and "\\u" in token:
            for match in _SURROGATES.finditer(token):
                if match["lone"]:
                    self.result.problem = syntax.lone_surrogate(start + match.start(), match[0])
                    return
            if bad := _BAD_ESCAPE.search(token.replace("\\\\", "__")):
                self.result.problem = syntax.bad_escape(start + bad.start(), token[bad.start() :])

    def _end_or_problem(self) -> None:
        rest = len(self.text) - len(self.text[self.position :].lstrip(" \t\n\r"))
        if rest < len(self.text) or self.expects != "nothing":
            self._fail(rest)

    def _fail(self, at: int) -> None:
        opened = [(level.start, "}" if level.is_object else "]") for level in self.levels]
        self.result.problem = syntax.explain(self.text, at, self.expects, opened)
