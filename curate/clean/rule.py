"""A rule: one file in `curate/clean/rules/`, a pure function from a text to proposals.

A rule's file holds

- a docstring: what the rule does in one sentence, then one text it changes and one it leaves alone
  (`Changed:`, `To:` and `Kept:`, each followed by a Python string; the tests run them);
- `STAGE`: one of `STAGES`;
- `propose(text)`: yields proposals. The same text always gives the same proposals.

It may also hold

- `propose_all(texts)`: for each of many texts what `propose` gives, where that is faster; it has no
  `seams`;
- `notice(text)`: yields `Notice`s, things for a curator to look at; nothing is changed;
- `PARAMETERS`: names of the keywords `propose` takes beyond the text: `seams` (offsets in the text
  where earlier stages removed something), `strictness` (the setting of that name) or `passages`
  (spans of the text that repeat others, each with what it repeats); and of those `conclude` takes:
  `thresholds` (what the settings say of lines that a source's documents share);
- `ONLY_WEB = True`: the rule is not asked about texts set for print (see `pages/print.py`);
- `ORDER`: a number; within a stage rules stand by it (0 when not given), then by name;
- `DEFAULT = False`: the rule is off until `[clean] also` names it;
- `measure(text) -> M` and `merge(M, M) -> M`: the rule sees the corpus. `merge` may be called in
  any order and may change neither of the two; `conclude(M) -> C`, if it is there, leaves what
  `propose(text, C)` needs of the merged measurement of one source's documents. M and C are JSON.

A rule costs little where it does not apply, if it asks what is known of the text before it reads
it: `letters` (its rare characters), `occurrence` (lines that begin with a word or hold one) and
`outline` (its lines as arrays). These remember the last texts, so that rules share the answers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, TypeAlias

from curate.errors import RuleError
from curate.text import Proposal, Span, apply, settle, sha256

STAGES = ("characters", "furniture", "boilerplate", "words", "flow", "spacing", "passages")
"""Rules of one stage see the same text; each stage sees what the stages before it left.

characters: what was broken on the way (encoding, invisible characters). furniture: what belongs to
pages and not to the text. boilerplate: what belongs to the web site. words: mended within a line.
flow: lines and words joined again. spacing: what the removals left behind. passages: what stands
elsewhere, too; this stage comes after `curate dedup`, which searches what the others leave.
"""

PARAMETERS = ("seams", "strictness", "thresholds", "passages")
_MARK = re.compile(r"^(Changed|To|Kept):[ \t]*", re.MULTILINE)

Propose: TypeAlias = Callable[..., Iterable[Proposal]]


class Notice(NamedTuple):
    """Something for a curator to look at: a span of the text and why."""

    span: Span
    why: str


class Example(NamedTuple):
    """A text and what the rule makes of it; the same text when the rule leaves it alone."""

    text: str
    expected: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the pipeline sees it; `digest` is of its source, so that a change is noticed."""

    name: str
    stage: str
    about: str
    propose: Propose
    propose_all: Callable[..., Iterable[Iterable[Proposal]]] | None = None
    notice: Callable[[str], Iterable[Notice]] | None = None
    measure: Callable[[str], Any] | None = None
    merge: Callable[[Any, Any], Any] | None = None
    conclude: Callable[..., Any] | None = None
    parameters: tuple[str, ...] = ()
    order: int = 0
    default: bool = True
    only_web: bool = False
    digest: str = ""

    @classmethod
    def from_module(cls, name: str, module: ModuleType) -> Rule:
        """The rule in a module. Raises `RuleError` when the module breaks the contract."""
        stage, propose = getattr(module, "STAGE", ""), getattr(module, "propose", None)
        if stage not in STAGES:
            raise RuleError(name, f"STAGE is {stage!r}, expected one of {', '.join(STAGES)}")
        if not callable(propose):
            raise RuleError(name, "it has no function propose(text)")
        if not (module.__doc__ or "").strip():
            raise RuleError(name, "it has no docstring")
        unknown = set(getattr(module, "PARAMETERS", ())) - set(PARAMETERS)
        if unknown:
            raise RuleError(name, f"unknown PARAMETERS {', '.join(sorted(unknown))}")
        source = Path(module.__file__).read_text(encoding="utf-8") if module.__file__ else ""
        return cls(
            name=name,
            stage=stage,
            about=module.__doc__ or "",
            propose=propose,
            propose_all=getattr(module, "propose_all", None),
            notice=getattr(module, "notice", None),
            measure=getattr(module, "measure", None),
            merge=getattr(module, "merge", None),
            conclude=getattr(module, "conclude", None),
            parameters=tuple(getattr(module, "PARAMETERS", ())),
            order=getattr(module, "ORDER", 0),
            default=getattr(module, "DEFAULT", True),
            only_web=getattr(module, "ONLY_WEB", False),
            digest=sha256(source),
        )

    @property
    def summary(self) -> str:
        """The first sentence of what the rule says about itself."""
        return " ".join(self.about.strip().split("\n\n")[0].split())

    @property
    def description(self) -> str:
        """What the rule says about itself, without the examples."""
        return _MARK.split(self.about, maxsplit=1)[0].strip()

    @property
    def examples(self) -> list[Example]:
        """The texts of the docstring, changed ones first as they stand there."""
        pieces = _MARK.split(self.about)[1:]
        found: list[Example] = []
        for mark, literal in zip(pieces[::2], pieces[1::2], strict=True):
            text = ast.literal_eval(f"({literal.strip()})")
            if mark == "To":
                found[-1] = Example(found[-1].text, text)
            else:
                found.append(Example(text, text))
        return found

    def __call__(self, text: str) -> str:
        """What this rule alone makes of a text: for tests and for trying a rule out."""
        named = [(self.name, proposal) for proposal in self.propose(text)]
        return apply(text, settle(text, named))
