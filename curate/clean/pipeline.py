"""The pipeline: stage by stage, proposals become edits of raw text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from curate.clean.pages.print import is_printed
from curate.clean.recipe import Recipe
from curate.clean.rule import Rule
from curate.errors import InvalidSpanError
from curate.finding import Finding, Place
from curate.text import Alignment, Edits, Proposal, apply, compose, settle

SHORT = 200
"""Texts below this many characters are not reported for what they lose: a line is a large share."""

BATCH = 128_000
"""Characters of the texts that are cleaned together: more are no faster and take memory."""

FURNITURE = "furniture"
"""The stage before which it shows whether a text has pages."""

Cleaning: TypeAlias = "tuple[Edits, list[Finding]]"
Stages: TypeAlias = "list[tuple[Rule, ...]]"


class Task(NamedTuple):
    """A text to be cleaned; `document` is the id that findings name, `measured` holds by rule what
    its `measure` and `merge` found over the corpus (a corpus rule without one is left out).
    """

    text: str
    document: str = ""
    measured: Mapping[str, Any] = MappingProxyType({})


def clean_text(
    text: str, recipe: Recipe, document: str = "", measured: Mapping[str, Any] | None = None
) -> Cleaning:
    """The edits that make clean text of a raw text, and what a curator should look at.

    The arguments are those of a `Task`; many texts are cleaned faster together. A rule that raises
    is a finding, and the other rules go on.
    """
    return next(clean_texts([Task(text, document, measured or {})], recipe))


def clean_texts(tasks: Iterable[Task], recipe: Recipe) -> Iterator[Cleaning]:
    """The edits and findings of each text, in order, as `clean_text` gives them."""
    stages = [tuple(rules) for _, rules in groupby(recipe.rules, key=lambda rule: rule.stage)]
    batch: list[_Text] = []
    size = 0
    for task in tasks:
        batch.append(_Text(task, recipe))
        size += len(task.text)
        if size >= BATCH:
            yield from _clean(batch, stages)
            batch, size = [], 0
    yield from _clean(batch, stages)


def _clean(batch: list[_Text], stages: Stages) -> Iterator[Cleaning]:
    """Each text goes its own way, but where a rule reads many texts at once all are brought first
    to the stage of that rule. The other rules of the stage are asked on the way, while what they
    share of a text is at hand.
    """
    done = 0
    for place, rules in enumerate(stages):
        shared = [rule for rule in rules if rule.propose_all]
        if shared and len(batch) > 1:
            asked: dict[str, list[_Text]] = {rule.name: [] for rule in shared}
            for text in batch:
                text.go_through(stages[done:place])
                for rule in filter(text.is_for, shared):
                    asked[rule.name].append(text)
                text.ask(rule for rule in rules if rule not in shared)
            done = place
            for rule in shared:
                _ask_together(asked[rule.name], rule)
    for text in batch:
        text.go_through(stages[done:])
        yield text.edits, text.findings + text.lost()


def _ask_together(texts: list[_Text], rule: Rule) -> None:
    """Ask a rule about all texts; where it raises, each text asks it again for itself."""
    if rule.propose_all and texts:
        with suppress(Exception):
            keywords = texts[0].keywords(rule)
            found = rule.propose_all([text.current for text in texts], **keywords)
            for text, proposals in zip(texts, found, strict=True):
                text.take(rule, list(proposals))


class _Text:
    """A text on its way: `current` is what the stages so far made of it."""

    def __init__(self, task: Task, recipe: Recipe) -> None:
        self._task, self._recipe = task, recipe
        self.current = task.text
        self.edits: Edits = ()
        self.findings: list[Finding] = []
        self._known: dict[str, list[Proposal]] = {}
        self._seams: tuple[int, ...] | None = None
        self._is_printed: bool | None = None

    def is_for(self, rule: Rule) -> bool:
        """Is the rule to be asked about this text?"""
        if rule.measure and rule.name not in self._task.measured:
            return False
        return not (rule.only_web and self._is_print())

    def _is_print(self) -> bool:
        """Has the text pages? It is asked before the rules about furniture, which take them away
        and look for the same.
        """
        if self._is_printed is None:
            self._is_printed = is_printed(self.current)
        return self._is_printed

    def keywords(self, rule: Rule) -> dict[str, Any]:
        """What the rule wants to know beyond the text."""
        found: dict[str, Any] = {}
        if "seams" in rule.parameters:
            if self._seams is None:
                self._seams = _seams(self.edits)
            found["seams"] = self._seams
        if "strictness" in rule.parameters:
            found["strictness"] = self._recipe.settings.strictness
        return found

    def go_through(self, stages: Stages) -> None:
        """Ask the rules of each stage, and make the edits that stand."""
        for rules in stages:
            if rules[0].stage == FURNITURE:
                self._is_print()
            self.ask(rules)
            known = self._known
            proposals = [(rule.name, one) for rule in rules for one in known.get(rule.name, ())]
            known.clear()
            made = settle(self.current, proposals) if proposals else ()
            if made:
                self.edits = compose(self._task.text, self.edits, made) if self.edits else made
                self.current = apply(self.current, made)
                self._seams = None

    def ask(self, rules: Iterable[Rule]) -> None:
        """Ask those rules of a stage that have not been asked; where one raises, it has none."""
        for rule in rules:
            if rule.name in self._known:
                continue
            if (rule.measure or rule.only_web) and not self.is_for(rule):
                continue
            try:
                self.take(rule, list(self._proposed(rule)))
                if rule.notice:
                    self.findings += self._notices(rule)
            except Exception as error:  # a plugin may raise anything; the document goes on
                message = f"the rule {rule.name} failed: {type(error).__name__}: {error}"
                hint = f"Report it to its author, or switch it off: without = [{rule.name!r}]."
                place = Place(document=self._task.document)
                self.findings.append(Finding("rule-failed", message, place, hint=hint))
                self._known[rule.name] = []

    def _proposed(self, rule: Rule) -> Iterable[Proposal]:
        if not rule.parameters and not rule.measure:
            return rule.propose(self.current)
        measured = [self._task.measured[rule.name]] if rule.measure else []
        return rule.propose(self.current, *measured, **self.keywords(rule))

    def take(self, rule: Rule, proposals: list[Proposal]) -> None:
        """Keep what a rule proposes. Raises `InvalidSpanError` where it reaches past the text."""
        for proposal in proposals:
            if proposal.span.end > len(self.current):
                raise InvalidSpanError(proposal.span.start, proposal.span.end)
        self._known[rule.name] = proposals

    def _notices(self, rule: Rule) -> Iterator[Finding]:
        alignment = None
        for notice in rule.notice(self.current) if rule.notice else ():
            alignment = alignment or Alignment(self.edits)
            place = Place(document=self._task.document, offset=alignment.to_raw(notice.span).start)
            yield Finding(rule.name, notice.why, place, "note")

    def lost(self) -> list[Finding]:
        """A finding where too much was removed."""
        most = self._recipe.settings.max_loss
        return list(loss(self._task.text, self.edits, most, self._task.document))


def _seams(edits: Edits) -> tuple[int, ...]:
    """Offsets in the text so far where something was removed, in order."""
    found, shift = [], 0
    for edit in edits:
        if not edit.new:
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
