"""Rows: the lines of a text that hold something, as page furniture is looked for in them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from curate.clean.layout import all_lines
from curate.text import Line

LONGEST = 160
"""Letters of a row that can be a running head or foot."""
_DIGITS = re.compile(r"\d+")


class Row(NamedTuple):
    """A line with text. `flat` is the text with single spaces, `at` the letters of all rows before
    it (a measure of distance that blank lines and indentation do not disturb), `turns` whether a
    form feed stands before it, `indent` the spaces before it.
    """

    line: Line
    flat: str
    at: int
    turns: bool
    indent: int

    @property
    def shape(self) -> str:
        """The flat text in lower case, every number as one sign: equal for rows that only count."""
        return _DIGITS.sub("#", self.flat.lower())


@lru_cache(maxsize=2)
def rows(text: str) -> tuple[Row, ...]:
    """The rows of a text, in order."""
    found: list[Row] = []
    at, turns = 0, False
    for line in all_lines(text):
        bare = line.text.strip()
        if "\f" in line.text:
            turns = True
        if bare:
            flat = " ".join(bare.split()) if "  " in bare or "\t" in bare else bare
            indent = len(line.text) - len(line.text.lstrip())
            found.append(Row(line, flat, at, turns, indent))
            at += len(flat)
            turns = False
    return tuple(found)


def is_wordy(shape: str) -> bool:
    """Does a line hold letters enough to be told from another?"""
    return sum(character.isalpha() for character in shape) >= 3
