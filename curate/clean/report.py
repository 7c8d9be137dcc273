"""What cleaning did, rule by rule: how often, how many characters, and samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from curate.clean.override import source_of
from curate.corpus import Cleaned
from curate.text import Edit, amount

SAMPLES = 3
SAMPLE_LENGTH = 60
"""Characters: what fits on a line of a terminal, with the count before it."""
SOURCES = 50
"""Sources told of; a crawl has thousands."""
REMEMBERED = 5000
"""Different samples counted for each rule; more would only cost memory."""


@dataclass
class RuleReport:
    """What one rule did. `removed` and `put_in` count characters; an edit that two rules asked for
    counts for both.
    """

    rule: str
    edits: int = 0
    documents: int = 0
    removed: int = 0
    put_in: int = 0
    by_source: Counter[str] = field(default_factory=Counter, repr=False)
    _samples: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)

    def add(self, edit: Edit, source: str) -> None:
        """Count one edit."""
        self.by_source[source] += 1
        self.edits += 1
        self.removed += len(edit.old)
        self.put_in += len(edit.new)
        sample = (_shorten(edit.old), _shorten(edit.new))
        if len(self._samples) < REMEMBERED or sample in self._samples:
            self._samples[sample] += 1

    @property
    def samples(self) -> list[tuple[str, str, int]]:
        """The commonest edits: what stood there, what stands there now, how often."""
        return [(old, new, count) for (old, new), count in self._samples.most_common(SAMPLES)]

    def to_json(self) -> dict[str, Any]:
        """The numbers and the samples."""
        return {
            "rule": self.rule,
            "edits": self.edits,
            "documents": self.documents,
            "removed": self.removed,
            "put_in": self.put_in,
            "by_source": dict(self.by_source.most_common(SOURCES)),
            "samples": [
                {"old": old, "new": new, "count": count} for old, new, count in self.samples
            ],
        }


@dataclass
class SourceReport:
    """What the recipe did to the documents of one source; `raw` and `removed` count characters."""

    source: str
    documents: int = 0
    raw: int = 0
    removed: int = 0

    def add(self, item: Cleaned, removed: int) -> None:
        """Count one document."""
        self.documents += 1
        self.raw += len(item.document.raw)
        self.removed += removed

    def to_json(self) -> dict[str, Any]:
        """The numbers."""
        return {name: getattr(self, name) for name in ("source", "documents", "raw", "removed")}


@dataclass
class Report:
    """What the recipe did to many documents; `raw` and `clean` count characters."""

    documents: int = 0
    changed: int = 0
    raw: int = 0
    clean: int = 0
    rules: dict[str, RuleReport] = field(default_factory=dict)
    losses: list[tuple[float, str]] = field(default_factory=list)
    sources: dict[str, SourceReport] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Cleaned]) -> Report:
        """The report on cleaned documents; reads them once."""
        report = cls()
        for item in documents:
            report.add(item)
        return report

    def add(self, item: Cleaned) -> None:
        """Count one document."""
        shrunk = sum(len(edit.old) - len(edit.new) for edit in item.edits)
        self.documents += 1
        self.changed += bool(item.edits)
        self.raw += len(item.document.raw)
        self.clean += len(item.document.raw) - shrunk
        self.losses.append((shrunk / max(len(item.document.raw), 1), item.document.id))
        if len(self.losses) > 1000:
            self.losses = self.outliers
        name = source_of(item.document)
        source = self.sources.setdefault(name, SourceReport(name))
        source.add(item, shrunk)
        seen = set()
        for edit in item.edits:
            for reason in {reason.rule: reason for reason in edit.reasons}.values():
                rule = self.rules.setdefault(reason.rule, RuleReport(reason.rule))
                rule.add(edit, name)
                rule.documents += reason.rule not in seen
                seen.add(reason.rule)

    @property
    def outliers(self) -> list[tuple[float, str]]:
        """The documents that lost the largest share (0 to 1), largest first; at most ten."""
        return sorted(self.losses, key=lambda loss: (-loss[0], loss[1]))[:10]

    @property
    def by_size(self) -> list[SourceReport]:
        """The sources with most text, largest first."""
        found = sorted(self.sources.values(), key=lambda source: (-source.raw, source.source))
        return found[:SOURCES]

    @property
    def by_weight(self) -> list[RuleReport]:
        """The rules by what they removed, most first."""
        return sorted(self.rules.values(), key=lambda rule: (-rule.removed, rule.rule))

    def to_json(self) -> dict[str, Any]:
        """The whole report."""
        return {
            "documents": self.documents,
            "changed": self.changed,
            "characters": {"raw": self.raw, "clean": self.clean},
            "sources": [source.to_json() for source in self.by_size],
            "rules": [rule.to_json() for rule in self.by_weight],
            "largest_losses": [
                {"document": id, "share": round(share, 4)} for share, id in self.outliers if share
            ],
        }

    def lines(self) -> Iterator[str]:
        """The report for a terminal."""
        share = (self.raw - self.clean) / max(self.raw, 1)
        yield f"{amount(self.documents, 'document')}, {self.changed:,} of them changed;"
        yield f"{amount(self.raw, 'character')} raw, {self.clean:,} clean ({share:.1%} removed)"
        for rule in self.by_weight:
            yield ""
            where = amount(rule.documents, "document")
            yield f"{rule.rule}: {amount(rule.edits, 'edit')} in {where},"
            yield f"  {amount(rule.removed, 'character')} removed, {rule.put_in:,} put in"
            for old, new, count in rule.samples:
                becomes = f" → {new!r}" if new else ""
                yield f"  {count:>6,} × {old!r}{becomes}"


def _shorten(text: str) -> str:
    half = SAMPLE_LENGTH // 2
    return text if len(text) <= SAMPLE_LENGTH else f"{text[:half]}…{text[-half:]}"
