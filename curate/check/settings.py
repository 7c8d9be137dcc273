"""The table [check] of `curate.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from curate.check.nearest import nearest
from curate.check.sense.rule import Rule, rules
from curate.corpus import Project
from curate.corpus.project import FILE
from curate.errors import SettingsError
from curate.finding import Severity

LEVELS = ("error", "warning", "note", "off")


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """`severity` gives rules of sense another severity: `{ edge-space = "note", overlap = "off" }`.
    Shape is not up for choice: it is what every other step relies on.
    """

    severity: Mapping[str, str] = field(default_factory=dict)


def chosen_rules(project: Project) -> tuple[Rule, ...]:
    """The rules that are not off, with the project's severities. Raises `SettingsError`."""
    severity = project.table(CheckSettings, "check").severity
    known = [rule.id for rule in rules()]
    for id, level in severity.items():
        if id not in known:
            near = nearest(id, known)
            hint = f"Did you mean {near}?" if near else "docs/checks.md lists the rules."
            raise SettingsError(project.root / FILE, f"[check] severity: no rule {id!r}", hint)
        if level not in LEVELS:
            problem = f"[check] severity of {id}: {level!r}"
            raise SettingsError(project.root / FILE, problem, f"It is one of {', '.join(LEVELS)}.")
    levels = {rule.id: severity.get(rule.id, rule.severity) for rule in rules()}
    return tuple(
        replace(rule, severity=cast("Severity", levels[rule.id]))
        for rule in rules()
        if levels[rule.id] != "off"
    )
