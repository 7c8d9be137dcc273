"""`Written`: a block of texts cleaned, as lines to be stored or printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from curate.clean.pipeline import Task, clean_texts
from curate.clean.recipe import Recipe
from curate.finding import Finding
from curate.text import Edits

Item = TypeVar("Item")


class Written(NamedTuple):
    """A block cleaned: its lines, and what was found on the way."""

    lines: bytes
    findings: tuple[Finding, ...]


def write(
    items: Iterable[Item | Finding],
    task: Callable[[Item], Task],
    line: Callable[[Item, Edits], bytes],
    recipe: Recipe,
) -> Written:
    """What was read, cleaned together: `task` says how each item is cleaned, `line` how it is
    written with its edits. Findings come in the order of what was read.
    """
    items = list(items)
    tasks = (task(item) for item in items if not isinstance(item, Finding))
    made = clean_texts(tasks, recipe)
    lines: list[bytes] = []
    findings: list[Finding] = []
    for item in items:
        if isinstance(item, Finding):
            findings.append(item)
            continue
        edits, found = next(made)
        lines.append(line(item, edits))
        findings += found
    return Written(b"".join(lines), tuple(findings))
