"""Queues: in which order an annotator gets the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from curate.annotate.agreement import LabelledSpan, Reading
from curate.annotate.agreement.comparison import labelled_span, readers
from curate.annotate.agreement.matching import equal_pairs, f1
from curate.annotate.codebook import Codebook
from curate.annotate.journal import ACCEPTED, Journals
from curate.annotate.record import Annotation
from curate.annotate.routing import assigned
from curate.annotate.settings import AnnotateSettings
from curate.corpus import Cleaned

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
        name: tuple(map(labelled_span, _accepted_spans(journals, document, name))) for name in names
    }


def _accepted_spans(journals: Journals, document: str, name: str) -> list[Annotation]:
    return journals.select(document, by=name, kind="span", status=ACCEPTED)


QUEUES: dict[str, Order] = {
    "todo": todo,
    "proposals": proposals,
    "disagreements": disagreements,
}


def uncertain(texts: Iterable[Cleaned], journals: Journals, codebook: Codebook) -> Order:
    """The order of what is not done yet by the doubt of a learner, most of it first: those
    documents teach it most. It is trained on what was accepted in the documents that somebody has
    read; while there are none, the order is as stored. Needs the extra `learn`.
    """
    from curate.annotate.prelabel.learner import Learner
    from curate.annotate.prelabel.lessons import groups, lesson

    waiting, lessons = {}, []
    for cleaned in texts:
        waiting[cleaned.document.id] = cleaned.text
        lessons.append(lesson(cleaned, journals))
    learner = Learner([item for item in lessons if item], groups(codebook))

    def order(journals: Journals, annotator: str, document: str) -> float | None:
        is_open = todo(journals, annotator, document) is not None
        return -learner.doubt(waiting[document]) if is_open else None

    return order


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
