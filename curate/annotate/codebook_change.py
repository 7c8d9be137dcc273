"""Changing a codebook: every change makes a new version and says which labels it touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Literal, NamedTuple

from curate.annotate.codebook import Change, Codebook, Label
from curate.errors import LabelTakenError

Part = Literal["major", "minor", "patch"]

WORDING = frozenset({"name", "key", "group", "examples", "unit"})
"""Fields of a label that say nothing new about where it applies: a change of them asks nobody to
look again.
"""


class Difference(NamedTuple):
    """One label (or `@name` for an attribute) that two codebooks have differently; `fields` are
    those that differ.
    """

    type: Literal["add", "edit", "remove"]
    label: str
    fields: tuple[str, ...] = ()

    @property
    def needs_look(self) -> bool:
        """Must annotations with the label be looked at again?"""
        return self.type == "remove" or bool(set(self.fields) - WORDING)


def diff(old: Codebook, new: Codebook) -> tuple[Difference, ...]:
    """What became of the labels and attributes of the old codebook, in the new one's order."""
    before = {label.id: label for label in old.labels}
    found = []
    for label in new.labels:
        if label.id not in before:
            found.append(Difference("add", label.id))
        elif changed := _fields(before[label.id], label):
            found.append(Difference("edit", label.id, changed))
    found += [Difference("remove", id) for id in before if not new.has(id)]
    for id, attribute in new.attributes.items():
        if id not in old.attributes:
            found.append(Difference("add", f"@{id}"))
        elif attribute != old.attributes[id]:
            found.append(Difference("edit", f"@{id}"))
    found += [Difference("remove", f"@{id}") for id in old.attributes if id not in new.attributes]
    return tuple(found)


def _fields(one: Label, other: Label) -> tuple[str, ...]:
    names = [field.name for field in fields(Label)]
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


def record(codebook: Codebook, differences: Iterable[Difference], note: str = "") -> Codebook:
    """The codebook as a new version that says what was changed by hand in its file."""
    labels = [item for item in differences if not item.label.startswith("@")]
    touched: dict[str, list[str]] = {"add": [], "edit": [], "remove": []}
    for item in labels:
        if item.type != "edit" or item.needs_look:
            touched[item.type].append(item.label)
    looks = bool(touched["edit"] or touched["remove"])
    version = bump(codebook.version, "major" if looks else "minor" if touched["add"] else "patch")
    changes = [
        Change(version, "add", (), tuple(touched["add"]), note),
        Change(version, "edit", tuple(touched["edit"]), tuple(touched["edit"]), note),
        Change(version, "remove", tuple(touched["remove"]), (), note),
    ]
    made = tuple(change for change in changes if change.old or change.new)
    return replace(codebook, version=version, changes=(*codebook.changes, *made))


def bump(version: str, part: Part) -> str:
    """The next version.

    >>> bump("1.2.3", "minor")
    '1.3.0'
    """
    major, minor, patch = (int(number) for number in version.split("."))
    if part == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if part == "minor" else f"{major}.{minor}.{patch + 1}"


def rename(codebook: Codebook, old: str, new: str, note: str = "") -> Codebook:
    """The codebook with a label under another id; annotations follow by themselves.

    Raises `UnknownLabelError` and, where the new id is in use, `LabelTakenError`.
    """
    label = codebook.label(old)
    _check_free(codebook, [new])
    labels = tuple(replace(item, id=new) if item is label else item for item in codebook.labels)
    return _changed(codebook, labels, {old: new}, "rename", "minor", note)


def merge(codebook: Codebook, olds: Sequence[str], into: str, note: str = "") -> Codebook:
    """The codebook with several labels become one of them, or one it has already; annotations
    follow by themselves. Raises `UnknownLabelError` and, for unequal kinds, `LabelTakenError`.
    """
    goal = codebook.label(into)
    gone = [id for id in olds if id != into]
    for id in gone:
        codebook.label(id, goal.kind)
    labels = tuple(item for item in codebook.labels if item.id not in gone)
    return _changed(codebook, labels, dict.fromkeys(gone, into), "merge", "minor", note)


def split(codebook: Codebook, old: str, news: Sequence[str], note: str = "") -> Codebook:
    """The codebook with a label replaced by several, which start as its copies without definition
    and key: their meaning is for a person to write, and each annotation for a person to look at.

    Raises `UnknownLabelError` and `LabelTakenError`.
    """
    label = codebook.label(old)
    _check_free(codebook, [id for id in news if id != old])
    parts = [replace(label, id=id, name="", key="", definition="", examples=()) for id in news]
    labels: list[Label] = []
    for item in codebook.labels:
        labels += parts if item is label else [item]
    change = Change(bump(codebook.version, "major"), "split", (old,), tuple(news), note)
    ends = {old: tuple(news)}
    return replace(
        codebook,
        version=change.version,
        labels=tuple(_with_ends(item, ends) for item in labels),
        changes=(*codebook.changes, change),
    )


def _check_free(codebook: Codebook, ids: Iterable[str]) -> None:
    for id in ids:
        if codebook.has(id):
            raise LabelTakenError(id)


def _changed(
    codebook: Codebook,
    labels: tuple[Label, ...],
    names: dict[str, str],
    type: Literal["rename", "merge"],
    part: Part,
    note: str,
) -> Codebook:
    version = bump(codebook.version, part)
    goals = tuple(dict.fromkeys(names.values()))
    change = Change(version, type, tuple(names), goals, note)
    ends = {old: (new,) for old, new in names.items()}
    return replace(
        codebook,
        version=version,
        labels=tuple(_with_ends(item, ends) for item in labels),
        changes=(*codebook.changes, change),
    )


def _with_ends(label: Label, names: Mapping[str, tuple[str, ...]]) -> Label:
    """The label with its parent, domain and range under their new ids."""

    def renamed(ids: tuple[str, ...]) -> tuple[str, ...]:
        found = (new for id in ids for new in names.get(id, (id,)))
        return tuple(dict.fromkeys(found))

    parent = names[label.parent][0] if label.parent in names else label.parent
    domain, range = renamed(label.domain), renamed(label.range)
    return replace(label, parent=parent, domain=domain, range=range)
