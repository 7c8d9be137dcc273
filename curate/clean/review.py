"""Review: which removals a curator should look at, and what the answers mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from curate.clean.override import Override, Overrides, source_of
from curate.corpus import Cleaned
from curate.text import Edit

Answer: TypeAlias = Literal["y", "n", "a", "A"]

PROSE_WORDS = 8
"""Words from which a removed line reads like a sentence of the text."""
AROUND = 160
"""Characters of raw text shown before and after a removal."""


class Doubt(NamedTuple):
    """A removal to be looked at: its document, the edit, and the raw text around it."""

    cleaned: Cleaned
    edit: Edit
    before: str
    after: str

    def override(self, answer: Answer, by: str, at: str) -> Override:
        """What an answer says: y keep this, n remove this, a this rule is right for this source, A
        this rule is wrong for this source.
        """
        document, span, rule = self.cleaned.document, self.edit.span, self.edit.reasons[0].rule
        verdict: Literal["keep", "remove"] = "keep" if answer in "yA" else "remove"
        if answer in "aA":
            return Override(verdict, rule, by, at, source=source_of(document))
        return Override(verdict, rule, by, at, document.id, span.start, span.end, self.edit.old)


def doubts(
    documents: Iterable[Cleaned], overrides: Overrides, rule: str | None = None
) -> Iterator[Doubt]:
    """The removals that read like text and that nobody has decided; all of one rule if named."""
    for item in documents:
        for edit in item.edits:
            asked = rule in (reason.rule for reason in edit.reasons) if rule else _is_prose(edit)
            if asked and edit.is_removal and not overrides.decided(item.document, edit):
                raw, span = item.document.raw, edit.span
                before = raw[max(0, span.start - AROUND) : span.start]
                yield Doubt(item, edit, before, raw[span.end : span.end + AROUND])


def _is_prose(edit: Edit) -> bool:
    return any(
        len(line.split()) >= PROSE_WORDS and line.rstrip().endswith((".", "!", "?", "”", '"'))
        for line in edit.old.splitlines()
    )
