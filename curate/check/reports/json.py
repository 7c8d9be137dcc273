"""For programs: one JSON object with an entry for each instance."""

from __future__ import annotations

import json
from collections.abc import Iterator

from curate.check.reports.line import Line
from curate.check.result import Result, Summary


def report(results: Iterator[Result], _summary: Summary) -> Iterator[Line]:
    """`{"results": [{"file", "valid", "findings"}]}`, written as the results come."""
    before = '{"results": ['
    for result in results:
        yield Line(before)
        yield Line(json.dumps(result.to_json(), ensure_ascii=False))
        before = ","
    yield Line("]}" if before == "," else before + "]}")
