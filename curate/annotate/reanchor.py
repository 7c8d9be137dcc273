"""Re-anchoring: finding annotations again when a document's raw text was replaced by a newer one.

By the difference of the texts first; then, for what was moved, by the quote with what stood around
it; otherwise the annotation is an orphan, named in a work list. A passage that already stood in the
old text is never taken for another one that is gone, so no annotation moves to a lookalike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from curate.annotate.anchor import CONTEXT, folded_marks, fragment, places
from curate.annotate.approximate import best_places, distance
from curate.annotate.difference import Difference, difference
from curate.annotate.record import Anchor, AnchorState, Annotation, Fragment
from curate.corpus import Document
from curate.text import Span

MAX_ERRORS = 0.15
"""Share of a quote's characters that may have changed: a few corrected letters, not other words.
The Hypothesis client allows half; there, 63 of 100 notes on deleted sentences moved elsewhere.
"""
MIN_CONTEXT = 0.5
"""Share of the text before or after that must still stand there when a passage is found by its
quote: half of it, on one side, since a passage is moved together with one of its neighbours.
"""
MARGIN = 0.15
"""By how much the best place must be better than the second, in shares of quote and context. Not
tuned: a greater one makes orphans, a smaller one lets a note choose between twins.
"""
LONG = 48
"""Characters; a passage this long that is new in the text is the one that was moved, even where
nothing around it is as it was. Not tuned: about a line, longer than any name.
"""


class Found(NamedTuple):
    """The new place of a span, how it was found and how sure that is (0 to 1)."""

    span: Span
    state: AnchorState
    score: float


@dataclass(frozen=True)
class Renewal:
    """A document's old raw text (None when it is lost) and its new one."""

    new: str
    old: str | None = None

    @cached_property
    def difference(self) -> Difference | None:
        """What the two texts have in common."""
        return None if self.old is None else difference(self.old, self.new)

    @cached_property
    def fresh(self) -> tuple[Span, ...]:
        """The stretches of the new text that the old one lacks: only there can a passage have
        been moved to. All of it when the old text is lost.
        """
        if self.difference is None:
            return (Span(0, len(self.new)),) if self.new else ()
        gaps = self.difference.gaps()
        return tuple(Span(gap.new, gap.new_end) for gap in gaps if gap.new < gap.new_end)

    @property
    def has_news(self) -> bool:
        """Are there words in the new text that nobody can have read in the old one?"""
        return any(any(map(str.isalnum, span.of(self.new))) for span in self.fresh)

    def find(self, item: Fragment) -> Found | None:
        """The place of a fragment in the new text; None when there is none to be sure of."""
        return self._mapped(item) or self._moved(item)

    def _mapped(self, item: Fragment) -> Found | None:
        if self.difference is None or self.old is None:
            return None
        start, end = self.difference.start(item.start), self.difference.end(item.end)
        if start >= end:
            return None
        score = likeness(item.exact, self.new[start:end])
        return Found(Span(start, end), "mapped", score) if score >= 1 - MAX_ERRORS else None

    def _moved(self, item: Fragment) -> Found | None:
        """The best place in fresh text, when it is better than any other by a margin."""
        found = sorted(self._candidates(item), key=lambda one: (-one[0], one[1]))
        if not found or (len(found) > 1 and found[0][0] - found[1][0] < MARGIN):
            return None
        score, span, exact, context = found[0]
        sure = self.old is not None and exact == 1 and len(item.exact) >= LONG
        if context < MIN_CONTEXT and not sure:
            return None
        return Found(span, "quote" if exact == 1 else "fuzzy", round(score, 3))

    def _candidates(self, item: Fragment) -> Iterator[tuple[float, Span, float, float]]:
        """Places with their score, the likeness of the quote and that of the better side."""
        seen: set[int] = set()
        for span in self._places(item.exact):
            if span.start in seen:
                continue
            seen.add(span.start)
            exact = likeness(item.exact, span.of(self.new))
            before = self.new[max(0, span.start - CONTEXT) : span.start]
            after = self.new[span.end : span.end + CONTEXT]
            sides = likeness(item.prefix, before), likeness(item.suffix, after)
            yield (2 * exact + sum(sides)) / 4, span, exact, max(sides)

    def _places(self, quote: str) -> Iterator[Span]:
        wanted = folded_marks(quote)
        for area in self.fresh:
            text = folded_marks(area.of(self.new))
            exact = list(places(text, wanted))
            found = exact or best_places(text, wanted, int(len(wanted) * MAX_ERRORS))
            for span in found:
                yield Span(area.start + span.start, area.start + span.end)


def likeness(one: str, other: str) -> float:
    """From 0 to 1: one less the share of characters to change, with all white space and all
    quotation marks held equal.
    """
    one, other = (" ".join(folded_marks(text).split()) for text in (one, other))
    longer = max(len(one), len(other))
    return 1 - distance(one, other) / longer if longer else 1.0


def renewed(
    annotation: Annotation, document: Document, renewal: Renewal, at: str
) -> Annotation | None:
    """The next revision of an annotation, on the document's raw text as it is now; None when there
    is nothing new to say of an orphan.

    What is no span goes along; but who had finished the text has started it, where words are new.
    """
    revision = replace(
        annotation,
        rev=annotation.rev + 1,
        at=at,
        by=annotation.by._replace(tool="reanchor"),
        ms=None,
        action="",
        undoes="",
        redoes="",
    )
    if annotation.kind == "span":
        return _placed(revision, document, renewal)
    value = "started" if annotation.kind == "state" and renewal.has_news else annotation.value
    return replace(revision, sha256=document.sha256, value=value)


def _placed(revision: Annotation, document: Document, renewal: Renewal) -> Annotation | None:
    """The span at its new place; its anchor says how it was found, with the old place. An orphan
    keeps the old place and digest.
    """
    found = find_all(revision.target, renewal)
    if not found:
        known = revision.anchor and revision.anchor.state == "orphan"
        return None if known else replace(revision, anchor=Anchor("orphan"))
    order: tuple[AnchorState, ...] = ("mapped", "quote", "fuzzy")
    state = max((item.state for item in found), key=order.index)
    score = round(min(item.score for item in found), 3)
    old = tuple((item.start, item.end) for item in revision.target)
    target = tuple(fragment(renewal.new, item.span) for item in found)
    same = [item.exact for item in target] == [item.exact for item in revision.target]
    return replace(
        revision,
        sha256=document.sha256,
        target=target,
        quote=revision.quote if same else revision.text,
        anchor=Anchor(state, score, revision.sha256, old),
    )


def find_all(target: Sequence[Fragment], renewal: Renewal) -> tuple[Found, ...]:
    """The new places of all fragments, in order and apart; empty when one is not to be found."""
    found: list[Found] = []
    for item in target:
        place = renewal.find(item)
        if place is None or (found and place.span.start < found[-1].span.end):
            return ()
        found.append(place)
    return tuple(found)
