"""Answers: what an annotator makes of proposals, one by one or in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from curate.annotate.author import Author, together
from curate.annotate.journal import Journals, under
from curate.annotate.policy import admit
from curate.annotate.record import Annotation, Status
from curate.annotate.said import Said
from curate.errors import CurateError, RelationError, UsageError
from curate.finding import Finding, Place


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
) -> tuple[tuple[Annotation, ...], tuple[Finding, ...]]:
    """The author's answers to proposals, as one action, and a finding for each proposal that
    cannot be accepted beside what the author said.

    A relation is answered after the spans it joins, and joins the author's own where those were
    proposals.
    """
    known = journals.answers(author.by.id)
    own = {id: item.id for id, item in known.items() if item.status == "accepted"}
    beside: dict[str, Said] = {}
    made: list[Annotation] = []
    findings = []
    for proposal in sorted(proposals, key=lambda item: item.kind == "relation"):
        ends = {
            "from_id": own.get(proposal.from_id, proposal.from_id),
            "to_id": own.get(proposal.to_id, proposal.to_id),
        }
        answer = author.answer(proposal, status, id=new_id(), at=at, **ends)
        if answer.doc not in beside:
            beside[answer.doc] = Said(journals.select(answer.doc, by=author.by.id))
        if status == "accepted":
            try:
                _check_ends(author, answer, journals, made)
                admit(author.codebook, answer, beside[answer.doc].near(answer, author.codebook))
            except CurateError as error:
                place = Place(document=answer.doc, offset=answer.start)
                findings.append(Finding("proposal", f"{proposal.id}: {error}", place))
                continue
            beside[answer.doc].add(answer)
        own[proposal.id] = answer.id
        made.append(answer)
    return together(made), tuple(findings)


def _check_ends(
    author: Author, answer: Annotation, journals: Journals, made: Iterable[Annotation]
) -> None:
    """An accepted relation joins spans of the author, of before or made with it. Raises
    `RelationError`.
    """
    if answer.kind != "relation":
        return
    known = {item.id: item for item in made}
    ends = []
    for id in (answer.from_id, answer.to_id):
        end = known.get(id) or journals.current.get(id)
        if end is None or end.by.id != author.by.id:
            raise RelationError(answer.label, f"accept its end {id} first")
        ends.append(end)
    author.check_ends(ends[0], ends[1], answer.label)
