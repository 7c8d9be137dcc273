"""References that lead back to themselves without going into the value: no answer is right then,
and engines differ in which they give.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from curate.check.fault import Path, step
from curate.check.locate import path_of

_LISTS = ("allOf", "anyOf", "oneOf")
_ONES = ("not", "if", "then", "else")


def loop(schema: Any) -> Path | None:
    """The path of a local `$ref` that closes a loop; None when there is no loop.

    >>> loop({"$ref": "#/$defs/a", "$defs": {"a": {"not": {"$ref": "#/$defs/a"}}}})
    ('$defs', 'a', 'not', '$ref')
    >>> loop({"properties": {"child": {"$ref": "#"}}})
    """
    done: set[Path] = set()
    for start in _references(schema):
        walk: list[tuple[Path, Iterator[tuple[Path, Path]]]] = [(start, _onward(schema, start))]
        while walk:
            here, further = walk[-1]
            edge = next(further, None) if here not in done else None
            if edge is None:
                done.add(here)
                walk.pop()
                continue
            origin, there = edge
            if any(there == path for path, _ in walk):
                return origin
            walk.append((there, _onward(schema, there)))
    return None


def _references(schema: Any) -> list[Path]:
    """The paths of the subschemas that local references lead to."""
    found: list[Path] = []
    waiting = [schema]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            named = value.get("$ref")
            if isinstance(named, str) and (named == "#" or named.startswith("#/")):
                found.append(path_of(named[1:]))
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return found


def _onward(schema: Any, path: Path) -> Iterator[tuple[Path, Path]]:
    """From a subschema to those that look at the same value: how (a path) and where to."""
    try:
        here = step(schema, path)
    except (LookupError, TypeError):
        return
    if not isinstance(here, dict):
        return
    named = here.get("$ref")
    if isinstance(named, str) and (named == "#" or named.startswith("#/")):
        yield (*path, "$ref"), path_of(named[1:])
    for keyword in _LISTS:
        branches = here.get(keyword)
        for index in range(len(branches) if isinstance(branches, list) else 0):
            yield (*path, keyword, index), (*path, keyword, index)
    for keyword in _ONES:
        if keyword in here:
            yield (*path, keyword), (*path, keyword)
