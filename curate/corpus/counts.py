"""Counts over the corpus: how much there is, of what, and what cleaning took away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from curate.corpus.cleaned import Cleaned

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Counts:
    """Documents, characters and words (runs of letters and digits, in clean text); by publisher,
    year and source type how many documents; by rule how many edits and how many raw characters
    they took.
    """

    documents: int = 0
    raw_characters: int = 0
    clean_characters: int = 0
    words: int = 0
    publishers: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    source_types: Counter[str] = field(default_factory=Counter)
    edits: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> dict[str, Any]:
        """All counts; tables as objects, most frequent first."""
        names = self.__dataclass_fields__
        values = {name: getattr(self, name) for name in names}
        return {
            name: dict(value.most_common()) if isinstance(value, Counter) else value
            for name, value in values.items()
        }


def count(corpus: Iterable[Cleaned]) -> Counts:
    """The counts of a corpus, in one pass."""
    counts = Counts()
    for cleaned in corpus:
        meta = cleaned.document.meta
        counts.documents += 1
        counts.raw_characters += len(cleaned.document.raw)
        counts.clean_characters += len(cleaned.text)
        counts.words += sum(1 for _ in _WORD.finditer(cleaned.text))
        counts.publishers[meta.publisher or "unknown"] += 1
        counts.years[meta.date[:4] or "unknown"] += 1
        counts.source_types[meta.source_type or "unknown"] += 1
        for edit in cleaned.edits:
            for rule in {reason.rule for reason in edit.reasons}:
                counts.edits[rule] += 1
                counts.removed[rule] += max(0, len(edit.old) - len(edit.new))
    return counts
