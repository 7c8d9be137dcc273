"""The pipeline: stage by stage, proposals become edits of raw text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from curate.clean.pages.print import is_printed
from curate.clean.recipe import Recipe
from curate.clean.rule import Rule
from curate.errors import InvalidSpanError
from curate.finding import Finding, Place
from curate.text import Alignment, Edits, Proposal, apply, compose, settle

SHORT = 200
"""Texts below this many characters are not reported for what they lose: a line is a large share."""


def clean_text(
    text: str, recipe: Recipe, document: str = "", measured: Mapping[str, Any] | None = None
) -> tuple[Edits, list[Finding]]:
    """The edits that make clean text of a raw text, and what a curator should look at.

    `document` is the id that findings name; `measured` holds by rule what its `measure` and `merge`
    found over the corpus (a corpus rule without one is left out). A rule that raises is a finding,
    and the other rules go on.
    """
    edits: Edits = ()
    current = text
    findings: list[Finding] = []
    for _, rules in groupby(recipe.rules, key=lambda rule: rule.stage):
        run = _Stage(current, edits, recipe, document, measured or {})
        asked = [rule for rule in rules if not (rule.only_web and is_printed(text))]
        proposals = [pair for rule in asked for pair in run.ask(rule)]
        findings += run.findings
        made = settle(current, proposals)
        if made:
            edits = compose(text, edits, made) if edits else made
            current = apply(current, made)
    findings += loss(text, edits, recipe.settings.max_loss, document)
    return edits, findings


class _Stage:
    """One stage of one document: asks its rules and keeps what they find."""

    def __init__(
        self, text: str, edits: Edits, recipe: Recipe, document: str, measured: Mapping[str, Any]
    ) -> None:
        self.text, self.document, self.measured = text, document, measured
        self._edits, self._recipe = edits, recipe
        self.findings: list[Finding] = []

    def ask(self, rule: Rule) -> list[tuple[str, Proposal]]:
        """The rule's proposals with its name; none of them where it raises."""
        try:
            proposals = list(self._propose(rule))
            for proposal in proposals:
                if proposal.span.end > len(self.text):
                    raise InvalidSpanError(proposal.span.start, proposal.span.end)
            if rule.notice:
                alignment = Alignment(self._edits)
                for notice in rule.notice(self.text):
                    place = Place(
                        document=self.document, offset=alignment.to_raw(notice.span).start
                    )
                    self.findings.append(Finding(rule.name, notice.why, place, "note"))
        except Exception as error:  # a plugin may raise anything; the document goes on
            message = f"the rule {rule.name} failed: {type(error).__name__}: {error}"
            hint = f"Report it to its author, or switch it off: without = [{rule.name!r}]."
            place = Place(document=self.document)
            self.findings.append(Finding("rule-failed", message, place, hint=hint))
            return []
        return [(rule.name, proposal) for proposal in proposals]

    def _propose(self, rule: Rule) -> Iterator[Proposal]:
        keywords: dict[str, Any] = {}
        if "seams" in rule.parameters:
            keywords["seams"] = _seams(self._edits)
        if "strictness" in rule.parameters:
            keywords["strictness"] = self._recipe.settings.strictness
        if rule.measure is None:
            yield from rule.propose(self.text, **keywords)
        elif rule.name in self.measured:
            yield from rule.propose(self.text, self.measured[rule.name], **keywords)


def _seams(edits: Edits) -> tuple[int, ...]:
    """Offsets in the text so far where something was removed, in order."""
    found, shift = [], 0
    for edit in edits:
        if edit.is_removal:
            found.append(edit.span.start + shift)
        shift += len(edit.new) - len(edit.old)
    return tuple(found)


def loss(text: str, edits: Edits, most: float, document: str) -> Iterator[Finding]:
    """A finding where edits remove more than this share of a text."""
    removed = sum(len(edit.old) - len(edit.new) for edit in edits)
    if len(text) >= SHORT and removed > most * len(text):
        message = f"{removed / len(text):.0%} of the text was removed, more than {most:.0%}"
        hint = "Read it with `curate show --diff`; rules can be switched off in curate.toml."
        yield Finding("much-removed", message, Place(document=document), "warning", hint=hint)
