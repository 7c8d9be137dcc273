"""Page numbers that were printed in the margin and now stand inside the lines of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from curate.clean.pages import margin
from curate.clean.pages.mark import number_of
from curate.text import Span


class Inline(NamedTuple):
    """A page number inside a text: its span, with the space that is too much, and the number."""

    span: Span
    number: int


_NAMED = re.compile(
    r"[\[{](?:pgs?\.?|pages?|pp?\.|p[aá]g\.?|seite|s\.|página|pagina|blz\.|sid\.|str\.) ?"
    r"(\d{1,4}[ab]?|[ivxlcj]{1,8})\.?[\]}]",
    re.IGNORECASE,
)
_NAMES = frozenset("bps")
"""The letters with which a page in brackets is called one."""
_CALLING = ("Page ", "Pg ", "Pg. ", "Seite ")
_CALLED = tuple(re.compile(rf"{word}(\d{{1,4}})(?!\d)") for word in _CALLING)
_BRACKETED = re.compile(r"\[(\d{1,4})\](?!\S)")
MOST_STEP = 3
"""Pages from one number to the next; plates and blank pages have none."""
MOSTLY = 0.6
"""Share of the numbers of one form that count up; text that speaks of pages has others."""
LEAST_NAMED, LEAST_BRACKETED = 3, 5
"""Numbers that must count up; what is called a page number needs fewer."""


def find(text: str) -> Iterator[Inline]:
    """The page numbers inside the lines, in order of their kind."""
    inside = [one for sign in "[{" if sign in text for one in text.split(sign)[1:]]
    if sum(piece[:1].lower() in _NAMES for piece in inside) >= LEAST_NAMED:
        yield from _counting(text, _NAMED, LEAST_NAMED, _always)
    if len(inside) >= LEAST_BRACKETED:
        yield from _counting(text, _BRACKETED, LEAST_BRACKETED, _cut)
    search = margin.look(text)
    called = [text[max(start - 6, 0) : start] for start, _ in search.called]
    if sum(word.endswith(_CALLING) for word in called) >= LEAST_NAMED:
        for pattern in _CALLED:
            yield from _counting(text, pattern, LEAST_NAMED, _glued)
    for number in margin.find(search):
        yield Inline(_with_space(text, number.start, number.end), number.value)


def _counting(
    text: str,
    pattern: re.Pattern[str],
    least: int,
    are_pages: Callable[[str, list[re.Match[str]]], bool],
) -> Iterator[Inline]:
    """The matches that count up by one, where they are most of all matches and of this kind."""
    every = [(match, number_of(match[1])) for match in pattern.finditer(text)]
    chain: list[tuple[re.Match[str], int]] = []
    for match, number in every:
        if not chain or 0 <= number - chain[-1][1] <= MOST_STEP:
            chain.append((match, number))
    found = [match for match, _ in chain]
    if len(chain) >= least and len(chain) > MOSTLY * len(every) and are_pages(text, found):
        for match, number in chain:
            yield Inline(_with_space(text, *match.span()), number)


def _always(_text: str, _found: list[re.Match[str]]) -> bool:
    return True


def _glued(text: str, found: list[re.Match[str]]) -> bool:
    """Does the text go on without a space after most of them?"""
    glued = sum(_is_glue(text[match.end() : match.end() + 1]) for match in found)
    return 2 * glued > len(found)


def _is_glue(character: str) -> bool:
    return character.isalpha() or (character in "\"“‘'—(" and bool(character))


def _cut(text: str, found: list[re.Match[str]]) -> bool:
    """Does each number stand once, and do some of them cut a sentence, as no reference does?"""
    counts = Counter(match[1] for match in found)
    cutting = sum(
        text[max(match.start() - 2, 0) : match.start()].strip().isalpha()
        and text[match.end() : match.end() + 2].strip().islower()
        for match in found
    )
    after_space = all(text[max(match.start() - 1, 0)].isspace() for match in found[1:])
    return max(counts.values()) == 1 and cutting > 1 and after_space


def _with_space(text: str, start: int, end: int) -> Span:
    """The span, with its line when it is alone there, or with one of two spaces around it."""
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1]
    if before == "\n" and after == "\n":
        return Span(start, end + 1)
    if before in " \n" and after == " ":
        return Span(start, end + 1)
    return Span(start, end)
