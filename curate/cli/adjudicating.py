"""Adjudicating: the cases of a project, shown side by side and settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import click

from curate.annotate.review import Case, cases, decide, gold, standings
from curate.cli import output
from curate.cli.annotating import Workplace, fresh_id, now
from curate.corpus import Document, Project, ledger
from curate.errors import UsageError

CONTEXT = 30
"""Characters shown before and after what was marked."""


@dataclass
class Room:
    """Everything that is reviewed: by document, its cases."""

    place: Workplace
    documents: dict[str, Document]
    cases: dict[str, list[Case]]

    @classmethod
    def of(cls, project: Project, name: str, doc: str) -> Room:
        """The cases of one document, or of all. Raises `UnknownDocumentError`, `CodebookError`."""
        place = Workplace.of(project, name)
        documents = [project.document(doc)] if doc else list(project.documents())
        found = {item.id: cases(place.journals, item.id, place.codebook) for item in documents}
        return cls(place, {item.id: item for item in documents}, found)

    @property
    def open_cases(self) -> list[Case]:
        """The cases that wait for a decision."""
        return [case for some in self.cases.values() for case in some if case.is_open]

    def settle(self, id: str, choice: str | None, reason: str) -> None:
        """Decide a case. Raises `UsageError` for an unknown one, a wrong choice, no reason."""
        found = [case for some in self.cases.values() for case in some if case.id.startswith(id)]
        if len(found) != 1:
            raise UsageError(f"{len(found)} cases begin with {id!r}; `curate review` lists them.")
        if choice is None:
            raise UsageError("Say which holds: --choose READER, or --choose none.")
        case, chosen = found[0], None if choice == "none" else choice
        by = self.place.by.id
        decision = decide(case, chosen, reason, by, id=fresh_id(), at=now())
        self.place.journal.write([decision])
        some = self.cases[case.doc]
        some[some.index(case)] = replace(case, decision=decision)

    def gold(self) -> Iterator[bytes]:
        """What holds, as lines of JSON."""
        for doc in self.documents:
            for item in gold(self.place.journals, doc, self.place.codebook):
                yield ledger.dump(item.to_json())

    def scores(self) -> tuple[dict[str, Any], list[str]]:
        """How each annotator stands to what holds: as facts and as lines."""
        every = [case for some in self.cases.values() for case in some]
        found = standings(every, self.place.journals.current)
        facts = {
            name: {
                "precision": item.precision,
                "recall": item.recall,
                "made": item.own,
                "held": item.gold,
                "confused": [[*pair, times] for pair, times in item.confused.most_common()],
            }
            for name, item in found.items()
        }
        lines = [
            f"{name:16} precision {_share(item.precision)}  recall {_share(item.recall)}  "
            f"{item.own} made, {item.gold} hold"
            for name, item in sorted(found.items())
        ]
        return facts, lines or ["Nothing is agreed or decided yet."]

    def lines(self) -> Iterator[str]:
        """The open cases, side by side."""
        total = sum(map(len, self.cases.values()))
        waiting = self.open_cases
        for case in waiting:
            yield from (*self.shown(case), "")
        agreed = sum(case.is_agreed for some in self.cases.values() for case in some)
        yield f"{total} cases: {agreed} agreed, {total - agreed - len(waiting)} decided, " + (
            f"{len(waiting)} open. Settle one: curate review --settle CASE --choose NAME --reason …"
            if waiting
            else "none open."
        )

    def shown(self, case: Case) -> Iterator[str]:
        """A case in lines: where it is, its context, and what each reader said."""
        items = case.candidates.values()
        start, end = min(item.start for item in items), max(item.end for item in items)
        yield click.style(f"{case.id}  {case.doc}@{start}–{end}", bold=True)
        if end:
            raw = self.documents[case.doc].raw
            around = raw[max(0, start - CONTEXT) : end + CONTEXT]
            yield "  …" + " ".join(output.visible(around).split()) + "…"
        for name in case.readers:
            yield f"  {name:12} {self._said(case, name)}"

    def _said(self, case: Case, name: str) -> str:
        item = case.candidates.get(name)
        if item is None:
            return "–"
        facts = [f"{key}={value}" for key, value in item.attributes.items()]
        if item.kind == "relation":
            current = self.place.journals.current
            ends = (current.get(id) for id in (item.from_id, item.to_id))
            facts = [" → ".join(f"“{_flat(end.text)}”" if end else "?" for end in ends), *facts]
        elif item.kind == "document":
            facts = [f"= {item.value}", *facts]
        else:
            facts = [f"“{_flat(item.text)}”", f"{item.start}–{item.end}", *facts]
        note = f"— {item.note}" if item.note else ""
        return output.visible("  ".join(filter(None, [f"{item.label:20}", *facts, note])))

    def ask(self) -> None:
        """Go through the open cases: who is right, and why."""
        for case in self.open_cases:
            for line in self.shown(case):
                click.echo(line)
            for number, name in enumerate(case.candidates, start=1):
                click.echo(f"  {number}: {name} is right")
            click.echo("  0: none of them   Enter: leave it open   q: stop")
            answer = click.prompt("", default="", show_default=False, prompt_suffix="> ").strip()
            if answer == "q":
                return
            if answer not in map(str, range(len(case.candidates) + 1)):
                continue
            reason = click.prompt("why").strip()
            names = [*case.candidates]
            self.settle(case.id, names[int(answer) - 1] if int(answer) else "none", reason)


def _share(value: float | None) -> str:
    return "   –" if value is None else f"{value:.2f}"


def _flat(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
