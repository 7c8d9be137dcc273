"""The lines of a text, one by one, and its words; remembered for the last texts, so that the rules
of a stage share them. Who looks for some lines only asks `occurrence` or `outline`: faster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import accumulate, count
from operator import add

from curate.text import Line, Span, lines

_SIGNS = "\"'“”‘’()[]{}<>.,:;!?«»„…*_/"
_make_line = partial(tuple.__new__, Line)
"""A line of its four parts, faster than `Line` itself: a text has many."""


@lru_cache(maxsize=4)
def all_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text."""
    if "\r" in text:
        return tuple(lines(text))
    texts = text.split("\n")
    ends = list(accumulate(len(line) + 1 for line in texts))
    stops = [end - 1 for end in ends]
    found = list(map(_make_line, zip(texts, [0, *ends[:-1]], stops, ends, strict=True)))
    last = found.pop()
    if last.text:
        found.append(last._replace(end=last.stop))
    return tuple(found)


def starts(text: str) -> Iterator[tuple[int, str]]:
    """Where each line starts, and what it says: for who looks at all lines and takes few."""
    if "\r" in text:
        return ((line.start, line.text) for line in lines(text))
    texts = text.split("\n")
    return zip(map(add, accumulate(map(len, texts), initial=0), count()), texts, strict=False)


def line_at(text: str, offset: int) -> Line:
    """The line that holds the character at an offset."""
    start = text.rfind("\n", 0, offset) + 1
    start = max(start, text.rfind("\r", start, offset) + 1)
    stop = text.find("\n", offset)
    stop = len(text) if stop < 0 else stop
    end = min(stop + 1, len(text))
    found = text.find("\r", offset, stop)
    if found >= 0:
        stop, end = found, end if found == stop - 1 else found + 1
    return Line(text[start:stop], start, stop, end)


@lru_cache(maxsize=4)
def words(text: str) -> Counter[str]:
    """How often each word occurs, in lower case and without the signs around it; words in capitals
    are left out. Words are what spaces part, so a compound with hyphens is one.
    """
    counts = Counter(text.split())
    found: Counter[str] = Counter()
    for word, times in counts.items():
        if not word.isupper():
            found[word.strip(_SIGNS).lower()] += times
    return found


def whole(line: Line) -> Span:
    """The line with its line break; the last line of a text may have none."""
    return block(line, line)


def block(first: Line, last: Line) -> Span:
    """The lines from `first` to `last`, with the line break of the last one."""
    return Span(first.start, last.end)
