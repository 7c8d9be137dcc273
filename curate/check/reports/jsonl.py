"""For programs that read as they go: one line of JSON for each finding."""

from __future__ import annotations

import json
from collections.abc import Iterator

from curate.check.reports.line import Line
from curate.check.result import Result, Summary


def report(results: Iterator[Result], _summary: Summary) -> Iterator[Line]:
    """Each finding as one line, in the order of the results; nothing for what is valid."""
    for result in results:
        for finding in result.findings:
            yield Line(json.dumps(finding.to_json(), ensure_ascii=False))
