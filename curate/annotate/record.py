"""`Annotation`: what one person or tool said about a text, as one line of a journal.

A line is a whole revision: the highest `rev` of an `id` is what holds, earlier ones are its
history, and a deletion is a revision with status deleted. All revisions of an annotation stand in
the journal of the one who made it (`by.id`); answering somebody else's proposal makes an annotation
of one's own that names the proposal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

from curate.finding import Json
from curate.text import Span

VERSION = 1
"""Of the record's schema; every line carries it as `v`."""

Kind: TypeAlias = Literal["span", "document", "relation", "decision", "state"]
Status: TypeAlias = Literal["proposed", "accepted", "rejected", "deleted"]
Maker: TypeAlias = Literal["person", "pattern", "model", "import", "curation"]
AnchorState: TypeAlias = Literal["exact", "mapped", "quote", "fuzzy", "orphan"]
AttributeValue: TypeAlias = "str | int | float | bool | tuple[str, ...]"

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 12


def new_id(number: int) -> str:
    """The annotation id of a random number: `a` and 12 base-36 characters (62 bits, so that two
    of a million annotations share one with a chance of one in ten million).

    >>> new_id(35 + 36)
    'a00000000001z'
    """
    digits = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "a" + "".join(reversed(digits))


def id_of(*facts: str) -> str:
    """The annotation id that stands for these facts: the same facts give the same id, so that a
    tool that runs twice proposes nothing twice.
    """
    digest = hashlib.sha256("\0".join(facts).encode("utf-8")).digest()
    return new_id(int.from_bytes(digest[:16], "big"))


class Fragment(NamedTuple):
    """A stretch of raw text: offsets in code points, the end excluded, what stood there, and up to
    32 raw characters on each side.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def span(self) -> Span:
        """Its span. Raises `InvalidSpanError` when the offsets are impossible."""
        return Span(self.start, self.end)


class By(NamedTuple):
    """Who made an annotation: `id` is the journal's name, `tool` and `rule` say by what means,
    `confidence` (0 to 1) how sure a model was.
    """

    id: str
    type: Maker = "person"
    tool: str = ""
    rule: str = ""
    confidence: float | None = None


class Edition(NamedTuple):
    """A codebook as it was when an annotation was made."""

    id: str
    version: str


class Anchor(NamedTuple):
    """How an annotation came to its place when the raw text was replaced by a newer one; the old
    place is kept in `spans`, over the text with digest `sha256`.
    """

    state: AnchorState
    score: float | None = None
    sha256: str = ""
    spans: tuple[tuple[int, int], ...] = ()


class Origin(NamedTuple):
    """Where an imported annotation came from; `extra` holds what has no place in our record."""

    format: str
    file: str = ""
    id: str = ""
    extra: Mapping[str, Json] = {}


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
            record["codebook"] = self.codebook._asdict()
        optional = {
            "label": self.label,
            "target": [_filled(fragment) for fragment in self.target],
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
        record |= {"status": self.status, "by": _filled(self.by), "at": self.at}
        if self.ms is not None:
            record["ms"] = self.ms
        if self.anchor:
            record["anchor"] = _anchor_to_json(self.anchor)
        if self.origin:
            record["origin"] = _filled(self.origin)
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
        doc = record["doc"]
        codebook = record.get("codebook")
        anchor, origin = record.get("anchor"), record.get("origin")
        return cls(
            id=record["id"],
            kind=record["kind"],
            doc=doc["id"],
            sha256=doc["sha256"],
            by=By(**record["by"]),
            at=record["at"],
            rev=record["rev"],
            status=record["status"],
            codebook=Edition(codebook["id"], codebook["version"]) if codebook else None,
            label=record.get("label", ""),
            target=tuple(Fragment(**item) for item in record.get("target", ())),
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
            anchor=_anchor_from_json(anchor) if anchor else None,
            origin=Origin(**origin) if origin else None,
            action=record.get("action", ""),
            undoes=record.get("undoes", ""),
            redoes=record.get("redoes", ""),
        )


def _filled(value: Fragment | By | Origin) -> dict[str, Any]:
    return {name: item for name, item in value._asdict().items() if item not in ("", None, {})}


def _attributes(stored: Mapping[str, Any] | None) -> Mapping[str, AttributeValue]:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in (stored or {}).items()
    }


def _listed(attributes: Mapping[str, AttributeValue]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in attributes.items()
    }


def _anchor_to_json(anchor: Anchor) -> dict[str, Any]:
    record: dict[str, Any] = {"state": anchor.state}
    if anchor.score is not None:
        record["score"] = anchor.score
    if anchor.sha256:
        record["from"] = {"sha256": anchor.sha256, "spans": [list(span) for span in anchor.spans]}
    return record


def _anchor_from_json(record: Mapping[str, Any]) -> Anchor:
    old = record.get("from") or {}
    spans = tuple((start, end) for start, end in old.get("spans", ()))
    return Anchor(record["state"], record.get("score"), old.get("sha256", ""), spans)
