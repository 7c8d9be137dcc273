"""What waits for an answer: proposed spans, and proposals without a place of their own, which are
relations and document labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from curate.annotate.record import Annotation
from curate.annotate.session.state import Session
from curate.errors import RelationError


def proposal(session: Session, id: str) -> Annotation | None:
    """The proposal of that id."""
    return session.proposals.get(id) or session.unplaced.get(id)


def stops(session: Session) -> list[str]:
    """What Tab goes through: the annotations and proposals in the text, then open proposals of
    relations, then of document labels.
    """
    return [*(mark.id for mark in session.marks.items), *unplaced(session)]


def waiting(session: Session) -> list[str]:
    """The proposals that wait for an answer, in the order of Tab."""
    return [*(mark.id for mark in session.marks.items if mark.is_proposal), *unplaced(session)]


def unplaced(session: Session) -> list[str]:
    """The open proposals of relations and document labels."""
    if not session.unplaced:
        return []
    mine = session.mine.values()
    answered = {item.proposal for item in mine if item.status in ("accepted", "rejected")}
    said = {item.says for item in session.said() if item.kind != "span"}
    own = own_spans(session)
    return [
        id
        for id, item in session.unplaced.items()
        if id not in answered and joined(item, own).says not in said
    ]


def own_spans(session: Session) -> dict[str, Annotation]:
    """The annotator's spans by their ids, by those of the proposals they answer, and by those of
    the ends of proposed relations that say the same.
    """
    spans = [item for item in session.said() if item.kind == "span"]
    equal = {item.says: item for item in spans} if session.ends else {}
    own = {id: equal[end.says] for id, end in session.ends.items() if end.says in equal}
    own |= {item.proposal: item for item in spans if item.proposal}
    return own | {item.id: item for item in spans}


def joined(item: Annotation, own: Mapping[str, Annotation]) -> Annotation:
    """A proposed relation between the annotator's own spans, as far as its ends are such; anything
    else as it is.
    """
    if item.kind != "relation":
        return item
    start, end = own.get(item.from_id), own.get(item.to_id)
    return replace(
        item,
        from_id=start.id if start else item.from_id,
        to_id=end.id if end else item.to_id,
    )


def check_ends(session: Session, item: Annotation) -> None:
    """A relation leads from and to spans of the annotator. Raises `RelationError` where it does not
    yet, or where the codebook does not let it.
    """
    if item.kind != "relation":
        return
    ends = []
    for id in (item.from_id, item.to_id):
        end = session.mine.get(id)
        if end is None:
            text = session.ends[id].text if id in session.ends else id
            raise RelationError(item.label, f"accept its end “{' '.join(text.split())}” first")
        ends.append(end)
    session.author.check_ends(ends[0], ends[1], item.label)
