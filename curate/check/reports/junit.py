"""For test runners: JUnit XML, a suite for each file and a case for each record with findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from curate.check.reports.line import Line
from curate.check.result import Result, Summary

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, even escaped."""


def report(results: Iterator[Result], _summary: Summary) -> Iterator[Line]:
    """The suites; errors and warnings are failures of their case, notes its output."""
    yield Line('<?xml version="1.0" encoding="UTF-8"?>')
    yield Line("<testsuites>")
    for file, group in groupby(results, key=lambda result: result.file):
        cases = list(group)
        tests = sum(result.records for result in cases)
        failed = sum(any(one.severity != "note" for one in result.findings) for result in cases)
        yield Line(f'  <testsuite name={_quoted(file)} tests="{tests}" failures="{failed}">')
        for result in cases:
            yield from _case(result)
        yield Line("  </testsuite>")
    yield Line("</testsuites>")


def _case(result: Result) -> Iterator[Line]:
    name = f"line {result.line}" if result.line else "all"
    start = f"    <testcase classname={_quoted(result.file)} name={_quoted(name)}"
    if not result.findings:
        yield Line(start + "/>")
        return
    failures = [finding for finding in result.findings if finding.severity != "note"]
    notes = "\n".join(str(finding) for finding in result.findings if finding.severity == "note")
    yield Line(start + ">")
    for finding in failures:
        message = f"{finding.place}: {finding.message} [{finding.code}]"
        text = escape(_fit(f"{finding.pointer}\n{finding.hint}".strip()))
        yield Line(
            f"      <failure type={_quoted(finding.code)} message={_quoted(message)}>"
            f"{text}</failure>"
        )
    if notes:
        yield Line(f"      <system-out>{escape(_fit(notes))}</system-out>")
    yield Line("    </testcase>")


def _quoted(text: str) -> str:
    return quoteattr(_fit(text))


def _fit(text: str) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
