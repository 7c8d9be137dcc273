"""The recipe: the ordered rules of a corpus."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import NamedTuple

from curate.clean import rules
from curate.clean.rule import STAGES, Rule
from curate.errors import UnknownRuleError, UsageError
from curate.text import sha256

ENTRY_POINTS = "curate.rules"


class Thresholds(NamedTuple):
    """Which lines are the site's and no text's: those that so many documents of one source have,
    and this share of its documents.
    """

    documents: int
    share: float


FATES = ("leave", "mark", "remove")
"""What can become of a repeated passage."""
PASSAGES = "repeated-passage"
"""The rule that removes them."""


@dataclass(frozen=True, slots=True)
class CleanSettings:
    """The table [clean] of `curate.toml`.

    `without` and `also` name rules to switch off and on; `strictness` is strict (removes more),
    balanced or keep-more; `max_loss` is the share of a text's characters above which a loss is
    reported (a page of an article with its menus rarely holds less than a third of article).

    `line_documents`: documents of a source that have a line before it can be the site's; fewer may
    be parts of one text. `line_share`: share of the source's documents that have it; a third, as
    sections of a site have their own menus. `sources` has other numbers for single sources, by
    host, publisher or importer: `[clean.sources."www.example.org"]`.

    `passages`: what becomes of passages that `curate dedup` found to repeat others: leave, mark (a
    note on each) or remove.
    """

    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    strictness: str = "balanced"
    max_loss: float = 0.6
    line_documents: int = 5
    line_share: float = 1 / 3
    sources: dict[str, dict[str, float]] = field(default_factory=dict)
    passages: str = "leave"

    def __post_init__(self) -> None:
        if self.passages not in FATES:
            raise UsageError(f"`passages` is {', '.join(FATES[:2])} or remove: {self.passages!r}.")
        for source in ("", *self.sources):
            self._check(source)

    def thresholds(self, source: str) -> Thresholds:
        """What holds for a source."""
        own = self.sources.get(source, {})
        documents = own.get("line_documents", self.line_documents)
        return Thresholds(int(documents), own.get("line_share", self.line_share))

    def _check(self, source: str) -> None:
        own = self.sources.get(source, {})
        where = f" for {source}" if source else ""
        wrong = [name for name in own if name not in ("line_documents", "line_share")]
        if not isinstance(own, dict) or wrong:
            known = "line_documents and line_share"
            raise UsageError(f"[clean.sources] takes {known}{where}, not {wrong or own!r}.")
        documents, share = self.thresholds(source)
        if documents < 2 or not 0 < share <= 1:
            problem = "line_documents is 2 or more and line_share lies above 0, up to 1"
            raise UsageError(f"[clean]{where}: {problem}; got {documents} and {share:g}.")


@cache
def catalogue() -> dict[str, Rule]:
    """All rules by name: the built-in ones and those of plugins, in the order they are run.

    Raises `RuleError` for a rule that breaks the contract.
    """
    found = {}
    for module in iter_modules(rules.__path__):
        name = module.name.replace("_", "-")
        found[name] = Rule.from_module(name, import_module(f"{rules.__name__}.{module.name}"))
    for point in entry_points(group=ENTRY_POINTS):
        found.setdefault(point.name, Rule.from_module(point.name, point.load()))
    order = sorted(found.values(), key=lambda r: (STAGES.index(r.stage), r.order, r.name))
    return {rule.name: rule for rule in order}


def find(name: str) -> Rule:
    """The rule of that name. Raises `UnknownRuleError` with the nearest name."""
    known = catalogue()
    if name not in known:
        near = get_close_matches(name, known, n=1)
        raise UnknownRuleError(name, near[0] if near else None)
    return known[name]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The rules to run, in order, and the settings they are run with."""

    rules: tuple[Rule, ...]
    settings: CleanSettings = CleanSettings()

    @classmethod
    def of(cls, settings: CleanSettings = CleanSettings()) -> Recipe:
        """The default rules as the settings change them. Raises `UnknownRuleError`.

        What removes repeated passages is not among them: see `passages`.
        """
        without = {find(name).name for name in settings.without}
        also = {find(name).name for name in settings.also}
        chosen = [
            rule
            for rule in catalogue().values()
            if (rule.default or rule.name in also) and rule.name not in without
            if rule.name != PASSAGES
        ]
        return cls(tuple(chosen), settings)

    @property
    def passages(self) -> str:
        """What becomes of repeated passages: leave, mark or remove."""
        if PASSAGES in self.settings.without:
            return "leave"
        return "remove" if PASSAGES in self.settings.also else self.settings.passages

    @property
    def digest(self) -> str:
        """Changes when a rule, its source, its place or a setting does, but for what becomes of
        repeated passages, which comes after all rules.
        """
        named = [f"{rule.name} {rule.digest}" for rule in self.rules]
        return sha256("\n".join([*named, repr(replace(self.settings, passages=FATES[0]))]))
