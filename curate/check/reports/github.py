"""For GitHub Actions: workflow commands that put each finding beside its line in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from curate.check.reports.line import Line
from curate.check.reports.text import said
from curate.check.result import Result, Summary
from curate.finding import Finding

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def report(results: Iterator[Result], summary: Summary) -> Iterator[Line]:
    """One command for each finding, then the summary."""
    for result in results:
        for finding in result.findings:
            yield Line(_command(result, finding))
    yield Line(said(summary))


def _command(result: Result, finding: Finding) -> str:
    """`::error file=…,line=…,col=…,title=…::message`, escaped as actions/toolkit does."""
    place = finding.place
    properties = {
        "file": place.file or result.file,
        "line": place.line,
        "col": place.column,
        "title": finding.code,
    }
    listed = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items() if value
    )
    text = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    return f"::{COMMANDS[finding.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
