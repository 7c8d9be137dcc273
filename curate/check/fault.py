"""`Fault`: one failed keyword of a schema, in the same form from either engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A keyword that an instance does not satisfy.

    `path` leads to the value in the instance, `rule` to the keyword in the schema (as evaluated,
    through references). `expected` is what the keyword asks for, `found` the value. `name` is the
    key in question where the keyword is about one: missing, unknown or misnamed. `branches` are the
    faults of each branch of oneOf or anyOf, none for a branch that fits.
    """

    keyword: str
    path: Path
    rule: Path
    expected: Any = None
    found: Any = None
    name: str | None = None
    branches: tuple[tuple[Fault, ...], ...] = ()

    @property
    def is_conditional(self) -> bool:
        """Does the keyword hold only where another part of the record says so?"""
        return not {"then", "else", "dependentSchemas"}.isdisjoint(self.rule)

    @property
    def code(self) -> str:
        """The code of its finding: the keyword, or what is wrong with a key."""
        if self.keyword == MISSING_ONE or (self.keyword in MISSING_KEY and self.name is not None):
            return "missing-key"
        if self.keyword == "not" and self.name is not None:
            return "forbidden-key"
        return "unknown-key" if self.keyword in UNKNOWN_KEY else self.keyword

    @property
    def at_key(self) -> bool:
        """Is the key wrong, and not the value?"""
        if self.name is not None:
            return self.keyword not in MISSING_KEY
        return "propertyNames" in self.rule


UNKNOWN_KEY = frozenset({"additionalProperties", "unevaluatedProperties"})
MISSING_ONE = "required in oneOf"
"""One of some keys is missing: what a oneOf of nothing but `required` says."""
MISSING_KEY = frozenset({"required", "dependentRequired", "dependencies"})


def key_faults(
    keyword: str, path: Path, rule: Path, names: list[str], found: Any, known: Any = None
) -> list[Fault]:
    """One fault for each unknown key, at that key."""
    return [Fault(keyword, (*path, name), rule, known, found.get(name), name) for name in names]


def forbidden_keys(fault: Fault) -> list[Fault]:
    """A fault that says no more than that keys should not be there, as one fault for each key.

    Schemas say so in two ways: `"key": false`, and `"not": {"required": ["key"]}`, also in anyOf.
    """
    if fault.keyword == "falseSchema" and fault.path and "properties" in fault.rule[-2:-1]:
        return [replace(fault, keyword="not", name=str(fault.path[-1]))]
    names = _required_names(fault.expected) if fault.keyword == "not" else None
    if not names or not isinstance(fault.found, dict):
        return [fault]
    return [
        replace(fault, path=(*fault.path, name), name=name) for name in names if name in fault.found
    ]


def _required_names(schema: Any) -> list[str] | None:
    """The names in a schema that only asks for one key each; None for any other schema."""
    if not isinstance(schema, dict) or len(schema) != 1:
        return None
    if "required" in schema:
        return list(schema["required"]) if len(schema["required"]) == 1 else None
    found: list[str] = []
    for branch in schema.get("anyOf", ()):
        names = _required_names(branch)
        if names is None:
            return None
        found += names
    return found


def step(value: Any, path: Path) -> Any:
    """The value a path leads to. Raises `LookupError` or `TypeError` where it leads nowhere."""
    for part in path:
        value = value[part]
    return value
