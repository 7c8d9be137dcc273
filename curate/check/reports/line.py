"""A line of a report, and what makes lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from curate.check.result import Result, Summary
from curate.finding import Severity


class Line(NamedTuple):
    """A line of output without its break; `severity` gives it a colour on a terminal."""

    text: str
    severity: Severity | None = None
    is_title: bool = False


Report: TypeAlias = Callable[[Iterator[Result], Summary], Iterator[Line]]
"""From results as they pass (the summary counts them) to lines of output."""
