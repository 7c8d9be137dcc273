"""Review: what all who read a document agree on passes; the rest is settled one by one.

A case puts together what the readers said of the same place, at most one annotation each. A
decision names the candidates it saw, the one that holds (or none) and why. Gold is never stored:
it follows from the journals, and a candidate that changes after a decision opens the case again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from curate.annotate.agreement.assignment import best_pairs
from curate.annotate.agreement.comparison import labelled_span, readers
from curate.annotate.codebook import Codebook
from curate.annotate.journal import ACCEPTED, Journals
from curate.annotate.record import Annotation, By, Kind, id_of
from curate.errors import UsageError


@dataclass(frozen=True, slots=True)
class Case:
    """What `readers` said of one place: `candidates` by reader, where they said something."""

    doc: str
    readers: tuple[str, ...]
    candidates: Mapping[str, Annotation]
    decision: Annotation | None = None
    _said: Mapping[str, object] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """A short name that stays the same as long as the candidates do."""
        return id_of(*sorted(item.id for item in self.candidates.values()))[1:9]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the candidates, in order."""
        return tuple(sorted(item.id for item in self.candidates.values()))

    @property
    def is_agreed(self) -> bool:
        """Did all readers say the same?"""
        said = list(self._said.values())
        return len(said) == len(self.readers) and all(item == said[0] for item in said)

    @property
    def is_open(self) -> bool:
        """Does it wait for a decision?"""
        return not self.is_agreed and self.decision is None

    def settled(self, current: Mapping[str, Annotation]) -> Annotation | None:
        """What holds: what all said, or what was decided on; None when nothing does (yet)."""
        if self.is_agreed:
            return self.candidates[self.readers[0]]
        choice = self.decision.choice if self.decision else None
        return current.get(choice) if choice else None

    def to_json(self) -> dict[str, Any]:
        """The facts, for scripts."""
        return {
            "case": self.id,
            "doc": self.doc,
            "readers": list(self.readers),
            "candidates": {name: item.to_json() for name, item in self.candidates.items()},
            "decision": self.decision.to_json() if self.decision else None,
        }


def cases(journals: Journals, doc: str, codebook: Codebook | None = None) -> list[Case]:
    """All cases of a document, agreed ones too: spans in text order, document labels, relations.
    Where the codebook lets a document label have several values, each value is a case.

    No case for a document that nobody has read.
    """
    names = tuple(readers(journals, doc))
    if not names:
        return []
    decisions = _decisions(journals, doc)
    spans = _groups(journals, doc, names)
    # What a relation joins is the same when its ends fall into the same groups.
    place = {item.id: number for number, group in enumerate(spans) for item in group.values()}

    def relation(item: Annotation) -> tuple[object, ...]:
        ends = (place.get(item.from_id, item.from_id), place.get(item.to_id, item.to_id))
        return item.label, *ends

    def value(item: Annotation) -> tuple[object, ...]:
        has_several = (
            codebook and codebook.has(item.label) and not codebook.label(item.label).exclusive
        )
        return (item.label, str(item.value)) if has_several else (item.label,)

    def said(item: Annotation) -> object:
        what = relation(item) if item.kind == "relation" else item.says
        return what, tuple(sorted(item.attributes.items()))

    groups = [
        *spans,
        *_equal(journals, doc, names, "document", value),
        *_equal(journals, doc, names, "relation", relation),
    ]
    made = [
        Case(doc, names, group, None, {name: said(item) for name, item in group.items()})
        for group in groups
    ]
    return [replace(case, decision=_decision_on(case, decisions)) for case in made]


def _accepted(journals: Journals, doc: str, name: str, kind: Kind) -> list[Annotation]:
    return journals.select(doc, by=name, kind=kind, status=ACCEPTED)


def _groups(journals: Journals, doc: str, names: Sequence[str]) -> list[dict[str, Annotation]]:
    """Spans of the same place, one of each reader at most: each reader's spans are paired with the
    groups so far, so that as much as can be overlaps, and equal labels come first.
    """
    groups: list[dict[str, Annotation]] = []
    for name in names:
        own = _accepted(journals, doc, name, "span")
        worth = {
            (left, right): value
            for left, item in enumerate(own)
            for right, group in enumerate(groups)
            if (value := max(_alike(item, other) for other in group.values()))
        }
        paired = dict(best_pairs(worth))
        for left, item in enumerate(own):
            if left in paired:
                groups[paired[left]][name] = item
            else:
                groups.append({name: item})
    return sorted(groups, key=lambda group: min(item.start for item in group.values()))


