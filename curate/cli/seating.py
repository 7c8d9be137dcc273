"""Seating: an annotator gets the documents of a queue and a session at each of them."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec

from curate.annotate import AnnotateSettings, Journals, journal
from curate.annotate.agreement import Text, readings
from curate.annotate.agreement.matching import equal_pairs, f1
from curate.annotate.queue import QUEUES, Order, queue, uncertain
from curate.annotate.session import Session, Sitting, open_session
from curate.cli import output
from curate.cli.annotating import Workplace
from curate.cli.steps import bring_edits
from curate.corpus import Project, cleaned
from curate.errors import MissingExtraError


def seated(project: Project, name: str, doc: str, order: str) -> Sitting | None:
    """The sitting of an annotator, at `doc` first; None when the queue is empty.

    Raises `UnknownDocumentError`, `CodebookError`, `AnnotatorNameError` and `MissingExtraError`.
    """
    place = Workplace.of(project, name)
    author, log = place.author, place.journal
    bring_edits(project)
    output.report(place.journals.findings)
    first = project.document(doc).id if doc else ""
    documents = queue(
        [document.id for document in project.documents()],
        place.journals,
        author.by.id,
        project.table(AnnotateSettings, "annotate"),
        _order(order, place),
    )
    if not first and not documents:
        return None

    def open_at(id: str) -> Session:
        said = _said_of(place, id)
        return open_session(cleaned.find(project, id), author, said, secrets.token_hex(16))

    remark = _agreement(place)
    return Sitting(documents, log, open_at, lambda: datetime.now(UTC), first, remark)


def _said_of(place: Workplace, doc: str) -> Journals:
    """What everybody said of one document, and the annotator of all: to undo what was done last,
    wherever that was.
    """
    said = journal.read(place.project.annotations_folder, doc)
    own = journal.read_file(place.journal.path)
    lines = tuple(item for item in own if isinstance(item, journal.Line))
    return replace(said, lines={**said.lines, place.by.id: lines})


def _agreement(place: Workplace) -> str:
    """How far the annotator agreed with the others so far, where they read the same."""
    name = place.by.id
    texts = (
        Text(document, 0) for document in {item.doc for item in place.journals.select(by=name)}
    )
    shared = [item for item in readings(place.journals, texts) if name in item.spans]
    score = f1(equal_pairs).of(shared)
    return "" if score.value is None else f"agreement F1 {score.value:.2f}"


def _order(name: str, place: Workplace) -> Order:
    if name != "uncertain":
        return QUEUES[name]
    if find_spec("sklearn") is None:
        raise MissingExtraError("learn", "the queue by doubt of a learner")
    return uncertain(cleaned.read(place.project), place.journals, place.codebook)


def has_screen() -> bool:
    """Can the terminal show a screen? Raises `MissingExtraError` when it could, but the library is
    not installed.
    """
    if os.environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    if find_spec("textual") is None:
        raise MissingExtraError("screen", "the full-screen annotator", "or use --plain")
    return True
