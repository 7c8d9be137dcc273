"""`Rule`: one thing that a schema cannot say, in a file of its own.

A rule's id is the name of its file. The file's docstring is its documentation, `SEVERITY` how bad
it is, `OF` what it looks at (an annotation, if it does not say), and one of two functions does the
work: `check(record, raw, world)` looks at one record on its raw text (at an annotation that holds,
or at every revision with `EVERY_REVISION`; with `WITHOUT_TEXT` only where the text is not here),
`check_all(world)` looks at the end at what all records say together. Both give remarks; whoever
calls them knows the places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

from curate.check.scan import Path
from curate.check.sense.world import Entry, World
from curate.finding import Severity

NO_RULES = ("rule", "world")
RECORDS = ("document", "codebook", "annotation", "judgement", "edits", "cluster", "database")
ALL_KINDS = ("span", "document", "relation", "decision", "state")


class Remark(NamedTuple):
    """What a rule has to say about a record: the path of the value in question, in words, and what
    would be right. `entry` is the record where the rule was not given one.
    """

    path: Path
    message: str
    hint: str = ""
    expected: str = ""
    found: str = ""
    at_key: bool = False
    entry: Entry | None = None


@dataclass(frozen=True)
class Rule:
    """A rule as it runs: with the severity that the project gave it."""

    id: str
    severity: Severity
    documentation: str
    of: str
    kinds: tuple[str, ...]
    every_revision: bool
    without_text: bool
    check: Callable[[Mapping[str, Any], str | None, World], Iterable[Remark]] | None
    check_all: Callable[[World], Iterable[Remark]] | None

    @property
    def title(self) -> str:
        """The first sentence of its documentation."""
        return self.documentation.split("\n\n")[0].replace("\n", " ")


@cache
def rules() -> tuple[Rule, ...]:
    """All rules with their own severities, sorted by id."""
    import curate.check.sense as room

    names = sorted(module.name for module in iter_modules(room.__path__))
    return tuple(_rule(name) for name in names if name not in NO_RULES)


def _rule(name: str) -> Rule:
    module = import_module(f"curate.check.sense.{name}")
    return Rule(
        id=name.replace("_", "-"),
        severity=module.SEVERITY,
        documentation=(module.__doc__ or "").strip(),
        of=getattr(module, "OF", "annotation"),
        kinds=getattr(module, "KINDS", ALL_KINDS),
        every_revision=getattr(module, "EVERY_REVISION", False),
        without_text=getattr(module, "WITHOUT_TEXT", False),
        check=getattr(module, "check", None),
        check_all=getattr(module, "check_all", None),
    )