def _alike(one: Annotation, other: Annotation) -> float:
    """How much two spans share, from 0 to 1; 2 more for the same label, where they share."""
    first, second = labelled_span(one), labelled_span(other)
    shared = first.shared(second)
    alike = shared / (first.size + second.size - shared)
    return alike + 2 if shared and one.label == other.label else alike


def _equal(
    journals: Journals,
    doc: str,
    names: Sequence[str],
    kind: Kind,
    key: Callable[[Annotation], tuple[object, ...]],
) -> list[dict[str, Annotation]]:
    """Annotations put together by a key; several of one reader by the order they come in."""
    groups: dict[tuple[object, ...], dict[str, Annotation]] = {}
    for name in names:
        times: dict[tuple[object, ...], int] = {}
        items = _accepted(journals, doc, name, kind)
        for item in sorted(items, key=lambda item: (item.label, str(item.value))):
            number = times[key(item)] = times.get(key(item), 0) + 1
            groups.setdefault((*key(item), number), {})[name] = item
    return list(groups.values())


def _decisions(journals: Journals, doc: str) -> list[Annotation]:
    return sorted(
        journals.select(doc, kind="decision", status=ACCEPTED), key=lambda item: (item.at, item.rev)
    )


def _decision_on(case: Case, decisions: Iterable[Annotation]) -> Annotation | None:
    """The last decision that saw just these candidates, as they are now."""
    latest = max((item.at for item in case.candidates.values()), default="")
    fitting = [
        item for item in decisions if tuple(sorted(item.of)) == case.ids and item.at >= latest
    ]
    return fitting[-1] if fitting else None


def decide(case: Case, choice: str | None, reason: str, by: str, *, id: str, at: str) -> Annotation:
    """The decision that a candidate (by its reader's name or its id) or none holds.

    Raises `UsageError` for a choice that is none, and without a reason.
    """
    if not reason.strip():
        raise UsageError("A decision needs a reason: it is what the next one will look at.")
    chosen = case.candidates[choice].id if choice and choice in case.candidates else choice
    if chosen is not None and chosen not in case.ids:
        names = ", ".join(case.candidates)
        raise UsageError(f"{choice!r} is no candidate; choose one of {names}, or none.")
    some = next(iter(case.candidates.values()))
    return Annotation(
        id, "decision", case.doc, some.sha256, By(by, "curation"), at,
        of=case.ids, choice=chosen, reason=reason.strip(),
    )  # fmt: skip


def gold(journals: Journals, doc: str, codebook: Codebook | None = None) -> Iterator[Annotation]:
    """What holds in a document, in the order of its cases. Relations join what holds: one whose
    end does not is left out.
    """
    current = journals.current
    found = cases(journals, doc, codebook)
    holding = {case.ids: case.settled(current) for case in found}
    stands_for = {
        id: settled.id for ids, settled in holding.items() if settled is not None for id in ids
    }
    for settled in holding.values():
        if settled is None:
            continue
        if settled.kind == "relation":
            ends = stands_for.get(settled.from_id), stands_for.get(settled.to_id)
            if ends[0] and ends[1]:
                yield replace(settled, from_id=ends[0], to_id=ends[1])
        else:
            yield settled


@dataclass(frozen=True, slots=True)
class Standing:
    """How one annotator stands to gold, over spans: `both` are right, `own` were made, `gold` were
    to be made; `confused` counts (own label, gold label) at the same place.
    """

    both: int = 0
    own: int = 0
    gold: int = 0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def precision(self) -> float | None:
        """The share of what was made that is right; None when nothing was made."""
        return self.both / self.own if self.own else None

    @property
    def recall(self) -> float | None:
        """The share of what was to be made that was; None when nothing was."""
        return self.both / self.gold if self.gold else None


def standings(found: Iterable[Case], current: Mapping[str, Annotation]) -> dict[str, Standing]:
    """Each reader's spans against what holds, in the cases that are agreed or decided."""
    result: dict[str, Standing] = {}
    for case in found:
        if case.is_open or any(item.kind != "span" for item in case.candidates.values()):
            continue
        holds = case.settled(current)
        for name in case.readers:
            before = result.get(name, Standing())
            own = case.candidates.get(name)
            right = own is not None and holds is not None and own.says == holds.says
            confused = Counter(before.confused)
            if own and holds and own.target == holds.target and own.label != holds.label:
                confused[own.label, holds.label] += 1
            result[name] = Standing(
                before.both + right,
                before.own + (own is not None),
                before.gold + (holds is not None),
                confused,
            )
    return result
