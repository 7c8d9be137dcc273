"""Page numbers that stood in the margin: alone on a line, or in the middle of a sentence.

Nothing in "and 15 so went with it" says that 15 is the number of a page, only that 14 stands a
page before it and 16 a page after it, and that some of them cut sentences where no number belongs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from curate.clean.line_model import characters as chars
from curate.clean.outline import outline
from curate.clean.pages.count import FIRST
from curate.clean.pages.figures import are_among, are_pairs, figures, pairs
from curate.clean.pages.mark import HEADING_NOUNS, number_of
from curate.clean.pages.run import NEAREST, NEAREST_ALONE, Number, is_like, length, runs
from curate.corpus.metadata.date import MONTHS

if TYPE_CHECKING:
    import numpy as np

MOST = 2_000
"""Numbers of a text; one with more is a table, and looking for pages in it is slow."""
LEAST = 5
"""Numbers that must count up; fewer beside others that do."""
CUTTING = 0.2
"""Share of the numbers that cut a sentence; those of lists and notes hardly ever do."""
LEAST_BOOK, LEAST_OF_VERSE = 600, 8
"""Characters of a page, and pages, where no number cuts a sentence."""
ALONE = 0.9
"""Share of its page numbers that stand alone on their lines."""
AFTER_STOP = 0.5
"""Share of the numbers in brackets after a full stop or comma, where references stand."""
YEARS = (1500, 2100)
"""Numbers that are rather years than pages."""
NEIGHBOURS = 40
"""Characters looked at before and after a number."""
_ROMAN = re.compile(r"(?:[ivxlc]{2,7}|[vx])(?=\s)")
_AMOUNT = ".,:/%°)]}-"
"""What stands behind a number that is no page's."""
_NUMERIC = ".,:/$€£#-+=([{"
_ALONE = frozenset(("\n", ""))
_EURO = "\N{EURO SIGN}"
_OPENING, _CLOSING = "[({", "])}"
_BRACKETED = re.compile(r"[\[({](\d{1,4})[\])}]")
_CALLED = re.compile(
    r"(?:Page|Pg\.?|Seite|\b(?:page|[Pp]\.|S\.)|[|–—-]) ?(\d{1,4})(?!\d)(?: ?[|–—-](?=\s))?"
)
_CALLING = (("gt", "e"), ("P", "g"), ("gPpS", "."))
"""The last two letters of the words before them, with or without a space between."""
_SIGNS = "|-?"
"""The signs before them; a dash is beyond Latin-1, see `Outline.plain`."""
_IN_SENTENCE = re.compile(r"[^\d]*[^\W\d_],?")
_BETWEEN = " \t\r\n0123456789"
_NOUNS = HEADING_NOUNS | {"p", "pp", "page", "pages", "nos", *MONTHS}
_STOPS = frozenset('.,;:!?"”’)»')
_TRIM = "[](){}.,:;"


_Seen: TypeAlias = tuple[int, int, str]
"""A number as it stands in the text: start and end with the signs that belong to it, and bare."""


class Search(NamedTuple):
    """A text and where its runs of digits start and end; which of them something calls the numbers
    of pages, and where a roman number may start.

    Each run of digits has a character `before` it and one `after` it (see `Outline.plain`).
    """

    text: str
    digits: np.ndarray
    before: np.ndarray
    after: np.ndarray
    called: list[list[int]]
    romans: np.ndarray


class _Form(NamedTuple):
    """A way to set page numbers: what looks like it, and what else is asked of a run of them."""

    looking: Callable[[Search], list[_Seen]]
    passes: Callable[[str, list[Number]], bool]


def look(text: str) -> Search:
    """The numbers of a text."""
    codes, digits = outline(text).codes, figures(text)
    before, after = codes[digits[:, 0] - 1], codes[digits[:, 1]]
    last = digits[:, 0] - 1 - (before == ord(" "))
    are_called = are_pairs(pairs(text)[last - 1], *_CALLING) | are_among(codes[last], _SIGNS)
    called = digits[are_called].tolist()
    return Search(text, digits, before, after, called, _romans(text))


def _romans(text: str) -> np.ndarray:
    """Where a small roman number may start, between white space."""
    codes = outline(text).codes
    is_space = outline(text).classes <= chars.BREAK
    is_roman = codes == ord("i")
    for letter in "vxlc":
        is_roman |= codes == ord(letter)
    found = is_space[:-3] & is_roman[1:-2]
    found &= is_space[2:-1] | (is_roman[2:-1] & (is_space | is_roman)[3:])
    starts: np.ndarray = found.nonzero()[0] + 1
    return starts


def find(search: Search) -> list[Number]:
    """The numbers of pages, in order."""
    return sorted(number for form in _FORMS for number in _of_form(search, form))


def _bare(search: Search) -> list[_Seen]:
    """Numbers without signs, and small roman ones."""
    text = search.text
    are_bare = ~(are_among(search.before, _NUMERIC) | are_among(search.after, _AMOUNT))
    found = [
        (max(start, end - 4), end, text[max(start, end - 4) : end])
        for start, end in search.digits[are_bare].tolist()
        if text[start - 1 : start] != _EURO
    ]
    romans = (_ROMAN.match(text, start) for start in search.romans.tolist())
    return sorted(found + [(*match.span(), match[0]) for match in romans if match])


