"""From a path or an offset to line, column and the line itself with a caret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from curate.check.scan import Path, Spot

EXCERPT = 76
"""Characters of a source line that are shown: with two for indentation, a terminal's width."""
BEFORE = 40
"""Characters shown before the place in a long line."""


class Position(NamedTuple):
    """A place in a text: line and column from 1, column in code points; the line, cut to size, and
    the offset of the place in what is shown.
    """

    line: int
    column: int
    excerpt: str
    caret: int


def position(text: str, offset: int, first_line: int = 1) -> Position:
    r"""The position of an offset in a text that starts at a line.

    >>> position("a\nbcd", 3)
    Position(line=2, column=2, excerpt='bcd', caret=1)
    """
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    line = first_line + text.count("\n", 0, offset)
    cut_start = max(start, min(offset - BEFORE, end - EXCERPT))
    cut_end = min(end, cut_start + EXCERPT)
    shown = text[cut_start:cut_end].replace("\t", " ").rstrip("\r")
    left = "\N{HORIZONTAL ELLIPSIS}" if cut_start > start else ""
    right = "\N{HORIZONTAL ELLIPSIS}" if cut_end < end else ""
    return Position(line, offset - start + 1, left + shown + right, offset - cut_start + len(left))


def pointer(path: Iterable[str | int]) -> str:
    """The JSON pointer of a path (RFC 6901).

    >>> pointer(("target", 0, "a/b"))
    '/target/0/a~1b'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def path_of(text: str) -> Path:
    """The path of a JSON pointer; digits are taken for an index."""
    parts = text.split("/")[1:]
    names = [part.replace("~1", "/").replace("~0", "~") for part in parts]
    return tuple(int(name) if name.isdigit() else name for name in names)


def offset_of(path: Path, at_key: bool, spots: Mapping[Path, Spot]) -> int:
    """Where a path's value stands, or its key; where it is not in the text, what it would be in."""
    for size in range(len(path), -1, -1):
        spot = spots.get(path[:size])
        if spot is not None:
            is_key = at_key and size == len(path) and spot.key is not None
            return spot.key if is_key and spot.key is not None else spot.start
    return 0
