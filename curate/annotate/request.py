"""`Request`: what somebody asks to be annotated, in words, before it has a place and an id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from curate.annotate.anchor import Target, find_quotes, mark, mark_raw
from curate.annotate.author import Author, together
from curate.annotate.codebook import Codebook
from curate.annotate.policy import admit
from curate.annotate.record import Annotation, AttributeValue
from curate.annotate.said import Said
from curate.corpus import Cleaned, Document
from curate.errors import CurateError, OverlapError, UsageError
from curate.finding import Finding, Json, Place
from curate.text import Span


@dataclass(frozen=True, slots=True)
class Request:
    """One annotation that is asked for.

    A span has `quote` (several parts make it discontinuous; `nth` chooses among places of the
    first, from 1) or `start` and `end`, in raw text or with `clean` in clean text. A relation has
    `from_id` and `to_id`, ids or keys of requests before it. A document label has `value`, a state
    has `state`. `key` is a name for later requests of the same batch.
    """

    doc: str = ""
    label: str = ""
    quote: tuple[str, ...] = ()
    nth: int | None = None
    start: int | None = None
    end: int | None = None
    clean: bool = False
    from_id: str = ""
    to_id: str = ""
    value: Json = None
    state: str = ""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    note: str = ""
    key: str = ""

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Request:
        """The request of a JSON object, `from` and `to` for the ends of a relation.

        Raises `UsageError` for a field that is unknown or of a wrong type.
        """
        facts = {{"from": "from_id", "to": "to_id"}.get(key, key): record[key] for key in record}
        if unknown := facts.keys() - cls.__dataclass_fields__.keys():
            known = sorted(
                (cls.__dataclass_fields__.keys() - {"from_id", "to_id"}) | {"from", "to"}
            )
            raise UsageError(f"unknown field {min(unknown)!r}; known are {', '.join(known)}")
        if isinstance(facts.get("quote"), str):
            facts["quote"] = (facts["quote"],)
        for name, types in _TYPES.items():
            if name in facts and (type(facts[name]) not in types):
                raise UsageError(f"field {name!r} cannot be {facts[name]!r}")
        attributes = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in facts.get("attributes", {}).items()
        }
        return cls(**{**facts, "quote": tuple(facts.get("quote", ())), "attributes": attributes})


_TYPES: dict[str, tuple[type, ...]] = {
    "doc": (str,),
    "label": (str,),
    "quote": (tuple, list),
    "nth": (int, type(None)),
    "start": (int, type(None)),
    "end": (int, type(None)),
    "clean": (bool,),
    "from_id": (str,),
    "to_id": (str,),
    "state": (str,),
    "attributes": (dict,),
    "note": (str,),
    "key": (str,),
}


@dataclass(frozen=True)
class Desk:
    """What an author has at hand: the texts, what was said before, fresh ids and the time.

    `document` and `cleaned` find a document by its id or the start of it; `known` finds an
    annotation by its id; `said` is what the author says of a document.
    """

    author: Author
    document: Callable[[str], Document]
    cleaned: Callable[[str], Cleaned]
    known: Callable[[str], Annotation]
    said: Callable[[str], Said]
    new_id: Callable[[], str]
    at: str


def fulfil(desk: Desk, request: Request) -> Annotation:
    """The annotation asked for. Raises the errors of whatever makes no sense."""
    made = _make(desk, request)
    _admit(desk, made)
    return made


def _admit(desk: Desk, made: Annotation) -> None:
    codebook = desk.author.codebook
    if made.kind != "state":
        admit(codebook, made, desk.said(made.doc).near(made, codebook))


def _make(desk: Desk, request: Request) -> Annotation:
    author, id, at = desk.author, desk.new_id(), desk.at
    more = {"attributes": request.attributes, "note": request.note}
    if request.from_id or request.to_id:
        start, end = desk.known(request.from_id), desk.known(request.to_id)
        return author.relation(start, end, request.label, id=id, at=at, **more)
    if request.state:
        return _state(desk, desk.document(request.doc), request.state, id)
    if request.value is not None:
        document = desk.document(request.doc)
        return author.document(document, request.label, request.value, id=id, at=at, **more)
    author.codebook.label(request.label, "span")
    document, target = _place(desk, request)
    return author.span(document, target, request.label, id=id, at=at, **more)


def _state(desk: Desk, document: Document, value: str, id: str) -> Annotation:
    """An author has one state for each document; another value is its next revision."""
    states = desk.said(document.id).states
    if not states:
        return desk.author.state(document, value, id=id, at=desk.at)
    if states[-1].value == value:
        raise OverlapError(value, states[-1].id, "is said already, by")
    return desk.author.revise(states[-1], desk.at, value=value, sha256=document.sha256)


def _place(desk: Desk, request: Request) -> tuple[Document, Target]:
    """Where a request is about. Offsets of raw text need no edits."""
    if request.quote:
        cleaned = desk.cleaned(request.doc)
        return cleaned.document, find_quotes(cleaned, request.quote, request.nth)
    if request.clean:
        cleaned = desk.cleaned(request.doc)
        return cleaned.document, mark(cleaned, [_span(request)])
    document = desk.document(request.doc)
    return document, mark_raw(document.raw, _span(request), document.id)


def _span(request: Request) -> Span:
    if request.start is None or request.end is None:
        raise UsageError("Say where: a quote, or a start and an end offset.")
    return Span(request.start, request.end)


def revise(desk: Desk, annotation: Annotation, asked: Mapping[str, Any]) -> Annotation:
    """The next revision of an annotation, with what is asked for: any of label, value, note,
    attributes, and a place by quote or offsets. What is None or empty stays, but for the note.

    Raises `UsageError` when nothing changes, and as `fulfil` does.
    """
    changes: dict[str, Any] = {}
    for name in ("label", "value", "note"):
        if asked.get(name) is not None:
            changes[name] = asked[name]
    if asked.get("attributes"):
        changes["attributes"] = {**annotation.attributes, **asked["attributes"]}
    place = {
        name: asked[name]
        for name in ("quote", "nth", "start", "end", "clean")
        if asked.get(name) is not None
    }
    if place.get("quote") or "start" in place or "end" in place:
        document, target = _place(desk, Request(annotation.doc, **place))
        changes |= {"target": target.fragments, "quote": target.quote, "anchor": None}
        changes["sha256"] = document.sha256
    if not changes:
        raise UsageError("Say what to change: --label, --quote, --attr, --note or --value.")
    revised = desk.author.revise(annotation, desk.at, **changes)
    _admit(desk, revised)
    return revised


def fulfil_all(
    desk: Desk, requests: Iterable[tuple[Place, Mapping[str, Any]]]
) -> tuple[tuple[Annotation, ...], tuple[Finding, ...]]:
    """The annotations of a batch, as one action, and a finding for each request that cannot be
    fulfilled; relations may name requests before them by their keys. A request that names one that
    failed is only counted: the finding of the cause says how many there are.
    """
    made: list[Annotation] = []
    causes: list[_Cause] = []
    keys: dict[str, Annotation] = {}
    failed: dict[str, _Cause] = {}
    said: dict[str, Said] = {}

    def known(id: str) -> Annotation:
        return keys[id] if id in keys else desk.known(id)

    def with_batch(doc: str) -> Said:
        if doc not in said:
            said[doc] = desk.said(doc)
        return said[doc]

    desk_of_batch = replace(desk, known=known, said=with_batch)
    for place, record in requests:
        key = str(record.get("key", ""))
        ends = (str(record.get(name, "")) for name in ("from", "to"))
        cause = next((failed[end] for end in ends if end in failed), None)
        if cause is not None:
            cause.dependent += 1
        else:
            try:
                annotation = fulfil(desk_of_batch, Request.from_json(record))
            except CurateError as error:
                causes.append(cause := _Cause(str(error), place))
        if cause is not None:
            failed |= {key: cause} if key else {}
            continue
        made.append(annotation)
        with_batch(annotation.doc).add(annotation)
        if key:
            keys[key] = annotation
            failed.pop(key, None)
    return together(made), tuple(cause.finding for cause in causes)


@dataclass(slots=True)
class _Cause:
    """Why a request cannot be fulfilled, and how many others hang on its key."""

    message: str
    place: Place
    dependent: int = 0

    @property
    def finding(self) -> Finding:
        others = "request depends" if self.dependent == 1 else "requests depend"
        more = f" ({self.dependent} more {others} on it)" if self.dependent else ""
        return Finding("request", self.message + more, self.place)


def read_values(codebook: Codebook, pairs: Iterable[str]) -> dict[str, AttributeValue]:
    """Attribute values of `name=value` texts, by the attributes' types; a name that takes several
    values may be repeated. Raises `UsageError` for a text without `=`.
    """
    values: dict[str, AttributeValue] = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign:
            raise UsageError(f"--attr wants name=value, got {pair!r}.")
        attribute = codebook.attributes.get(name)
        value: AttributeValue = text
        if attribute and attribute.type == "number":
            value = _number(text)
        elif attribute and attribute.type == "boolean" and text in ("true", "false"):
            value = text == "true"
        if attribute and attribute.multiple:
            before = values.get(name, ())
            value = (*before, text) if isinstance(before, tuple) else (text,)
        values[name] = value
    return values


def _number(text: str) -> AttributeValue:
    try:
        return int(text) if text.lstrip("+-").isdigit() else float(text)
    except ValueError:
        return text
