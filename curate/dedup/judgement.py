"""`Judgement`: a person's word that two documents are, or are not, the same.

Judgements stand in `annotations/judgements/<annotator>.jsonl`, one a line, only added to; the last
of a person on a pair is the one that holds. They outrank every similarity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from curate.corpus import Project, ledger
from curate.errors import UsageError
from curate.finding import Finding, Place

Verdict: TypeAlias = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

Names: TypeAlias = frozenset[str]
"""The ids of a pair."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody said about a pair of documents, and when (ISO 8601)."""

    left: str
    right: str
    verdict: Verdict
    by: str
    at: str

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise UsageError(f"A verdict is one of {', '.join(VERDICTS)}, not {self.verdict!r}.")
        if self.left == self.right:
            raise UsageError(f"A judgement is on two documents, got {self.left!r} twice.")

    @property
    def pair(self) -> Names:
        """The two ids."""
        return frozenset((self.left, self.right))

    def to_json(self) -> dict[str, Any]:
        """The record in a journal."""
        names = ("left", "right", "verdict", "by", "at")
        return {"v": 1, **{name: getattr(self, name) for name in names}}


@dataclass(frozen=True)
class Verdicts:
    """What holds: pairs said to be the same or different by all who judged them. `judged` are all
    pairs that somebody has judged.
    """

    same: frozenset[Names] = frozenset()
    different: frozenset[Names] = frozenset()
    judged: frozenset[Names] = frozenset()
    findings: tuple[Finding, ...] = field(default=(), compare=False)


def folder(project: Project) -> Path:
    """Where the journals of judgements stand."""
    return project.annotations_folder / "judgements"


def append(project: Project, judgement: Judgement) -> None:
    """Add a judgement to its author's journal. Raises `WriteError` and `LockedError`."""
    ledger.append(folder(project) / f"{judgement.by}.jsonl", [judgement.to_json()])


def read(project: Project) -> Iterator[Judgement | Finding]:
    """All judgements, each journal in the order written; findings for lines that are none."""
    for path in sorted(folder(project).glob("*.jsonl")):
        for entry in ledger.read(path):
            place = Place(file=str(path), line=entry.line, column=entry.column)
            value = entry.value
            try:
                if entry.problem:
                    yield Finding("broken-line", entry.problem, place)
                else:
                    yield Judgement(
                        value["left"], value["right"], value["verdict"], value["by"], value["at"]
                    )
            except (KeyError, UsageError) as error:
                yield Finding("broken-judgement", f"not a judgement: {error}", place)


def last(judgements: Iterable[Judgement | Finding]) -> list[Judgement]:
    """What each person said last on each pair."""
    found: dict[tuple[Names, str], Judgement] = {}
    for item in judgements:
        if isinstance(item, Judgement):
            found[item.pair, item.by] = item
    return list(found.values())


def settle(judgements: Iterable[Judgement | Finding]) -> Verdicts:
    """What holds of all that was said. "unsure" says nothing; a pair on which people contradict one
    another is left to its similarity and becomes a finding.
    """
    every = list(judgements)
    findings = [item for item in every if isinstance(item, Finding)]
    said: dict[Names, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in last(every):
        said[item.pair][item.verdict].add(item.by)
    disputed = {pair for pair, voices in said.items() if {"same", "different"} <= voices.keys()}
    findings += [_dispute(pair, said[pair]) for pair in sorted(disputed, key=sorted)]
    agreed = {name: {pair for pair in said if name in said[pair]} - disputed for name in VERDICTS}
    same, different = frozenset(agreed["same"]), frozenset(agreed["different"])
    findings += _contradictions(same, different)
    return Verdicts(same, different, frozenset(said), tuple(findings))


def _dispute(pair: Names, voices: dict[str, set[str]]) -> Finding:
    left, right = sorted(pair)
    sides = " and ".join(
        f"{name!r} by {', '.join(sorted(voices[name]))}" for name in ("same", "different")
    )
    return Finding(
        "judgement-conflict",
        f"{left} and {right} are judged {sides}; until they agree, similarity decides",
        Place(document=left),
        hint=f"One of them changes the verdict with `curate judge {left} {right}`.",
    )


def _contradictions(same: frozenset[Names], different: frozenset[Names]) -> Iterator[Finding]:
    """Pairs judged different although a chain of "same" joins them."""
    head: dict[str, str] = {}

    def find(id: str) -> str:
        while head.setdefault(id, id) != id:
            id = head[id]
        return id

    for pair in sorted(same, key=sorted):
        left, right = sorted(pair)
        head[find(right)] = find(left)
    for pair in sorted(different, key=sorted):
        left, right = sorted(pair)
        if find(left) == find(right):
            message = f"{left} and {right} are judged different, but others join them as the same"
            hint = "Look at the pairs between them with `curate judge`; neither is removed for it."
            yield Finding("judgement-conflict", message, Place(document=left), hint=hint)
