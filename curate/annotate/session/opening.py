"""Opening: a session at a document, from what the journals say."""

from __future__ import annotations

from curate.annotate.actions import history
from curate.annotate.author import Author
from curate.annotate.journal import PROPOSED, Journals
from curate.annotate.session.marks import Mark, Marks
from curate.annotate.session.page import Page
from curate.annotate.session.state import Session
from curate.corpus import Cleaned


def open_session(cleaned: Cleaned, author: Author, journals: Journals, seed: str) -> Session:
    """The session of an annotator at a document: with what the annotator said so far, all open
    proposals, and the whole history to undo. `seed` is random and new each time.
    """
    doc, name = cleaned.document.id, author.by.id
    page = Page(cleaned)
    lines = [line.annotation for line in journals.lines.get(name, ())]
    own = {}
    for item in lines:
        if item.doc == doc:
            own[item.id] = item
    proposals = {item.id: item for item in journals.pending(name, doc) if item.kind == "span"}
    answered = journals.answers(name, doc)
    proposed = {
        item.id: item
        for item in journals.select(doc, status=PROPOSED)
        if item.id in answered and item.kind == "span"
    }
    live = [item for item in own.values() if item.kind == "span" and item.status == "accepted"]
    marks = [Mark.of(page, author.codebook, item) for item in (*live, *proposals.values())]
    return Session(
        page=page,
        author=author,
        seed=seed,
        mine=own,
        proposals={**proposed, **proposals},
        past=history(lines),
        marks=Marks.on(page, [mark for mark in marks if mark is not None]),
    )
