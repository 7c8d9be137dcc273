"""The head of a text: the short lines before its first paragraph, where metadata stands."""

from __future__ import annotations

from typing import NamedTuple

from curate.text import lines

HEAD_LINES = 15
"""More short lines than this before the first paragraph are a menu or a list, not a head."""
PARAGRAPH = 150
"""A line of at least so many characters is a paragraph: titles on the web stay under 120."""


class Head(NamedTuple):
    """A text's lines without white space around them and without blank ones: those before the
    first paragraph (`above`, at most `HEAD_LINES`), that paragraph (empty when there is none),
    and all lines.
    """

    above: tuple[str, ...]
    paragraph: str
    all: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Head:
        """The head of a text; where more than `HEAD_LINES` stand above, the nearest ones."""
        found = [" ".join(line.text.lstrip("\N{BYTE ORDER MARK}").split()) for line in lines(text)]
        found = [line for line in found if line]
        for place, line in enumerate(found):
            if len(line) >= PARAGRAPH:
                return cls(tuple(found[:place][-HEAD_LINES:]), line, tuple(found))
        return cls((), "", tuple(found))
