"""A finding: one thing wrong in the data, with its place and a way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "note"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is: in a file (`line` and `column` from 1) or in a document's raw text
    (`offset` in code points from 0).

    >>> str(Place(file="annotations/anna.jsonl", line=3, column=17))
    'annotations/anna.jsonl:3:17'
    >>> str(Place(document="0001", offset=42))
    '0001@42'
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    document: str = ""
    offset: int | None = None

    def __str__(self) -> str:
        in_file = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        at = self.document + (f"@{self.offset}" if self.offset is not None else "")
        return " ".join(part for part in (in_file, at) if part)

    def to_json(self) -> dict[str, Json]:
        """The facts that are known."""
        facts: dict[str, Json] = {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "document": self.document,
            "offset": self.offset,
        }
        return {name: value for name, value in facts.items() if value not in ("", None)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in the data.

    `code` is stable and short (`quote-mismatch`), `message` says what was expected and found,
    `pointer` is a JSON pointer into the record, `hint` says what to do next. `expected` and `found`
    are phrases for programs that show them apart; `excerpt` is the line of the file, cut to size,
    and `caret` the offset in it at which the place stands.
    """

    code: str
    message: str
    place: Place = Place()
    severity: Severity = "error"
    pointer: str = ""
    hint: str = ""
    expected: str = ""
    found: str = ""
    excerpt: str = ""
    caret: int = 0

    def to_json(self) -> dict[str, Json]:
        """The form printed with `--json`; the place's facts stand beside the others."""
        facts: dict[str, Json] = {
            "code": self.code,
            "severity": self.severity,
            **self.place.to_json(),
            "pointer": self.pointer,
            "message": self.message,
        }
        optional = {"expected": self.expected, "found": self.found, "hint": self.hint}
        facts |= {name: value for name, value in optional.items() if value}
        return facts

    def __str__(self) -> str:
        place = f"{self.place}: " if str(self.place) else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}{self.severity}: {self.message} [{self.code}]{hint}"
