"""Lines of a text, with their offsets and line breaks kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n)|([^\r\n]+)\Z")


class Line(NamedTuple):
    """One line: its text without the break, where it starts, where its text ends, and where
    the next line starts. `end - stop` is the length of the break (0 at the end of a text).
    """

    text: str
    start: int
    stop: int
    end: int


def lines(text: str) -> Iterator[Line]:
    r"""The lines of a text, in order; together they cover every character.

    A line ends at LF, CR LF or CR. A break at the very end does not begin another line.

    >>> [line.text for line in lines("one\r\ntwo\n\nthree")]
    ['one', 'two', '', 'three']
    """
    for match in _LINE.finditer(text):
        stop = match.end(1) if match.group(1) is not None else match.end()
        yield Line(text[match.start() : stop], match.start(), stop, match.end())
