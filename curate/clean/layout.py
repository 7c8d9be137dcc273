"""What rules ask of a text again and again, found once: its lines and its folded form.

The answers for the last texts are remembered, so that all rules of a stage share them; a rule that
looks for words costs one substring search where they do not occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from curate.text import Line, Span, lines

_BREAK = re.compile(r"\r\n|\r|\n")


@lru_cache(maxsize=2)
def all_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text."""
    return tuple(lines(text))


@lru_cache(maxsize=2)
def folded(text: str) -> str:
    """The text in lower case, of the same length, so that its offsets are the text's."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)


def line_at(text: str, offset: int) -> Line:
    """The line that holds the character at an offset."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    found = _BREAK.search(text, offset)
    stop, end = found.span() if found else (len(text), len(text))
    return Line(text[start:stop], start, stop, end)


def lines_holding(text: str, words: Iterable[str]) -> Iterator[Line]:
    """The lines in which one of the words (lower case) occurs in any case, in order, each once."""
    low, found = folded(text), set()
    for word in words:
        at = low.find(word)
        while at >= 0:
            line = line_at(text, at)
            found.add(line)
            at = low.find(word, max(line.stop, at + 1))
    return iter(sorted(found, key=lambda line: line.start))


def whole(line: Line) -> Span:
    """The line with its line break; the last line of a text may have none."""
    return block(line, line)


def block(first: Line, last: Line) -> Span:
    """The lines from `first` to `last`, with the line break of the last one."""
    return Span(first.start, last.end)
