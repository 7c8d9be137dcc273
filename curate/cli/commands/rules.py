"""`curate rules`: the catalogue of cleaning rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.clean import Rule


@click.command()
@click.argument("name", required=False)
@options.as_json
def command(name: str | None, as_json: bool) -> None:
    """List the cleaning rules in the order they are run, or show the rule NAME with examples.

    \b
    Example:
      curate rules
      curate rules pull-quote
    """
    from curate.clean import catalogue, find

    if name:
        rule = find(name)
        output.emit(_json(rule), _one(rule), as_json)
        return
    rules = list(catalogue().values())
    width = max(len(rule.name) for rule in rules)
    lines, stage = [], ""
    for rule in rules:
        if rule.stage != stage:
            stage = rule.stage
            lines.append(click.style(stage, bold=True))
        off = "" if rule.default else "(off) "
        lines.append(f"  {rule.name:<{width}}  {off}{rule.summary}")
    output.emit([_json(rule) for rule in rules], lines, as_json)


def _one(rule: Rule) -> list[str]:
    """The rule's own words, then its examples."""
    off = "" if rule.default else " (off by default: name it in [clean] also)"
    lines = [f"{click.style(rule.name, bold=True)}, stage {rule.stage}{off}", "", rule.description]
    for text, expected in rule.examples:
        lines += ["", f"  {text!r}"]
        lines.append("  stays" if text == expected else f"  becomes {expected!r}")
    return lines


def _json(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "stage": rule.stage,
        "default": rule.default,
        "about": rule.description,
        "examples": [example._asdict() for example in rule.examples],
    }
