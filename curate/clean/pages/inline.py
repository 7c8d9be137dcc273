"""Page numbers that were printed in the margin and now stand inside the lines of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from curate.clean.layout import folded
from curate.clean.pages.count import number_of
from curate.text import Span


class Inline(NamedTuple):
    """A page number inside a text: its span, with the space that is too much, and the number."""

    span: Span
    number: int


_NAMED = re.compile(
    r"\[(?:pg\.?|page|p\.|pag\.?|seite|s\.|página) ?(\d{1,4}[ab]?|[ivxlcj]{1,8})\]", re.IGNORECASE
)
_GLUED = re.compile(r"(?<![^\W_])(?:Page|Pg\.?|Seite) (\d{1,4})(?=[^\W\d_]|[\"“‘'—(])")
_BRACKETED = re.compile(r"(?<![^\s])\[(\d{1,4})\](?![^\s])")
LEAST_NAMED, LEAST_BRACKETED = 3, 5
"""Numbers that must count up; what is called a page number needs fewer."""


def find(text: str) -> Iterator[Inline]:
    """The page numbers inside the lines, in order of their kind."""
    low = folded(text)
    if "[p" in low or "[s" in low:
        yield from _counting(text, _NAMED, LEAST_NAMED, lambda _: True)
    if "page " in low or "pg" in low or "seite " in low:
        yield from _counting(text, _GLUED, LEAST_NAMED, lambda _: True)
    if "[" in low:
        yield from _counting(text, _BRACKETED, LEAST_BRACKETED, lambda found: _cut(text, found))


def _counting(
    text: str,
    pattern: re.Pattern[str],
    least: int,
    are_pages: Callable[[list[re.Match[str]]], bool],
) -> Iterator[Inline]:
    """The matches, where nearly all of them count up by one."""
    found = list(pattern.finditer(text))
    numbers = [number_of(match[1]) for match in found]
    steps = sum(b - a in (0, 1, 2) for a, b in pairwise(numbers))
    if len(found) < least or steps < 0.8 * (len(found) - 1) or not are_pages(found):
        return
    for match, number in zip(found, numbers, strict=True):
        yield Inline(_with_space(text, *match.span()), number)


def _cut(text: str, found: list[re.Match[str]]) -> bool:
    """Does each number stand once, and do some of them cut a sentence, as no reference does?"""
    counts = Counter(match[1] for match in found)
    cutting = sum(
        text[max(match.start() - 2, 0) : match.start()].strip().isalpha()
        and text[match.end() : match.end() + 2].strip().islower()
        for match in found
    )
    return max(counts.values()) == 1 and cutting > 1


def _with_space(text: str, start: int, end: int) -> Span:
    """The span, with its line when it is alone there, or with one of two spaces around it."""
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1]
    if before == "\n" and after == "\n":
        return Span(start, end + 1)
    if before in " \n" and after == " ":
        return Span(start, end + 1)
    return Span(start, end)
