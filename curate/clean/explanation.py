"""Why a character of raw text is, or is not, in the clean text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Literal

from curate.corpus import Cleaned
from curate.errors import UsageError
from curate.text import Edit, Span

AROUND = 40
"""Characters of the text shown before and after the place asked about."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one stretch of raw text: `edit` is None where it was kept."""

    span: Span
    old: str
    edit: Edit | None
    before: str
    after: str

    @property
    def fate(self) -> Literal["kept", "removed", "repaired"]:
        """One word for it."""
        if self.edit is None:
            return "kept"
        return "removed" if self.edit.is_removal else "repaired"

    def to_json(self) -> dict[str, Any]:
        """Raw offsets, what stood there, what stands there now, and why."""
        return {
            "fate": self.fate,
            "start": self.span.start,
            "end": self.span.end,
            "old": self.old,
            "new": self.edit.new if self.edit else self.old,
            "reasons": [reason._asdict() for reason in self.edit.reasons] if self.edit else [],
        }


def explain(cleaned: Cleaned, offset: int) -> Explanation:
    """What became of the raw character at an offset. Raises `UsageError` past the text's end.

    A kept character is explained with all kept characters around it, edit to edit.
    """
    raw, edits = cleaned.document.raw, cleaned.edits
    if not 0 <= offset < len(raw):
        raise UsageError(
            f"Document {cleaned.document.id!r} has the offsets 0 to {len(raw) - 1}, not {offset}."
        )
    place = bisect_right([edit.span.start for edit in edits], offset) - 1
    if place >= 0 and offset < edits[place].span.end:
        return of_edit(cleaned, edits[place])
    start = edits[place].span.end if place >= 0 else 0
    end = edits[place + 1].span.start if place + 1 < len(edits) else len(raw)
    span = Span(max(start, offset - AROUND), min(end, offset + AROUND))
    return Explanation(span, span.of(raw), None, "", "")


def of_edit(cleaned: Cleaned, edit: Edit) -> Explanation:
    """The explanation of one edit, with some raw text around it."""
    raw, span = cleaned.document.raw, edit.span
    before = raw[max(0, span.start - AROUND) : span.start]
    return Explanation(span, edit.old, edit, before, raw[span.end : span.end + AROUND])


def of_rule(cleaned: Cleaned, rule: str | None) -> list[Explanation]:
    """The explanations of all edits, or of those a rule asked for, in text order."""
    return [
        of_edit(cleaned, edit)
        for edit in cleaned.edits
        if rule is None or any(reason.rule == rule for reason in edit.reasons)
    ]
