r"""Patterns as ECMAScript reads them without its unicode flag.

JSON Schema asks for ECMA-262 patterns; strict readers refuse what browsers read by Annex B of it,
and schemas in use are full of that: a `-` beside `\w` in a class, a lone `]`, `{` or `}`. Mending
writes such a character with a backslash, which means the same to everyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

_QUANTIFIER = re.compile(r"\{[0-9]+(,[0-9]*)?\}")
_ESCAPE = re.compile(r"\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|[\s\S])")
_SETS = frozenset("wWdDsSpP")


def mended(pattern: str) -> str:
    r"""The pattern with every character that only Annex B allows to stand alone escaped.

    >>> mended("[\\w-.]+{x}"), mended("a{2}|b]?"), mended("[a-z]{2,}")
    ('[\\w\\-.]+\\{x\\}', 'a{2}|b\\]?', '[a-z]{2,}')
    """
    return "".join(_pieces(pattern))


def _pieces(pattern: str) -> Iterator[str]:
    in_class, after_set, at = False, False, 0
    while at < len(pattern):
        char = pattern[at]
        piece = char
        if escape := _ESCAPE.match(pattern, at):
            piece = escape[0]
        elif in_class:
            before_set = pattern[at + 1 : at + 2] == "\\" and pattern[at + 2 : at + 3] in _SETS
            piece = "\\-" if char == "-" and (after_set or before_set) else char
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif quantifier := _QUANTIFIER.match(pattern, at):
            piece = quantifier[0]
        elif char in "]{}":
            piece = "\\" + char
        at += len(piece) if piece.startswith(char) else 1
        after_set = len(piece) > 1 and piece[0] == "\\" and piece[1] in _SETS
        yield piece


def with_mended(schema: Any, path: tuple[str | int, ...]) -> Any:
    """The schema with the pattern at a path mended, or every key of `patternProperties` there; the
    same object where there is nothing to mend.
    """
    if not path or path[-1] not in ("pattern", "patternProperties"):
        return schema
    made = deepcopy(schema)
    parent = made
    for part in path[:-1]:
        parent = parent[part]
    old = parent[path[-1]]
    if isinstance(old, str):
        parent["pattern"] = mended(old)
    elif isinstance(old, dict):
        parent["patternProperties"] = {mended(name): value for name, value in old.items()}
    return schema if made == schema else made
