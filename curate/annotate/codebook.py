"""`Codebook`: the labels with what they mean, when to use them and when not.

Stored as one JSON file, `schema/codebook.<id>.json`, that people read and edit. Labels of spans, of
relations and of documents stand in one list; a label such as `claim.barrier` belongs to the family
`claim`, whether or not `claim` is a label itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias

from curate.annotate.record import AttributeValue, Edition
from curate.errors import UnknownLabelError

LabelKind: TypeAlias = Literal["span", "relation", "document"]
Overlap: TypeAlias = Literal["free", "nest", "forbid"]
"""What a span may do with others of its group: overlap freely, only lie inside one another, or
share no character.
"""


FIRST = ("id", "kind", "name", "key")
"""Fields of a label that stand first in a file, where a reader looks for them."""


class Example(NamedTuple):
    """A text that was given the label; `doc` is the id of its document, or the start of the id."""

    text: str
    doc: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something more that is said about an annotation, with the values it can have."""

    id: str
    type: Literal["enum", "text", "number", "boolean"] = "enum"
    values: tuple[str, ...] = ()
    multiple: bool = False
    default: AttributeValue | None = None
    required: bool = False
    definition: str = ""

    def problem(self, value: object) -> str:
        """What is wrong with a value, in a phrase; empty when nothing is."""
        if self.multiple:
            if not isinstance(value, (list, tuple)):
                return "expected a list"
            return next(filter(None, map(self._problem_of_one, value)), "")
        return self._problem_of_one(value)

    def _problem_of_one(self, value: object) -> str:
        if self.type == "enum" and value not in self.values:
            near = get_close_matches(str(value), self.values, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(self.values)}"
            return f"{value!r} is not one of its values; {hint}"
        if self.type == "boolean" and not isinstance(value, bool):
            return f"{value!r} is neither true nor false"
        if self.type == "number" and (
            isinstance(value, bool) or not isinstance(value, (int, float))
        ):
            return f"{value!r} is not a number"
        if self.type == "text" and not isinstance(value, str):
            return f"{value!r} is not a text"
        return ""


@dataclass(frozen=True, slots=True)
class Label:
    """A name for what is marked, with its meaning.

    A span label has `overlap`, `unit` (what a span should cover, such as clause) and `attributes`;
    a relation has `domain` and `range` (labels or families its ends may have) and `acyclic`; a
    document label has `values`, `exclusive` (one value, or several annotations), `required`, and
    `scale`, by which agreement measures distance. `key` is the one key that gives the label.
    """

    id: str
    kind: LabelKind = "span"
    name: str = ""
    definition: str = ""
    key: str = ""
    group: str = ""
    parent: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    attributes: tuple[str, ...] = ()
    unit: str = ""
    overlap: Overlap = "free"
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    acyclic: bool = False
    values: tuple[str, ...] = ()
    exclusive: bool = True
    required: bool = False
    scale: Literal["nominal", "ordinal", "interval"] = "nominal"

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.name or self.id


class Change(NamedTuple):
    """What a version changed: `old` labels became `new` ones, and why.

    rename and merge keep the meaning, so annotations follow by themselves; split, edit and remove
    need a person to look again; add needs nothing.
    """

    version: str
    type: Literal["add", "edit", "rename", "merge", "split", "remove"]
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    note: str = ""


class Rule(NamedTuple):
    """A rule of the house, in words, that annotators agree to follow."""

    id: str
    rule: str


