"""Opening: a session at a document, from what the journals say."""

from __future__ import annotations

from curate.annotate.actions import history
from curate.annotate.author import Author
from curate.annotate.journal import PROPOSED, Journals
from curate.annotate.record import Annotation
from curate.annotate.session.marks import Mark, Marks, is_here
from curate.annotate.session.page import Page
from curate.annotate.session.state import Session
from curate.corpus import Cleaned
from curate.text import amount


def open_session(cleaned: Cleaned, author: Author, journals: Journals, seed: str) -> Session:
    """The session of an annotator at a document: with what the annotator said so far, all open
    proposals, and the whole history to undo. `seed` is random and new each time.
    """
    doc, name = cleaned.document.id, author.by.id
    page = Page(cleaned)
    lines = [line.annotation for line in journals.lines.get(name, ())]
    own = {item.id: item for item in lines if item.doc == doc}
    answered = journals.answers(name, doc)
    pending = {item.id for item in journals.pending(name, doc)}
    proposed = [item for item in journals.select(doc, status=PROPOSED) if is_here(item, cleaned)]
    known = [item for item in proposed if item.id in pending or item.id in answered]
    proposals = {item.id: item for item in known if item.kind == "span"}
    unplaced, ends = _unplaced(known, proposed)
    accepted = [item for item in own.values() if item.kind == "span" and item.status == "accepted"]
    here = [item for item in accepted if is_here(item, cleaned)]
    waiting = [item for id, item in proposals.items() if id in pending]
    marks = [Mark.of(page, author.codebook, item) for item in (*here, *waiting)]
    lost = len(accepted) - len(here)
    return Session(
        page=page,
        author=author,
        seed=seed,
        mine=own,
        proposals=proposals,
        unplaced=unplaced,
        ends=ends,
        past=history(lines),
        marks=Marks.on(page, [mark for mark in marks if mark is not None]),
        message=f"{amount(lost, 'annotation')} of another text of this document: curate reanchor"
        if lost
        else "",
    )


def _unplaced(
    known: list[Annotation], proposed: list[Annotation]
) -> tuple[dict[str, Annotation], dict[str, Annotation]]:
    """The proposed relations, by where they start, then document labels; and what they join."""
    relations = [item for item in known if item.kind == "relation"]
    labels = [item for item in known if item.kind == "document"]
    joined = {id for item in relations for id in (item.from_id, item.to_id)}
    ends = {item.id: item for item in proposed if item.id in joined}
    relations.sort(key=lambda item: ends[item.from_id].start if item.from_id in ends else 0)
    return {item.id: item for item in (*relations, *labels)}, ends
