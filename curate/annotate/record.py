"""`Annotation`: what one person or tool said about a text, as one line of a journal.

A line is a whole revision: the highest `rev` of an `id` is what holds, earlier ones are its
history, and a deletion is a revision with status deleted. All revisions of an annotation stand in
the journal of the one who made it (`by.id`); answering somebody else's proposal makes an annotation
of one's own that names the proposal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from curate.annotate.parts import (
    Anchor,
    AnchorState,
    By,
    Edition,
    Fragment,
    Maker,
    Origin,
    check_texts,
    id_of,
    new_id,
)
from curate.finding import Json

__all__ = [
    "Anchor",
    "AnchorState",
    "Annotation",
    "AttributeValue",
    "By",
    "Edition",
    "Fragment",
    "Kind",
    "Maker",
    "Origin",
    "Status",
    "id_of",
    "new_id",
]

VERSION = 1
"""Of the record's schema; every line carries it as `v`."""

Kind: TypeAlias = Literal["span", "document", "relation", "decision", "state"]
Status: TypeAlias = Literal["proposed", "accepted", "rejected", "deleted"]
AttributeValue: TypeAlias = "str | int | float | bool | tuple[str, ...]"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One revision of an annotation; which fields are used follows from `kind`:

    span: label, target, quote, attributes; document: label, value, attributes; relation: label,
    from_id and to_id; decision (adjudication): of, choice, reason; state: value is started,
    finished or skipped, so that "found nothing" differs from "not read".

    `doc` is the document's id and `sha256` its raw text's digest, over which the target counts.
    `quote` is the clean text that was seen, where it differs from the fragments put together.
    `proposal` is the id of the proposal that this accepts or rejects.
    `action`, `undoes` and `redoes` name actions (see `actions`). `at` is ISO 8601 in UTC, `ms` the
    active milliseconds spent.
    """

    id: str
    kind: Kind
    doc: str
    sha256: str
    by: By
    at: str
    rev: int = 1
    status: Status = "accepted"
    codebook: Edition | None = None
    label: str = ""
    target: tuple[Fragment, ...] = ()
    quote: str = ""
    from_id: str = ""
    to_id: str = ""
    value: Json = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    note: str = ""
    proposal: str = ""
    of: tuple[str, ...] = ()
    choice: str | None = None
    reason: str = ""
    ms: int | None = None
    anchor: Anchor | None = None
    origin: Origin | None = None
    action: str = ""
    undoes: str = ""
    redoes: str = ""

    @property
    def name(self) -> str:
        """The name of this revision: id and number, `a00000000001z.2`."""
        return f"{self.id}.{self.rev}"

    @property
    def is_live(self) -> bool:
        """Does it say something that holds or is still proposed?"""
        return self.status in ("accepted", "proposed")

    @property
    def start(self) -> int:
        """Where its target starts in raw text; 0 when it has none."""
        return self.target[0].start if self.target else 0

    @property
    def end(self) -> int:
        """Where its target ends in raw text; 0 when it has none."""
        return self.target[-1].end if self.target else 0

    @property
    def says(self) -> tuple[object, ...]:
        """What it says of which place: equal for annotations that say the same, whoever made
        them and with whatever attributes.
        """
        spans = tuple((part.start, part.end) for part in self.target)
        return self.kind, self.doc, self.label, spans, self.from_id, self.to_id, self.value

    @property
    def text(self) -> str:
        """What was marked, as it was seen."""
        return self.quote or "".join(fragment.exact for fragment in self.target)

    def to_json(self) -> dict[str, Any]:
        """The journal line, without what is empty."""
        record: dict[str, Any] = {
            "v": VERSION,
            "id": self.id,
            "rev": self.rev,
            "kind": self.kind,
            "doc": {"id": self.doc, "sha256": self.sha256},
        }
        if self.codebook:
            record["codebook"] = self.codebook.to_json()
        optional = {
            "label": self.label,
            "target": [fragment.to_json() for fragment in self.target],
            "quote": self.quote,
            "from": self.from_id,
            "to": self.to_id,
            "value": self.value,
            "attributes": _listed(self.attributes),
            "note": self.note,
            "proposal": self.proposal,
            "of": list(self.of),
        }
        record |= {
            name: value for name, value in optional.items() if value not in ("", None, [], {})
        }
        if self.kind == "decision":
            record["choice"] = self.choice
        if self.reason:
            record["reason"] = self.reason
        record |= {"status": self.status, "by": self.by.to_json(), "at": self.at}
        if self.ms is not None:
            record["ms"] = self.ms
        if self.anchor:
            record["anchor"] = self.anchor.to_json()
        if self.origin:
            record["origin"] = self.origin.to_json()
        for name in ("action", "undoes", "redoes"):
            if getattr(self, name):
                record[name] = getattr(self, name)
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Annotation:
        """The annotation of a journal line.

        Raises `KeyError`, `TypeError` or `ValueError` for a line that is none; whether its fields
        make sense is for the schema and for `check` to say.
        """
        check_texts(*map(record.__getitem__, record.keys() & _TEXTS))
        check_texts(*record.get("of", ()))
        if type(record["rev"]) is not int:
            raise TypeError(f"rev is {record['rev']!r}, not a number")
        if isinstance(record.get("value"), (list, dict)):
            raise TypeError(f"value is {record['value']!r}")
        doc = record["doc"]
        check_texts(doc["id"], doc["sha256"])
        codebook = record.get("codebook")
        anchor, origin = record.get("anchor"), record.get("origin")
        return cls(
            id=record["id"],
            kind=record["kind"],
            doc=doc["id"],
            sha256=doc["sha256"],
            by=By.from_json(record["by"]),
            at=record["at"],
            rev=record["rev"],
            status=record["status"],
            codebook=Edition.from_json(codebook) if codebook else None,
            label=record.get("label", ""),
            target=tuple(Fragment.from_json(item) for item in record.get("target", ())),
            quote=record.get("quote", ""),
            from_id=record.get("from", ""),
            to_id=record.get("to", ""),
            value=record.get("value"),
            attributes=_attributes(record.get("attributes")),
            note=record.get("note", ""),
            proposal=record.get("proposal", ""),
            of=tuple(record.get("of", ())),
            choice=record.get("choice"),
            reason=record.get("reason", ""),
            ms=record.get("ms"),
            anchor=Anchor.from_json(anchor) if anchor else None,
            origin=Origin.from_json(origin) if origin else None,
            action=record.get("action", ""),
            undoes=record.get("undoes", ""),
            redoes=record.get("redoes", ""),
        )


_TEXTS = frozenset(
    (
        *("id", "kind", "at", "status", "label", "quote", "from", "to", "note", "reason"),
        *("proposal", "action", "undoes", "redoes"),
    )
)


def _attributes(stored: Mapping[str, Any] | None) -> Mapping[str, AttributeValue]:
    attributes = {}
    for name, value in (stored or {}).items():
        if isinstance(value, list):
            check_texts(*value)
        attributes[name] = tuple(value) if isinstance(value, list) else value
    return attributes


def _listed(attributes: Mapping[str, AttributeValue]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in attributes.items()
    }