@dataclass(frozen=True)
class Codebook:
    """The labels of a project, in the order people see them."""

    id: str
    version: str = "1.0.0"
    language: str = ""
    title: str = ""
    licence: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    labels: tuple[Label, ...] = ()
    changes: tuple[Change, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def edition(self) -> Edition:
        """Id and version, as an annotation names them."""
        return Edition(self.id, self.version)

    @cached_property
    def _by_id(self) -> dict[str, Label]:
        return {label.id: label for label in self.labels}

    def label(self, id: str, kind: LabelKind | None = None) -> Label:
        """The label of that id. Raises `UnknownLabelError`, with the nearest one."""
        label = self._by_id.get(id)
        if label is None or kind not in (None, label.kind):
            known = [item.id for item in self.of_kind(kind)] if kind else list(self._by_id)
            near = get_close_matches(id, known, n=1, cutoff=0.4) or [
                name for name in known if id and name.endswith("." + id)
            ]
            raise UnknownLabelError(id, kind or "", near[0] if near else "", tuple(known))
        return label

    def has(self, id: str) -> bool:
        """Is there a label of that id?"""
        return id in self._by_id

    def of_kind(self, kind: LabelKind) -> tuple[Label, ...]:
        """The labels of one kind, in order."""
        return tuple(label for label in self.labels if label.kind == kind)

    def parent_of(self, id: str) -> str:
        """The family or label above, by its `parent` or its dotted id; empty at the top."""
        label = self._by_id.get(id)
        return (label.parent if label else "") or id.rpartition(".")[0]

    def covers(self, family: str, id: str) -> bool:
        """Is the label that one, or under it? `claim` covers `claim.barrier`."""
        seen: set[str] = set()
        while id and id not in seen:
            if id == family:
                return True
            seen.add(id)
            id = self.parent_of(id)
        return False

    def allows(self, relation: str, from_label: str, to_label: str) -> bool:
        """May the relation lead from a label to a label? An empty domain or range takes any."""
        label = self.label(relation, "relation")

        def fits(families: tuple[str, ...], id: str) -> bool:
            return not families or any(self.covers(family, id) for family in families)

        return fits(label.domain, from_label) and fits(label.range, to_label)

    def relations_between(self, from_label: str, to_label: str) -> tuple[Label, ...]:
        """The relations that may lead from a label to a label, in order."""
        relations = self.of_kind("relation")
        return tuple(item for item in relations if self.allows(item.id, from_label, to_label))

    def defaults(self, label: str) -> dict[str, AttributeValue]:
        """The attribute values that a new annotation with this label starts with."""
        attributes = (self.attributes.get(id) for id in self.label(label).attributes)
        return {item.id: item.default for item in attributes if item and item.default is not None}

    def share_policy(self, one: str, other: str) -> Overlap:
        """What spans with these labels may do with each other: the stricter of their policies
        when they stand in the same group, or are the same; otherwise anything.
        """
        first, second = self._by_id.get(one), self._by_id.get(other)
        if first is None or second is None or (one != other and first.group != second.group):
            return "free"
        if one != other and not first.group:
            return "free"
        order: tuple[Overlap, ...] = ("free", "nest", "forbid")
        return max(first.overlap, second.overlap, key=order.index)

    def to_json(self) -> dict[str, Any]:
        """The stored form, without what is as by default."""
        record: dict[str, Any] = {"id": self.id, "version": self.version}
        facts = {"language": self.language, "title": self.title, "licence": self.licence}
        record |= {name: value for name, value in facts.items() if value}
        record["attributes"] = {
            id: _trimmed(attribute, Attribute(id), skip=("id",), keep=("type",))
            for id, attribute in self.attributes.items()
        }
        record["labels"] = [
            _trimmed(label, Label(label.id), keep=("kind",)) for label in self.labels
        ]
        if self.rules:
            record["rules"] = [rule._asdict() for rule in self.rules]
        if self.changes:
            record["changes"] = [
                {name: value for name, value in change._asdict().items() if value}
                for change in self.changes
            ]
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Codebook:
        """The codebook of a stored form.

        Raises `KeyError` or `TypeError` where it is none; what makes no sense is for `lint`.
        """
        attributes = record.get("attributes", {})
        facts = {
            name: record[name]
            for name in ("id", "version", "title", "language", "licence")
            if name in record
        }
        return cls(
            **facts,
            attributes={id: _attribute(id, item) for id, item in attributes.items()},
            labels=tuple(_label(item) for item in record["labels"]),
            changes=tuple(Change(**_tupled(item)) for item in record.get("changes", ())),
            rules=tuple(Rule(**item) for item in record.get("rules", ())),
        )


def _attribute(id: str, record: Mapping[str, Any]) -> Attribute:
    return Attribute(id, **_tupled(record))


def _label(record: Mapping[str, Any]) -> Label:
    examples = tuple(Example(**item) for item in record.get("examples", ()))
    return Label(**{**_tupled(record), "examples": examples})


def _tupled(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in record.items()
    }


def _trimmed(
    item: Label | Attribute,
    plain: Label | Attribute,
    skip: Iterable[str] = (),
    keep: Iterable[str] = (),
) -> dict[str, Any]:
    """The fields that differ from those of a plain one, and those to keep."""
    usual = asdict(plain)
    record = {
        name: value
        for name, value in sorted(asdict(item).items(), key=lambda fact: fact[0] not in FIRST)
        if name not in skip and (name in keep or name == "id" or value != usual[name])
    }
    if isinstance(item, Label) and item.examples:
        record["examples"] = [
            {name: value for name, value in example._asdict().items() if value}
            for example in item.examples
        ]
    return record
