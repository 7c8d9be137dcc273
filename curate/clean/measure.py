"""What rules that see the corpus measured, by source: measure, merge, conclude."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from curate.clean.override import source_of
from curate.clean.rule import Rule
from curate.corpus import Document

Measured: TypeAlias = "dict[str, dict[str, Any]]"
"""By source and by rule, what the rule's `propose` gets."""


def measure_corpus(documents: Iterable[Document], rules: Iterable[Rule]) -> Measured:
    """Measure every document once, with every rule that asks for it.

    Measurements of a source are merged two by two, the small before the large ones, so that the
    cost grows with the corpus and not with its square.
    """
    asking = [rule for rule in rules if rule.measure and rule.merge]
    piles: dict[tuple[str, str], list[tuple[int, Any]]] = {}
    for document in documents if asking else ():
        source = source_of(document)
        for rule in asking:
            if rule.measure:
                _add(piles.setdefault((source, rule.name), []), rule, rule.measure(document.raw))
    by_name = {rule.name: rule for rule in asking}
    measured: Measured = {}
    for (source, name), pile in piles.items():
        rule = by_name[name]
        total = _merged(pile, rule)
        measured.setdefault(source, {})[name] = rule.conclude(total) if rule.conclude else total
    return measured


def _add(pile: list[tuple[int, Any]], rule: Rule, measurement: Any) -> None:
    """Put a measurement on the pile; two of one size become one of the next."""
    size = 1
    while pile and pile[-1][0] == size and rule.merge:
        measurement = rule.merge(pile.pop()[1], measurement)
        size *= 2
    pile.append((size, measurement))


def _merged(pile: list[tuple[int, Any]], rule: Rule) -> Any:
    total = pile[-1][1]
    for _, measurement in reversed(pile[:-1]):
        if rule.merge:
            total = rule.merge(measurement, total)
    return total
