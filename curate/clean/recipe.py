"""The recipe: the ordered rules of a corpus."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from curate.clean import rules
from curate.clean.rule import STAGES, Rule
from curate.errors import UnknownRuleError
from curate.text import sha256

ENTRY_POINTS = "curate.rules"


@dataclass(frozen=True, slots=True)
class CleanSettings:
    """The table [clean] of `curate.toml`.

    `without` and `also` name rules to switch off and on; `strictness` is strict (removes more),
    balanced or keep-more; `max_loss` is the share of a text's characters above which a loss is
    reported (a page of an article with its menus rarely holds less than a third of article).
    """

    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    strictness: str = "balanced"
    max_loss: float = 0.6


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
        """The default rules as the settings change them. Raises `UnknownRuleError`."""
        without = {find(name).name for name in settings.without}
        also = {find(name).name for name in settings.also}
        chosen = [
            rule
            for rule in catalogue().values()
            if (rule.default or rule.name in also) and rule.name not in without
        ]
        return cls(tuple(chosen), settings)

    @property
    def digest(self) -> str:
        """Changes when a rule, its source, its place or a setting does."""
        named = [f"{rule.name} {rule.digest}" for rule in self.rules]
        return sha256("\n".join([*named, repr(self.settings)]))
