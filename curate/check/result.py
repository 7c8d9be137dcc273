"""`Result`: what was found in one instance, and the summary of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from curate.finding import Finding, Place, Severity


@dataclass(frozen=True, slots=True)
class Result:
    """One instance: a file, or a line of JSON lines, or a document of YAML; `line` is where it
    starts when the file holds several. In a project it is a file with all its `records`.
    """

    file: str
    findings: tuple[Finding, ...] = ()
    line: int | None = None
    records: int = 1
    hidden_errors: int = 0

    @property
    def valid(self) -> bool:
        """Has it no error? Warnings and notes leave it valid."""
        return not self.hidden_errors and all(
            finding.severity != "error" for finding in self.findings
        )

    def cut(self, size: int) -> Result:
        """The result with its first findings only, as invalid as before."""
        if len(self.findings) <= size:
            return self
        hidden = sum(finding.severity == "error" for finding in self.findings[size:])
        return replace(self, findings=self.findings[:size], hidden_errors=hidden)

    def to_json(self) -> dict[str, Any]:
        """The entry in `results`."""
        facts: dict[str, Any] = {"file": self.file, "valid": self.valid}
        if self.line is not None:
            facts["line"] = self.line
        return facts | {"findings": [finding.to_json() for finding in self.findings]}


@dataclass
class Summary:
    """Counts of a run, filled while its results pass by; `hidden` findings are beyond `--max`."""

    records: int = 0
    files: set[str] = field(default_factory=set)
    counts: dict[Severity, int] = field(
        default_factory=lambda: {"error": 0, "warning": 0, "note": 0}
    )
    hidden: int = 0

    @property
    def exit_code(self) -> int:
        """1 with findings that are more than notes, else 0."""
        return 1 if self.counts["error"] + self.counts["warning"] else 0

    def watch(self, results: Iterator[Result], limit: int = 0) -> Iterator[Result]:
        """The results as they pass, with at most `limit` findings in all (0: no limit)."""
        shown = 0
        for result in results:
            self.records += result.records
            self.files.add(result.file)
            if not result.findings:
                yield result
                continue
            for finding in result.findings:
                self.counts[finding.severity] += 1
            room = max(limit - shown, 0) if limit else len(result.findings)
            shown += min(room, len(result.findings))
            self.hidden += max(len(result.findings) - room, 0)
            yield result.cut(room)


def of_file(file: str, findings: list[Finding], records: int) -> Result:
    """The result of a file of many records, its findings in the order of the lines."""
    found = sorted(findings, key=lambda one: (one.place.line or 0, one.place.column or 0))
    return Result(file, tuple(found), records=records)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Is one of them an error?"""
    return any(finding.severity == "error" for finding in findings)


def unreadable(problem: str, file: str, line: int) -> Finding:
    """The finding for a record that could not be read."""
    hint = "Split it, restore it, or expand it first."
    return Finding("unreadable", problem, Place(file, line, 1), hint=hint)
