"""`Shape`: a schema that records are held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, Literal, Protocol, TypeAlias

from curate.check.branch import settle
from curate.check.explain import explain
from curate.check.fault import Fault, step
from curate.check.library import Library
from curate.check.locate import offset_of, pointer, position
from curate.check.outline import Outline
from curate.check.record import Record, quick
from curate.check.scan import Path, Spot, scan
from curate.check.seek import seek
from curate.check.syntax import Problem
from curate.finding import Finding, Place, Severity

EngineName: TypeAlias = Literal["fast", "reference"]
MANY = 50
"""Paths beyond which reading all of a text once is cheaper than going to each."""
WARNINGS = ("byte-order-mark",)


class Engine(Protocol):
    """What decides whether an instance fits a schema, and where it does not."""

    def is_valid(self, instance: Any) -> bool:
        """Does it fit?"""

    def faults(self, instance: Any) -> list[Fault]:
        """Every failed keyword."""


class Source(Protocol):
    """A text in which values have places."""

    file: str
    line: int
    text: str

    def spots(self, wanted: Iterable[Path]) -> dict[Path, Spot]:
        """Where the values of these paths stand."""


class Shape:
    """A compiled schema with what its findings are explained from.

    Raises `BrokenSchemaError` for a schema that is none.
    """

    def __init__(
        self,
        schema: Any,
        library: Library | None = None,
        uri: str = "",
        formats: bool | None = None,
        engine: EngineName = "fast",
    ) -> None:
        self.outline = Outline(schema)
        self.engine = _engine(schema, library or Library(), uri, formats, engine)
        self._is_valid = self.engine.is_valid
        self.origin: tuple[FilePath, Any] | None = None
        """The file and options it was made from, by which another process can make it, too."""

    def accept(self, data: bytes) -> Any:
        """The value of JSON bytes in which nothing is wrong: what most records take.

        Raises `ValueError` for any other; `check` says why.
        """
        value = quick(data)
        if self._is_valid(value):
            return value
        raise ValueError

    def check(self, record: Record) -> tuple[Any, list[Finding]]:
        """The record's value (None when it has none) and what is wrong with it, in text order."""
        try:
            value = quick(record.data)
        except ValueError:
            return self._check_carefully(record)
        if self._is_valid(value):
            return value, []
        return value, self.findings(value, JsonSource(record))

    def _check_carefully(self, record: Record) -> tuple[Any, list[Finding]]:
        source = JsonSource(record, is_doubtful=True)
        broken = source.findings()
        if record.careful.scan.problem is not None:
            return None, broken
        value = record.careful.value
        return value, broken + self.findings(value, source)

    def check_items(self, values: list[Any], record: Record) -> list[Finding]:
        """What is wrong with the items of an array, each held against the schema."""
        faults = [
            replace(fault, path=(index, *fault.path))
            for index, value in enumerate(values)
            for fault in self.faults(value)
        ]
        return self._placed(faults, JsonSource(record)) if faults else []

    def findings(self, value: Any, source: Source) -> list[Finding]:
        """What is wrong with a value that was read from a source."""
        return self._placed(self.faults(value), source)

    def _placed(self, faults: list[Fault], source: Source) -> list[Finding]:
        """The findings for faults, in the order of the text."""
        spots = source.spots([fault.path[:size] for fault in faults for size in _sizes(fault)])
        found = []
        for fault in faults:
            offset = offset_of(fault.path, fault.at_key, spots)
            finding = self._finding(fault, offset, source)
            found.append((offset, fault.is_conditional, finding.code, finding.message, finding))
        return [finding for *_, finding in sorted(found, key=lambda item: item[:4])]

    def faults(self, value: Any) -> list[Fault]:
        """The faults of a value, as a person would name them; none when it fits."""
        if self._is_valid(value):
            return []
        named = self.engine.faults(value)
        faults = settle(named, self.outline) or named or [Fault("undecided", (), (), "?", value)]
        return [
            fault if fault.at_key else replace(fault, found=step(value, fault.path))
            for fault in faults  # the value itself, for an engine may have lost the order of keys
        ]

    def _finding(self, fault: Fault, offset: int, source: Source) -> Finding:
        words = explain(fault, self.outline)
        return located(
            fault.code,
            words.message,
            offset,
            source,
            pointer=pointer(fault.path),
            hint=words.hint,
            expected=words.expected,
            found=words.found,
        )


def located(
    code: str,
    message: str,
    offset: int,
    source: Source,
    severity: Severity = "error",
    **facts: str,
) -> Finding:
    """A finding at an offset of a source."""
    at = position(source.text, offset, source.line)
    place = Place(source.file, at.line, at.column)
    return Finding(code, message, place, severity, excerpt=at.excerpt, caret=at.caret, **facts)


class JsonSource:
    """A JSON record as a source of places; `is_doubtful` when only `careful` could read it."""

    def __init__(self, record: Record, is_doubtful: bool = False) -> None:
        self.file, self.line = record.file, record.line
        self.text = record.text
        self.record, self.is_doubtful = record, is_doubtful

    def spots(self, wanted: Iterable[Path]) -> dict[Path, Spot]:
        """Where the values of these paths stand; of a repeated key, the last."""
        paths = set(wanted)
        if self.is_doubtful or len(paths) > MANY:
            return scan(self.text, paths).spots
        return seek(self.text, paths)

    def findings(self) -> list[Finding]:
        """What is wrong with the text as JSON."""
        reading = self.record.careful
        found = [self.problem(reading.warning)] if reading.warning else []
        for path, offset in reading.scan.duplicates:
            name = str(path[-1])
            message = f"key {name!r} stands here twice in one object"
            hint = "Readers keep one of the two, and differ in which; remove one."
            found.append(
                located("duplicate-key", message, offset, self, pointer=pointer(path), hint=hint)
            )
        if reading.scan.problem:
            found.append(self.problem(reading.scan.problem))
        return found

    def problem(self, problem: Problem) -> Finding:
        """The finding for a problem of the text."""
        severity: Severity = "warning" if problem.code in WARNINGS else "error"
        return located(
            problem.code, problem.message, problem.offset, self, severity, hint=problem.hint
        )


def _sizes(fault: Fault) -> range:
    return range(len(fault.path) + 1)


def _engine(
    schema: Any, library: Library, uri: str, formats: bool | None, engine: EngineName
) -> Engine:
    if engine == "reference":
        from curate.check.reference import ReferenceEngine

        return ReferenceEngine(schema, library, uri, formats)
    from curate.check.fast import FastEngine

    return FastEngine(schema, library, uri, formats)
