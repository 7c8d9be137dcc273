"""What a fault means, in a sentence: what was expected, what was found, what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from curate.check.fault import MISSING_ONE, UNKNOWN_KEY, Fault
from curate.check.nearest import nearest
from curate.check.outline import Outline
from curate.check.syntax import cut

FOUND_SIZE = 60
"""Characters of a found value that are shown: enough to recognise it, and one line."""

TYPES = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}

FORMATS = {
    "date": "2026-11-21",
    "date-time": "2026-11-21T10:00:00Z",
    "duration": "P3D",
    "email": "name@example.org",
    "hostname": "example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "json-pointer": "/a/0",
    "regex": "^[a-z]+$",
    "time": "10:00:00Z",
    "uri": "https://example.org/page",
    "uri-reference": "page#part",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
}


class Words(NamedTuple):
    """How a fault is told: `expected` and `found` are phrases, `hint` a sentence or empty."""

    message: str
    expected: str
    found: str
    hint: str = ""


def explain(fault: Fault, outline: Outline) -> Words:
    """The words for a fault of an instance of the outlined schema."""
    if fault.keyword in UNKNOWN_KEY or (fault.keyword in _KEY_WORDS and fault.name is not None):
        return _about_key(fault, outline)
    expected = _expected(fault, outline)
    found = shown(fault.found)
    if fault.keyword == "type":
        found = f"the {_type(fault.found)} {found}" if found != "null" else found
    if fault.keyword in _COUNTED:
        found = _count(fault.found, fault.keyword)
    where = outline.condition(fault.rule)
    message = f"expected {expected}{where}, found {found}"
    return Words(message, expected, found, _hint(fault))


def shown(value: Any) -> str:
    """A value as JSON in one line, cut to size."""
    if isinstance(value, str):
        return json.dumps(cut(value, FOUND_SIZE), ensure_ascii=False)
    if isinstance(value, dict):
        keys = ", ".join(list(value)[:5])
        return cut(f"an object with {keys}" if value else "an empty object", FOUND_SIZE)
    if isinstance(value, list):
        return f"an array of {len(value)}" if value else "an empty array"
    try:
        return cut(json.dumps(value, ensure_ascii=False, default=str), FOUND_SIZE)
    except ValueError:  # more digits than Python converts
        return "a very long number"


def _about_key(fault: Fault, outline: Outline) -> Words:
    name = fault.name or ""
    where = outline.condition(fault.rule)
    if fault.keyword == "not":
        hint = f"Remove {name}, or change what makes it wrong."
        return Words(f"key {name!r} is not allowed here{where}", "no such key", repr(name), hint)
    if fault.keyword not in UNKNOWN_KEY:
        what = outline.description((*fault.rule[:-1], "properties", name))
        hint = f"{name}: {what}" if what else f"Add {name}."
        found = shown(fault.found)
        return Words(f"missing key {name!r}{where}", f"the key {name!r}", found, hint)
    known = outline.keys(fault.rule[:-1])
    if isinstance(fault.expected, str):
        right = repr(fault.expected)
        message = f"unknown key {name!r}, and {right} is missing"
        return Words(message, f"the key {right}", repr(name), f"Did you mean {right}?")
    near = nearest(name, known)
    listed = cut(", ".join(known), 120)
    hint = f"Did you mean {near!r}?" if near else f"Known are: {listed}." if known else ""
    return Words(f"unknown key {name!r}{where}", f"one of {listed}", repr(name), hint)


_KEY_WORDS = ("required", "dependentRequired", "dependencies", "not")


def _expected(fault: Fault, outline: Outline) -> str:
    describe = _EXPECTED.get(fault.keyword)
    if describe is None:
        return f"what {fault.keyword!r} asks for ({shown(outline.at(fault.rule))})"
    return describe(fault, outline)


def _hint(fault: Fault) -> str:
    """The nearest value, or a way out that the kind of fault suggests."""
    value = fault.found
    if fault.keyword in ("enum", "const"):
        options = fault.expected if fault.keyword == "enum" else [fault.expected]
        near = _nearest(value, options)
        return f"Did you mean {shown(near)}?" if near is not None else ""
    if fault.keyword == "type":
        return _type_hint(value, fault.expected)
    if fault.keyword == "pattern" and isinstance(value, str) and value != value.strip():
        return "Remove the white space around it."
    if fault.keyword == "backtrackLimitExceeded":
        return "Mend the schema's pattern: look-around and back-references can take for ever."
    return ""


def _nearest(value: Any, options: list[Any]) -> Any:
    if isinstance(value, str):
        near = nearest(value, [option for option in options if isinstance(option, str)])
        if near is not None:
            return near
    for option in options:
        if str(option) == str(value):  # "1" for 1
            return option
    return None


def _type_hint(value: Any, expected: Any) -> str:
    types = [expected] if isinstance(expected, str) else list(expected)
    if isinstance(value, str):
        for name in types:
            if _reads_as(value, name):
                return f"Write {value.strip()} without quotes."
    if "string" in types and isinstance(value, (int, float)):
        return f'Write it in quotes: "{shown(value)}".'
    if "array" in types and not isinstance(value, (list, type(None))):
        return "Put it into an array: [ ]."
    if isinstance(value, list) and "object" in types:
        return "Each item of an array is checked with --each."
    return ""


def _reads_as(text: str, name: str) -> bool:
    try:
        value = json.loads(text)
    except ValueError:
        return False
    kinds = {"integer": (int,), "number": (int, float), "boolean": (bool,), "null": (type(None),)}
    return name in kinds and type(value) in kinds[name]


def _type(value: Any) -> str:
    return TYPES.get(type(value), "number")


def _types(expected: Any) -> str:
    names = [expected] if isinstance(expected, str) else sorted(expected)
    article = {"array": "an", "integer": "an", "object": "an", "null": ""}
    return " or ".join(f"{article.get(name, 'a')} {name}".strip() for name in names)


def _options(fault: Fault, _outline: Outline) -> str:
    if len(fault.expected) == 1:
        return shown(fault.expected[0])
    listed = ", ".join(shown(option) for option in fault.expected)
    return f"one of {cut(listed, 160)}"


def _count(value: Any, keyword: str) -> str:
    size = len(value) if hasattr(value, "__len__") else 0
    unit = {"Items": "item", "Length": "character", "Properties": "key"}[keyword[3:]]
    return f"{size or 'no'} {unit}{'' if size == 1 else 's'}"


def _at_least(unit: str, word: str) -> Callable[[Fault, Outline], str]:
    def describe(fault: Fault, _outline: Outline) -> str:
        plural = "" if not unit or fault.expected == 1 else "s"
        return f"{word} {shown(fault.expected)} {unit}{plural}".strip()

    return describe


def _format(fault: Fault, _outline: Outline) -> str:
    example = FORMATS.get(str(fault.expected))
    return f"a {fault.expected}" + (f" such as {example}" if example else "")


def _repeated(fault: Fault, _outline: Outline) -> str:
    seen: dict[str, int] = {}
    for index, item in enumerate(fault.found):
        first = seen.setdefault(json.dumps(item, sort_keys=True, default=str), index)
        if first != index:
            return f"items that differ (items {first} and {index} are the same)"
    return "items that differ"


def _one_branch(fault: Fault, _outline: Outline) -> str:
    fitting = [str(index) for index, branch in enumerate(fault.branches) if not branch]
    return f"a value for one branch of oneOf only (branches {' and '.join(fitting)} fit)"


def _contained(fault: Fault, outline: Outline) -> str:
    wanted = shown(outline.at((*fault.rule[:-1], "contains")))
    least = outline.at((*fault.rule[:-1], "minContains"))
    most = outline.at((*fault.rule[:-1], "maxContains"))
    count = f"at least {1 if least is None else least}"
    return f"{count}{'' if most is None else f' and at most {most}'} items that fit {wanted}"


_COUNTED = ("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties")

_EXPECTED: dict[str, Callable[[Fault, Outline], str]] = {
    "backtrackLimitExceeded": lambda *_: "a pattern that can be decided in bounded time",
    "const": lambda fault, _: shown(fault.expected),
    "contains": _contained,
    "enum": _options,
    "exclusiveMaximum": _at_least("", "less than"),
    "exclusiveMinimum": _at_least("", "more than"),
    "falseSchema": lambda *_: "nothing here",
    "format": _format,
    "maxItems": _at_least("item", "at most"),
    "maxLength": _at_least("character", "at most"),
    "maxProperties": _at_least("key", "at most"),
    "maximum": _at_least("", "at most"),
    "minItems": _at_least("item", "at least"),
    "minLength": _at_least("character", "at least"),
    "minProperties": _at_least("key", "at least"),
    "minimum": _at_least("", "at least"),
    "multipleOf": _at_least("", "a multiple of"),
    "not": lambda fault, _: f"anything but {cut(json.dumps(fault.expected, default=str), 80)}",
    "oneOf": _one_branch,
    "pattern": lambda fault, _: f"a string that matches {cut(str(fault.expected), 80)}",
    "undecided": lambda fault, _: f"an answer, but the engine gave up ({cut(fault.expected, 120)})",
    MISSING_ONE: lambda fault, _: f"the key {' or '.join(map(repr, fault.expected))}",
    "type": lambda fault, _: _types(fault.expected),
    "unevaluatedItems": lambda *_: "no further items",
    "additionalItems": lambda *_: "no further items",
    "uniqueItems": _repeated,
}
