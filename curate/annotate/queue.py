"""Queues: in which order an annotator gets the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from curate.annotate.agreement import LabelledSpan, Reading
from curate.annotate.agreement.comparison import ACCEPTED, labelled_span, readers
from curate.annotate.agreement.matching import equal_pairs, f1
from curate.annotate.journal import Journals
from curate.annotate.routing import assigned
from curate.annotate.settings import AnnotateSettings

DONE = ("finished", "skipped")

Order = Callable[[Journals, str, str], float | None]
"""From journals, annotator and document: the place in a queue, lowest first; None to leave out."""


def is_done(journals: Journals, annotator: str, document: str) -> bool:
    """Did the annotator finish or skip the document?"""
    states = journals.select(document, by=annotator, kind="state", status=ACCEPTED)
    return any(state.value in DONE for state in states)


def todo(journals: Journals, annotator: str, document: str) -> float | None:
    """What is not done yet, in stored order."""
    return None if is_done(journals, annotator, document) else 0


def proposals(journals: Journals, annotator: str, document: str) -> float | None:
    """What has unanswered proposals, most of them first."""
    return -len(journals.pending(annotator, document)) or None


def disagreements(journals: Journals, annotator: str, document: str) -> float | None:
    """What two or more have read and marked differently, the least agreement first."""
    names = readers(journals, document)
    if len(names) < 2:
        return None
    score = f1(equal_pairs).of([Reading(document, 0, _spans(journals, document, names))])
    return None if score.value is None or score.value == 1 else score.value


def _spans(
    journals: Journals, document: str, names: Iterable[str]
) -> dict[str, tuple[LabelledSpan, ...]]:
    return {
        name: tuple(
            labelled_span(item)
            for item in journals.select(document, by=name, kind="span", status=ACCEPTED)
        )
        for name in names
    }


QUEUES: dict[str, Order] = {
    "todo": todo,
    "proposals": proposals,
    "disagreements": disagreements,
}


def queue(
    documents: Iterable[str],
    journals: Journals,
    annotator: str,
    settings: AnnotateSettings,
    order: Order = todo,
) -> Sequence[str]:
    """The documents that are the annotator's to read, in the order of a queue; equal ones as they
    are stored.
    """
    places = [
        (place, document)
        for document in documents
        if assigned(document, annotator, settings)
        and (place := order(journals, annotator, document)) is not None
    ]
    return [document for _, document in sorted(places, key=lambda pair: pair[0])]
