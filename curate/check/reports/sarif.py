"""For code scanning: SARIF 2.1.0 (OASIS), as GitHub, GitLab and editors read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from curate.check.explanations import title_of
from curate.check.reports.line import Line
from curate.check.result import Result, Summary
from curate.finding import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(results: Iterator[Result], _summary: Summary) -> Iterator[Line]:
    """One run; the rules that were broken stand in it with what they mean."""
    findings = [(result, finding) for result in results for finding in result.findings]
    codes = sorted({finding.code for _, finding in findings})
    driver = {
        "name": "curate",
        "version": version("curate"),
        "rules": [{"id": code, "shortDescription": {"text": title_of(code)}} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, finding, codes) for result, finding in findings],
    }
    yield Line(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1))


def _result(result: Result, finding: Finding, codes: list[str]) -> dict[str, Any]:
    place = finding.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file or result.file)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column or 1}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.pointer}]
    text = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity,
        "message": {"text": text},
        "locations": [location],
    }


def _uri(file: str) -> str:
    """The file as a URI: relative as it was named, or with its scheme."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
