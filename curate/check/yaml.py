"""YAML as JSON with places: what YAML can say and JSON cannot is a finding.

PyYAML reads the events (datasette brings it; ruamel.yaml would be one package more and is eight
times slower with places). Its own construction is not used: by YAML 1.1 it turns `no` into false
and a date into an object, and it recurses. Plain scalars are read by the core schema of YAML 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from curate.check.record import decode
from curate.check.scan import MAX_DEPTH, Path, Spot
from curate.check.shape import WARNINGS, located
from curate.check.syntax import Problem
from curate.finding import Finding

MAX_VALUES = 1_000_000
"""Values of a file after its aliases are expanded: nine aliases of nine aliases are a bomb."""

_NULL = ("", "~", "null", "Null", "NULL")
_BOOLEAN = {"true": True, "True": True, "TRUE": True} | dict.fromkeys(
    ("false", "False", "FALSE"), False
)
_INTEGER = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NOT_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")
_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "!")


@dataclass
class Document:
    """One YAML document: its value, and the place of every value."""

    file: str
    text: str
    value: Any = None
    line: int = 1
    places: dict[Path, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def spots(self, wanted: Iterable[Path]) -> dict[Path, Spot]:
        """Where the values of these paths stand."""
        return {path: self.places[path] for path in wanted if path in self.places}

    def findings(self) -> list[Finding]:
        """What is wrong with the text as YAML, or says what JSON cannot."""
        return [
            located(
                problem.code,
                problem.message,
                problem.offset,
                self,
                "warning" if problem.code in WARNINGS else "error",
                hint=problem.hint,
            )
            for problem in self.problems
        ]

    @property
    def first_line(self) -> int:
        """The line its value starts on, from 1."""
        start = self.places[()].start if () in self.places else 0
        return self.text.count("\n", 0, start) + 1

    @property
    def is_readable(self) -> bool:
        """Is there a value that can be held against a schema?"""
        return all(problem.code in (*WARNINGS, "duplicate-key") for problem in self.problems)


class _Refusal(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def documents(file: str, data: bytes) -> Iterator[Document]:
    """The documents of a YAML file, in order; at least one."""
    text, problem = decode(data)
    if problem is not None and problem.code not in WARNINGS:
        yield Document(file, text, problems=[problem])
        return
    builder = _Builder(file, text)
    if problem is not None:
        builder.document.problems.append(problem)
    yield from builder.read()


@dataclass
class _Level:
    value: Any
    path: Path
    key: str | None = None
    key_start: int = 0
    anchor: str | None = None


class _Builder:
    """Builds values from YAML events, without recursion."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.document = Document(file, text)
        self.levels: list[_Level] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.count = 0

    def read(self) -> Iterator[Document]:
        """Every document; reading ends at the first that is broken."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        any_document = False
        try:
            for event in yaml.parse(self.text, Loader=loader):
                self._take(event, type(event).__name__)
                if isinstance(event, yaml.DocumentEndEvent):
                    any_document = True
                    yield self.document
                    self.document, self.anchors = Document(self.file, self.text), {}
            if not any_document:
                self.document.problems.append(Problem("syntax", 0, "the file is empty"))
                yield self.document
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            said = error.problem or error.context or "not YAML"
            hint = f"It is {error.context}." if error.context and error.problem else ""
            offset = mark.index if mark else 0
            if self.text[offset : offset + 1] == "\t":
                hint = "YAML is indented with spaces, not with tabs."
            self.document.problems.append(Problem("syntax", offset, said, hint))
            yield self.document
        except yaml.YAMLError as error:
            self.document.problems.append(Problem("syntax", 0, " ".join(str(error).split())))
            yield self.document
        except _Refusal as refusal:
            self.document.problems.append(refusal.problem)
            yield self.document

    def _take(self, event: Any, name: str) -> None:
        if name in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(event, {} if name.startswith("M") else [])
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            level = self.levels.pop()
            if level.anchor:
                self.anchors[level.anchor] = (level.value, _size(level.value))
        elif name == "ScalarEvent":
            self._scalar(event)
        elif name == "AliasEvent":
            self._alias(event)

    def _open(self, event: Any, value: Any) -> None:
        start = event.start_mark.index
        if len(self.levels) >= MAX_DEPTH:
            raise _Refusal(Problem("too-deep", start, f"nested more than {MAX_DEPTH} levels deep"))
        if self.levels and isinstance(self.levels[-1].value, dict) and self.levels[-1].key is None:
            hint = "A key of JSON is a string."
            raise _Refusal(Problem("syntax", start, "a key that is no string", hint))
        self._check_tag(event)
        path = self._add(value, start, event.end_mark.index)
        self.levels.append(_Level(value, path, anchor=event.anchor))

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        level = self.levels[-1] if self.levels else None
        if level is not None and isinstance(level.value, dict) and level.key is None:
            self._key(level, str(event.value), start)
            return
        self._check_tag(event)
        is_plain = not event.style and event.implicit[0]
        value = self._plain(event.value, start) if is_plain else event.value
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        self._add(value, start, end)

    def _key(self, level: _Level, key: str, start: int) -> None:
        if key == "<<":
            hint = "Write the keys out."
            raise _Refusal(Problem("syntax", start, "a merge key, which YAML 1.2 has not", hint))
        if key in level.value:
            message = f"key {key!r} stands here twice in one object"
            self.document.problems.append(
                Problem("duplicate-key", start, message, "Remove one of the two.")
            )
        level.key, level.key_start = key, start

    def _alias(self, event: Any) -> None:
        start = event.start_mark.index
        if event.anchor not in self.anchors:
            message = f"the alias *{event.anchor} names nothing before it"
            raise _Refusal(Problem("syntax", start, message, "An anchor must be complete."))
        value, size = self.anchors[event.anchor]
        self._count(size, start)
        self._add(value, start, event.end_mark.index)

    def _add(self, value: Any, start: int, end: int) -> Path:
        self._count(1, start)
        level = self.levels[-1] if self.levels else None
        key_start = None
        if level is None:
            path: Path = ()
            self.document.value = value
        elif isinstance(level.value, list):
            path = (*level.path, len(level.value))
            level.value.append(value)
        else:
            path, key_start = (*level.path, str(level.key)), level.key_start
            level.value[str(level.key)] = value
            level.key = None
        self.document.places[path] = Spot(start, end, key_start)
        return path

    def _count(self, size: int, start: int) -> None:
        self.count += size
        if self.count > MAX_VALUES:
            message = f"more than {MAX_VALUES:,} values with its aliases expanded"
            raise _Refusal(Problem("too-large", start, message, "Like a bomb; write it out."))

    def _plain(self, text: str, start: int) -> Any:
        if text in _NULL:
            return None
        if text in _BOOLEAN:
            return _BOOLEAN[text]
        if _NOT_NUMBER.match(text):
            hint = "Write null, or a string."
            raise _Refusal(Problem("not-a-number", start, f"{text} is no number of JSON", hint))
        if _INTEGER.match(text):
            if len(text) > 4300:
                message = f"a number of {len(text)} characters"
                raise _Refusal(Problem("number-too-long", start, message, "Write it as a string."))
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        return float(text) if _FLOAT.match(text) else text

    def _check_tag(self, event: Any) -> None:
        if event.tag and event.tag not in _TAGS:
            hint = "Without the tag it is read as JSON would."
            start = event.start_mark.index
            raise _Refusal(Problem("syntax", start, f"the tag {event.tag} is none of JSON", hint))


def _size(value: Any) -> int:
    """How many values a value holds, aliases in it counted as often as they are used; without
    recursion. It cannot be larger than what was counted already.
    """
    total, waiting = 0, [value]
    while waiting and total <= MAX_VALUES:
        item = waiting.pop()
        total += 1
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return total