def _bracketed(search: Search) -> list[_Seen]:
    are_bracketed = are_among(search.before, _OPENING) & are_among(search.after, _CLOSING)
    return [
        (start - 1, end + 1, search.text[start:end])
        for start, end in search.digits[are_bracketed].tolist()
        if end - start <= 4
    ]


def _called(search: Search) -> list[_Seen]:
    found: list[_Seen] = []
    last = 0
    for start, end in search.called:
        if end - start <= 4:
            match = _CALLED.search(search.text, max(last, start - 6), end + 3)
            if match and match.start(1) == start:
                found.append((*match.span(), match[1]))
                last = match.end()
    return found


def _of_form(search: Search, form: _Form) -> Iterator[Number]:
    text, seen = search.text, form.looking(search)
    if not LEAST <= len(seen) <= MOST or not _may_count(text, seen):
        return
    found = [number for one in seen if (number := _read(text, one))]
    every = [
        run
        for roman in (False, True)
        for run in runs([number for number in found if number.roman == roman])
    ]
    sure = [
        run for run in every if len(run) >= LEAST and _cut(text, run) and form.passes(text, run)
    ]
    rest = [run for run in every if run not in sure]
    if sure:
        usual = [length(run) for run in sure]
        sure += [run for run in rest if any(is_like(length(run), one) for one in usual)]
    elif _is_book(rest) and all(form.passes(text, run) for run in rest):
        sure = rest
    for run in sure:
        yield from run


def _may_count(text: str, seen: list[_Seen]) -> bool:
    """Do enough of them go up by small steps, some way apart? Most texts have none that do, and
    need no closer look.
    """
    best: dict[int, tuple[int, int]] = {}
    for start, _, bare in seen:
        value = int(bare) if bare.isdecimal() else number_of(bare)
        if not value or YEARS[0] <= value <= YEARS[1] or bare[0] == "0":
            continue
        near = NEAREST_ALONE if text[start - 1 : start] in _ALONE else NEAREST
        count = 0
        for step in (1, 2, 3):
            before = best.get(value - step)
            if before and before[0] > count and start - before[1] >= near:
                count = before[0]
        if count + 1 >= LEAST:
            return True
        if count + 1 > best.get(value, (0, 0))[0]:
            best[value] = (count + 1, start)
    return False


def _read(text: str, seen: _Seen) -> Number | None:
    """The number with what stands around it; None for one that counts something else."""
    start, end, digits = seen
    if digits[0] == "0" or (len(digits) == end - start and start and text[start - 1] in _NUMERIC):
        return None
    value = int(digits) if digits.isdecimal() else number_of(digits)
    if not value or YEARS[0] <= value <= YEARS[1]:
        return None
    before = text[max(0, start - NEIGHBOURS) : start]
    if before[-1:].isspace() and not before.isspace():
        word = before.rsplit(None, 1)[-1]
        if word != "no" and word.strip(_TRIM).lower() in _NOUNS:
            return None
    begins_line = not before[before.rfind("\n") + 1 :].strip()
    alone = begins_line and _is_alone(text, start, end)
    return Number(start, end, value, digits[0].isalpha(), alone)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Is nothing else in its line?"""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    return not text[line_start:start].strip() and not text[end:line_end].strip()


def _cut(text: str, run: list[Number]) -> bool:
    """Do some of them stand in the middle of a sentence?"""
    cutting = sum(_cuts(text, number) for number in run)
    return cutting >= max(2, CUTTING * len(run))


def _cuts(text: str, number: Number) -> bool:
    """Does it stand in the middle of a sentence?"""
    before = text[max(0, number.start - NEIGHBOURS) : number.start]
    following = text[number.end : number.end + NEIGHBOURS].lstrip(_BETWEEN)[:1]
    if not following.islower():
        return False
    word = before.split()[-1] if before[-1:].isspace() and not before.isspace() else ""
    return bool(word and _IN_SENTENCE.fullmatch(word)) or before[-1:].isalpha()


def _always(_text: str, _run: list[Number]) -> bool:
    return True


def _are_no_references(text: str, run: list[Number]) -> bool:
    """Does each number stand once in the text, and not as references do: from 1 on, after stops?"""
    spaced = all(text[max(one.start - 1, 0)].isspace() for one in run[1:])
    stops = sum(text[max(one.start - 1, 0)] in _STOPS for one in run)
    counts = Counter(_BRACKETED.findall(text))
    once = all(counts[str(one.value)] == 1 for one in run)
    return once and (spaced or (run[0].value > FIRST and stops <= AFTER_STOP * len(run)))


_FORMS = (
    _Form(_bare, _always),
    _Form(_bracketed, _are_no_references),
    _Form(_called, _always),
)


def _is_book(every: list[list[Number]]) -> bool:
    """Are they the pages of a book of verse, and not its parts, which begin with the first?"""
    numbers = [number for run in every for number in run]
    if len(numbers) < LEAST_OF_VERSE or every[0][0].value <= FIRST:
        return False
    alone = sum(number.alone for number in numbers)
    lengths = [length(run) for run in every]
    alike = all(is_like(one, lengths[0]) for one in lengths)
    return alike and min(lengths) >= LEAST_BOOK and alone >= ALONE * len(numbers)
