"""`Outline`: what a schema says at a place, for the words of a finding."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from curate.check.fault import Path


class Outline:
    """A schema as a thing to read in. Every question has an answer, if only an empty one: words
    are worth no error.
    """

    def __init__(self, schema: Any) -> None:
        self.schema = schema

    def at(self, rule: Path) -> Any:
        """The part of the schema an evaluation path leads to, through local references."""
        value = self.schema
        for part in rule:
            if part in ("$ref", "$dynamicRef", "$recursiveRef") and isinstance(value, dict):
                value = self._refer(value.get(part))
                continue
            if isinstance(value, dict) and part not in value and "$ref" in value:
                value = self._refer(value["$ref"])  # jsonschema leaves references out of its paths
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def _refer(self, reference: Any) -> Any:
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        if reference == "#":
            return self.schema
        if not reference.startswith("#/"):
            return self._anchors.get(reference[1:])
        value = self.schema
        for part in unquote(reference[2:]).split("/"):
            name = part.replace("~1", "/").replace("~0", "~")
            try:
                value = value[int(name) if isinstance(value, list) else name]
            except (KeyError, IndexError, TypeError, ValueError):
                return None
        return value

    @cached_property
    def _anchors(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for value in _objects(self.schema):
            for keyword in ("$anchor", "$dynamicAnchor"):
                if isinstance(value.get(keyword), str):
                    found.setdefault(value[keyword], value)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """All property names the schema mentions anywhere."""
        found: set[str] = set()
        for value in _objects(self.schema):
            for keyword in ("properties", "dependentSchemas"):
                if isinstance(value.get(keyword), dict):
                    found.update(value[keyword])
        return frozenset(found)

    def keys(self, rule: Path) -> list[str]:
        """The property names a subschema allows by name, in its order; where it has none of its
        own, all names in it.
        """
        here = self.at(rule)
        if isinstance(here, dict) and "properties" not in here and "$ref" in here:
            here = self._refer(here["$ref"])
        if not isinstance(here, dict):
            return sorted(self.names)
        own = here.get("properties")
        names = dict.fromkeys(own) if isinstance(own, dict) else {}
        if "unevaluatedProperties" in here or not names:
            for value in _objects(here):
                if isinstance(value.get("properties"), dict):
                    names.update(dict.fromkeys(value["properties"]))
        return list(names)

    def tags(self, rule: Path) -> set[str]:
        """The keys by which the branches of a oneOf or anyOf are told apart: those that have fixed
        values in several of them.
        """
        branches = self.at(rule)
        seen: set[str] = set()
        tags: set[str] = set()
        for index in range(len(branches) if isinstance(branches, list) else 0):
            properties = self.at((*rule, index, "properties"))
            for name, value in properties.items() if isinstance(properties, dict) else ():
                if isinstance(value, dict) and ("const" in value or "enum" in value):
                    (tags if name in seen else seen).add(name)
        return tags

    def description(self, rule: Path) -> str:
        """What the schema says about a property, in its own words."""
        here = self.at(rule)
        if not isinstance(here, dict) or "description" not in here:
            name = rule[-1] if rule else ""
            properties = self.at(("properties",))
            here = properties.get(name) if isinstance(properties, dict) else None
        text = here.get("description") if isinstance(here, dict) else None
        return text if isinstance(text, str) else ""

    def condition(self, rule: Path) -> str:
        """Where a keyword below `then` holds, as a phrase: ` where kind is "span"`; else empty."""
        for index in range(len(rule) - 1, -1, -1):
            if rule[index] == "then":
                return _phrase(self.at((*rule[:index], "if")))
        return ""


def _phrase(condition: Any) -> str:
    """A condition made of fixed values, in words; empty for any other."""
    said = list(_said(condition))
    return " where " + " and ".join(said) if said else ""


def _said(condition: Any, path: str = "") -> list[str]:
    properties = condition.get("properties") if isinstance(condition, dict) else None
    said: list[str] = []
    for name, value in (properties or {}).items():
        if not isinstance(value, dict):
            continue
        where = f"{path}{name}"
        if "const" in value:
            said.append(f"{where} is {json.dumps(value['const'], ensure_ascii=False)}")
        elif isinstance(value.get("enum"), list):
            options = " or ".join(json.dumps(each, ensure_ascii=False) for each in value["enum"])
            said.append(f"{where} is {options}")
        else:
            said += _said(value, f"{where}.")
    return said


def _objects(schema: Any) -> list[dict[str, Any]]:
    """All objects in a schema, outermost first, without recursion."""
    found: list[dict[str, Any]] = []
    waiting = [schema]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            found.append(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return found
