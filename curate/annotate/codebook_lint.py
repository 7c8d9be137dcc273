"""What is wrong in a codebook that a schema cannot see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from curate.annotate.codebook import Attribute, Codebook, Label
from curate.finding import Finding, Place, Severity

_VERSION = re.compile(r"\d+\.\d+\.\d+\Z")


def lint(codebook: Codebook, file: str = "") -> tuple[Finding, ...]:
    """The findings, in the order of the file; `file` is named as their place."""
    found = [*_whole(codebook), *_attributes(codebook)]
    for number, label in enumerate(codebook.labels):
        found += [
            (code, f"{label.id}: {message}", f"/labels/{number}{pointer}", severity)
            for code, message, pointer, severity in _label(codebook, label)
        ]
    place = Place(file=file)
    return tuple(
        Finding(code, message, place, severity, pointer)
        for code, message, pointer, severity in found
    )


_Problem = tuple[str, str, str, Severity]
"""Code, message, JSON pointer and severity."""


def _whole(codebook: Codebook) -> Iterator[_Problem]:
    if not _VERSION.match(codebook.version):
        yield "version", f"{codebook.version!r} is not major.minor.patch", "/version", "error"
    for id, count in Counter(label.id for label in codebook.labels).items():
        if count > 1:
            yield "duplicate-label", f"the label {id!r} is there {count} times", "/labels", "error"
    for kind in ("span", "relation", "document"):
        keys: dict[str, str] = {}
        for label in codebook.of_kind(kind):
            if label.key and label.key in keys:
                message = f"the key {label.key!r} gives both {keys[label.key]} and {label.id}"
                yield "duplicate-key", message, "/labels", "error"
            keys.setdefault(label.key, label.id)
    last = codebook.changes[-1].version if codebook.changes else codebook.version
    if _VERSION.match(last) and _VERSION.match(codebook.version) and _newer(last, codebook.version):
        message = f"the version is {codebook.version}, the last change was made in {last}"
        yield "version", message, "/version", "error"


def _newer(one: str, other: str) -> bool:
    return [int(part) for part in one.split(".")] > [int(part) for part in other.split(".")]


def _attributes(codebook: Codebook) -> Iterator[_Problem]:
    used = {name for label in codebook.labels for name in label.attributes}
    for id, attribute in codebook.attributes.items():
        pointer = f"/attributes/{id}"
        if id not in used:
            message = f"no label takes the attribute {id!r}"
            yield "unused-attribute", message, pointer, "warning"
        if not attribute.definition:
            message = f"the attribute {id!r} has no definition"
            yield "missing-definition", message, pointer, "warning"
        yield from _default(attribute, pointer)


def _default(attribute: Attribute, pointer: str) -> Iterator[_Problem]:
    if attribute.default is not None and (problem := attribute.problem(attribute.default)):
        message = f"the default of {attribute.id!r}: {problem}"
        yield "unknown-default", message, f"{pointer}/default", "error"


def _label(codebook: Codebook, label: Label) -> Iterator[_Problem]:
    if not label.definition.strip():
        yield "missing-definition", "no definition", "/definition", "error"
    for other in codebook.labels:
        if other.id < label.id and label.definition and other.definition == label.definition:
            message = f"the same definition as {other.id}"
            yield "same-definition", message, "/definition", "warning"
    if label.kind == "span" and not label.examples:
        yield "missing-example", "no example", "/examples", "note"
    if not label.key:
        yield "missing-key", "no key; the screen offers it in a menu only", "/key", "note"
    yield from _family(codebook, label)
    for name in label.attributes:
        if name not in codebook.attributes:
            message = f"the attribute {name!r} is not defined"
            yield "unknown-attribute", message, "/attributes", "error"
    for end in ("domain", "range"):
        for family in getattr(label, end):
            if not any(codebook.covers(family, span.id) for span in codebook.of_kind("span")):
                message = f"its {end} names {family!r}, which is no label of spans and no family"
                yield "unknown-end", message, f"/{end}", "error"
    if label.kind == "document" and len(label.values) == 1:
        yield "one-value", "a single value tells nothing apart", "/values", "warning"


def _family(codebook: Codebook, label: Label) -> Iterator[_Problem]:
    families = {id.rpartition(".")[0] for id in (item.id for item in codebook.labels)}
    if label.parent and not codebook.has(label.parent) and label.parent not in families:
        yield "unknown-parent", f"its parent {label.parent!r} is not defined", "/parent", "error"
    above, seen = codebook.parent_of(label.id), set()
    while above and above not in seen:
        seen.add(above)
        above = codebook.parent_of(above)
    if above:
        yield "circle", f"its parents lead back to {above!r}", "/parent", "error"
