"""`Reading`: one document as each of its annotators marked it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple

from curate.text import Span


class LabelledSpan(NamedTuple):
    """A label on one or several fragments of a text, in text order (several: discontinuous)."""

    fragments: tuple[Span, ...]
    label: str = ""

    @property
    def hull(self) -> Span:
        """The shortest span that covers all fragments."""
        return self.fragments[0].unite(self.fragments[-1])

    def shared(self, other: LabelledSpan) -> int:
        """How many characters lie in both."""
        return sum(
            max(0, min(mine.end, its.end) - max(mine.start, its.start))
            for mine in self.fragments
            for its in other.fragments
        )

    @property
    def size(self) -> int:
        """How many characters it covers."""
        return sum(map(len, self.fragments))


class LabelledRelation(NamedTuple):
    """A labelled arrow from one labelled span to another."""

    label: str
    source: LabelledSpan
    target: LabelledSpan


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as marked by everyone who read it. `length` is in code points.

    Whoever read it and marked nothing is there with an empty tuple: finding nothing is an answer.
    """

    document: str
    length: int
    spans: Mapping[str, tuple[LabelledSpan, ...]]
    relations: Mapping[str, tuple[LabelledRelation, ...]] = field(default_factory=dict)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every two annotators of the document, in name order."""
        return combinations(sorted(self.spans), 2)

    def only(self, label: str) -> Reading:
        """The same reading with the spans of one label."""
        return replace(
            self,
            spans={
                name: tuple(span for span in spans if span.label == label)
                for name, spans in self.spans.items()
            },
        )

    def label_blind(self) -> Reading:
        """The same reading as if there were one label only."""
        return replace(
            self,
            spans={
                name: tuple(span._replace(label="") for span in spans)
                for name, spans in self.spans.items()
            },
        )

    def units(self, annotator: str) -> dict[str, list[Span]]:
        """The fragments of an annotator by label, in text order; overlapping ones are united."""
        by_label: dict[str, list[Span]] = {}
        for span in self.spans[annotator]:
            by_label.setdefault(span.label, []).extend(span.fragments)
        return {label: _united(spans) for label, spans in by_label.items()}


def _united(spans: list[Span]) -> list[Span]:
    """Spans in text order, those that share a character as one; touching ones stay apart."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and result[-1].overlaps(span):
            result[-1] = result[-1].unite(span)
        else:
            result.append(span)
    return result
