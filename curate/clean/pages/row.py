"""Rows: the lines of a text that hold something, as page furniture is looked for in them."""

from __future__ import annotations

import re
from functools import lru_cache

from curate.clean.layout import all_lines
from curate.text import Line

LONGEST = 160
"""Letters of a row that can be a running head or foot."""
_DIGITS = re.compile(r"\d+")


class Row:
    """A line with text. `bare` is the text without the space around it, `at` the letters of all
    rows before it (a measure of distance that blank lines and indentation do not disturb), `turns`
    whether a form feed stands before it.
    """

    __slots__ = ("at", "bare", "line", "turns")

    def __init__(self, line: Line, bare: str, at: int, turns: bool) -> None:
        self.line, self.bare, self.at, self.turns = line, bare, at, turns

    @property
    def flat(self) -> str:
        """The text with single spaces."""
        bare = self.bare
        return " ".join(bare.split()) if "  " in bare or "\t" in bare else bare

    @property
    def indent(self) -> int:
        """The spaces before the text."""
        return len(self.line.text) - len(self.line.text.lstrip())

    @property
    def shape(self) -> str:
        """The flat text in lower case, every number as one sign: equal for rows that only count."""
        return _DIGITS.sub("#", self.flat.lower())


@lru_cache(maxsize=2)
def rows(text: str) -> tuple[Row, ...]:
    """The rows of a text, in order."""
    found: list[Row] = []
    at, turns, feeds = 0, False, "\f" in text
    for line in all_lines(text):
        bare = line.text.strip()
        if feeds and "\f" in line.text:
            turns = True
        if bare:
            found.append(Row(line, bare, at, turns))
            at += len(bare) if "  " not in bare else len(" ".join(bare.split()))
            turns = False
    return tuple(found)


def is_wordy(shape: str) -> bool:
    """Does a line hold letters enough to be told from another?"""
    return sum(map(str.isalpha, shape)) >= 3
