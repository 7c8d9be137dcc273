"""Answers: what an annotator makes of proposals, one by one or in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from curate.annotate.author import Author, together
from curate.annotate.journal import Journals, under
from curate.annotate.record import Annotation, Status
from curate.errors import UsageError


def chosen(
    journals: Journals,
    by: str,
    ids: Iterable[str] = (),
    label: str | None = None,
    source: str | None = None,
    doc: str | None = None,
) -> list[Annotation]:
    """The proposals with these ids, or the unanswered ones with a label or from a source.

    Raises `UsageError` when nothing says which, and where an id is of no proposal.
    """
    named = [journals.find(id) for id in ids]
    for item in named:
        if item.status != "proposed":
            raise UsageError(f"{item.id} is {item.status}, not proposed.")
    if named:
        return named
    if not (label or source or doc):
        raise UsageError("Say which proposals: ids, --label, --source or --doc.")
    return [
        item
        for item in journals.pending(by, doc)
        if (label is None or under(item.label, label)) and source in (None, item.by.id)
    ]


def answers(
    author: Author,
    proposals: Sequence[Annotation],
    journals: Journals,
    status: Status,
    new_id: Callable[[], str],
    at: str,
) -> tuple[Annotation, ...]:
    """The author's answers to proposals, as one action. A relation is answered after the spans it
    joins, and joins the author's own where those were proposals.
    """
    known = journals.answers(author.by.id)
    own = {id: item.id for id, item in known.items() if item.status == "accepted"}
    made = []
    for proposal in sorted(proposals, key=lambda item: item.kind == "relation"):
        ends = {
            "from_id": own.get(proposal.from_id, proposal.from_id),
            "to_id": own.get(proposal.to_id, proposal.to_id),
        }
        answer = author.answer(proposal, status, id=new_id(), at=at, **ends)
        own[proposal.id] = answer.id
        made.append(answer)
    return together(made)
