"""For people: grouped by file, each finding with its line, a caret and a hint."""

from __future__ import annotations

from collections.abc import Iterator

from curate.check.reports.line import Line
from curate.check.result import Result, Summary
from curate.finding import Finding, Severity
from curate.text import amount

INDENT = "    "


def report(results: Iterator[Result], summary: Summary) -> Iterator[Line]:
    """The findings, then a summary of one line."""
    file = None
    for result in results:
        for finding in result.findings:
            here = finding.place.file or result.file
            if here != file:
                if file is not None:
                    yield Line("")
                yield Line(visible(here), is_title=True)
                file = here
            yield from _finding(finding)
    if file is not None:
        yield Line("")
    yield Line(said(summary))


def _finding(finding: Finding) -> Iterator[Line]:
    place = finding.place
    parts = [str(part) for part in (place.line, place.column) if part]
    where = ":".join(parts) or "-"
    at = f" {place.document}@{place.offset}" if place.document and place.offset is not None else ""
    message = f"{where}{at} {finding.severity}: {finding.message} [{finding.code}]"
    yield Line("  " + visible(message), finding.severity)
    if finding.excerpt:
        yield Line(INDENT + visible(finding.excerpt))
        yield Line(INDENT + " " * finding.caret + "^", finding.severity)
    if finding.hint:
        yield Line(INDENT + visible(finding.hint))


def visible(text: str) -> str:
    """The text with control characters shown, not sent to the terminal."""
    return "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}" for character in text
    )


def said(summary: Summary) -> str:
    """The summary in one sentence."""
    what = amount(summary.records, "record")
    where = amount(len(summary.files), "file")
    names: tuple[Severity, ...] = ("error", "warning", "note")
    counts = [
        f"{summary.counts[name]:,} {name}{'' if summary.counts[name] == 1 else 's'}"
        for name in names
        if summary.counts[name]
    ]
    hidden = f" ({summary.hidden:,} not shown; --max 0 shows all)" if summary.hidden else ""
    return f"{', '.join(counts) or 'Nothing wrong'} in {what} of {where}.{hidden}"
