"""What rules that see the corpus measure, by source: measure, merge, conclude.

Each block of texts is measured where it is read; what is merged is small. The result is the same on
any engine, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeAlias

from curate.clean.recipe import Recipe, Thresholds
from curate.clean.rule import Rule
from curate.engines import Engine, Pile

Measures: TypeAlias = "dict[str, dict[str, Any]]"
"""By source and by rule, what was measured."""
Measured: TypeAlias = "dict[str, dict[str, Any]]"
"""By source and by rule, what the rule's `propose` gets."""

Read: TypeAlias = "Callable[[Any], Iterable[tuple[str, str]]]"
"""Of a block, its texts, each after its source."""


def measure(engine: Engine, blocks: Iterable[Any], reading: Read, recipe: Recipe) -> Measured:
    """What the rules of a recipe are told about each source; every text is read once."""
    asking = tuple(rule for rule in recipe.rules if rule.measure and rule.merge)
    if not asking:
        return {}
    task = partial(measure_block, reading=reading, rules=asking)
    found = engine.flow(blocks).fold(task, partial(merge, rules=asking))
    return conclude(found or {}, asking, recipe)


def measure_block(block: Any, reading: Read, rules: Iterable[Rule]) -> Measures:
    """The measures of one block."""
    piles: dict[str, dict[str, Pile[Any]]] = {}
    for source, text in reading(block):
        if source not in piles:
            piles[source] = {rule.name: Pile(rule.merge) for rule in rules if rule.merge}
        for rule in rules:
            if rule.measure:
                piles[source][rule.name].add(rule.measure(text))
    return {
        source: {name: pile.total() for name, pile in of_rules.items()}
        for source, of_rules in piles.items()
    }


def merge(one: Measures, other: Measures, rules: Iterable[Rule]) -> Measures:
    """The measures of two blocks together; neither is changed."""
    merged = {**one, **other}
    for source in one.keys() & other.keys():
        merged[source] = {
            rule.name: rule.merge(one[source][rule.name], other[source][rule.name])
            for rule in rules
            if rule.merge
        }
    return merged


def conclude(measures: Measures, rules: Iterable[Rule], recipe: Recipe) -> Measured:
    """Of all measures, what the rules need; sources of which they need nothing are left out."""
    measured: Measured = {}
    for source, found in measures.items():
        thresholds = recipe.settings.thresholds(source)
        for rule in rules:
            concluded = _concluded(rule, found[rule.name], thresholds)
            if concluded:
                measured.setdefault(source, {})[rule.name] = concluded
    return measured


def _concluded(rule: Rule, total: Any, thresholds: Thresholds) -> Any:
    if rule.conclude is None:
        return total
    if "thresholds" in rule.parameters:
        return rule.conclude(total, thresholds=thresholds)
    return rule.conclude(total)
