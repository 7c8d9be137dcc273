"""Progress: how much has been annotated, by label, annotator and document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from curate.annotate.journal import Journals
from curate.annotate.pace import spans_a_minute


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of accepted annotations (spans, relations, document labels) by label, annotator and
    document; `finished` counts the documents each annotator has finished, `pending` the
    proposals by label that nobody has answered; `pace` is in spans a minute, by annotator.
    """

    label: Counter[str] = field(default_factory=Counter)
    annotator: Counter[str] = field(default_factory=Counter)
    document: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    pending: Counter[str] = field(default_factory=Counter)
    pace: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, dict[str, int] | dict[str, float]]:
        """The counts by name, most frequent first."""
        return {
            "label": dict(self.label.most_common()),
            "annotator": dict(self.annotator.most_common()),
            "document": dict(self.document.most_common()),
            "finished documents": dict(self.finished.most_common()),
            "pending proposals": dict(self.pending.most_common()),
            "spans a minute": self.pace,
        }


def progress(journals: Journals) -> Progress:
    """The counts of all journals."""
    counts = Progress(pace=spans_a_minute(journals))
    live = journals.select()
    answered = {
        item.proposal for item in journals.select(status=("accepted", "rejected")) if item.proposal
    }
    for item in live:
        if item.kind == "state":
            counts.finished[item.by.id] += item.value == "finished"
        elif item.kind == "decision":
            continue
        elif item.status == "accepted":
            counts.label[item.label] += 1
            counts.annotator[item.by.id] += 1
            counts.document[item.doc] += 1
        elif item.id not in answered:
            counts.pending[item.label] += 1
    return counts
