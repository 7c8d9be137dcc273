r"""Removes the numbers of lines that editions print in the margin: every fifth verse, every line.

They are known by counting the lines: the number grows by as much as lines lie between. Numbers on
every line must start lines of prose that go on from one to the next, as pleadings and manuscripts
have them; lists, tables, program listings and verses of the Bible have numbers that are their own.

Changed: ('Sing, mill,\nand river,\nthe sacks\nof barley,\nthe lamp   5\n'
          'and book,\nthe mice\nand drought,\nthe wheel\nof water,   10\n'
          'the clerk\nand council,\nthe map\nof valleys,\nthe ink   15\n'
          'and paper,\nthe roots\nand leaves,\nthe hand\nthat wrote.   20\n')
To: ('Sing, mill,\nand river,\nthe sacks\nof barley,\nthe lamp\n'
     'and book,\nthe mice\nand drought,\nthe wheel\nof water,\n'
     'the clerk\nand council,\nthe map\nof valleys,\nthe ink\n'
     'and paper,\nthe roots\nand leaves,\nthe hand\nthat wrote.\n')
Kept: '1 milk\n2 eggs\n3 bread\n4 butter\n5 salt\n6 oil\n7 tea\n8 flour\n'
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from curate.clean.pages.figures import are_pairs
from curate.clean.pages.row import LONG, SPACES, Rows, rows
from curate.text import Proposal, Span

STAGE = "furniture"
ORDER = -1
STEPS = (5, 10, 4, 3)
"""Lines from one number to the next, as editions have them."""
LEAST = 4
"""Numbers that count the lines between them; by chance one in five does, so four never."""
LEAST_LINES = 20
"""Numbered lines of prose: a page of a pleading has 25."""
BETWEEN = 0.1
"""Share of the lines between that may have a number there too; those of tables all have."""
GOING_ON = 0.4
"""Share of the numbered lines that go on in the next one in lower case; of wrapped prose more
than half do, of lists and programs none.
"""
SLIP = 2
"""Lines by which counting may be off: heads and page numbers stand between."""
CODE = 0.1
"""Share of the lines that may hold what only programs do."""
_CODE = re.compile(r"[{}=;<>\\$%]|^//|^#")
_FIGURES = "0123456789"
LONGEST = 4
"""Figures of a line's number."""
_LEFT = re.compile(r"([ \t]*)([0-9]{1,4})([ \t]+)(?=\S)")


class _Number(NamedTuple):
    """A number at an end of a row."""

    place: int
    value: int


def propose(text: str) -> Iterator[Proposal]:
    """Each number of a line."""
    found = rows(text)
    left = list(_at_left(found))
    if len(left) >= LEAST:
        for number, why in [*_spaced(left), *_on_every_line(found, left)]:
            yield _from_left(found, number.place, why)
    right = list(_at_right(found))
    if len(right) >= LEAST:
        for number, why in _spaced(right):
            yield _from_right(found, number.place, why)


def _at_left(found: Rows) -> Iterator[_Number]:
    (places,) = are_pairs(found.heads, (_FIGURES, _FIGURES + " \t")).nonzero()
    for place, begin in zip(places.tolist(), found.begin[places].tolist(), strict=True):
        match = _LEFT.match(found.text, begin)
        if match:
            yield _Number(place, int(match[2]))


def _at_right(found: Rows) -> Iterator[_Number]:
    (places,) = are_pairs(found.tails, (_FIGURES + SPACES, _FIGURES)).nonzero()
    for place, bare in zip(places.tolist(), found.texts(places), strict=True):
        words = bare[-LONGEST - 1 :].rsplit(None, 1)
        if (
            len(words[-1]) <= LONGEST
            and len(words[-1]) < len(bare)
            and not words[-1].strip(_FIGURES)
        ):
            yield _Number(place, int(words[-1]))


def _from_left(found: Rows, place: int, why: str) -> Proposal:
    """A number goes with the gap after it; where the other lines are indented as far, the text
    keeps its place.
    """
    line = found[place].line
    match = _LEFT.match(line.text)
    width = match.end() if match else 0
    beside = found[max(place - 1, 0)].line.text[:width]
    new = " " * width if place and len(beside) == width and beside.isspace() else ""
    return Proposal(Span(line.start, line.start + width), new, why)


def _from_right(found: Rows, place: int, why: str) -> Proposal:
    line = found[place].line
    text = line.text.rstrip().rstrip(_FIGURES).rstrip()
    return Proposal(Span(line.start + len(text), line.stop), "", why)


def _spaced(numbers: list[_Number]) -> Iterator[tuple[_Number, str]]:
    """Runs of numbers that grow by a step, as many rows apart, with few others between."""
    for step in STEPS:
        run: list[_Number] = []
        for number in [one for one in numbers if one.value % step == 0]:
            if run and not _counts(run[-1], number, step):
                yield from _remove(run, numbers, step)
                run = []
            run.append(number)
        yield from _remove(run, numbers, step)


def _counts(last: _Number, following: _Number, step: int) -> bool:
    grows = following.value - last.value
    apart = following.place - last.place
    return grows == step and step <= apart <= step + SLIP


def _remove(run: list[_Number], numbers: list[_Number], step: int) -> Iterator[tuple[_Number, str]]:
    if len(run) < LEAST:
        return
    exact = sum(b.place - a.place == step for a, b in pairwise(run))
    inside = sum(run[0].place <= one.place <= run[-1].place for one in numbers) - len(run)
    lines = run[-1].place - run[0].place
    if 2 * exact >= len(run) - 1 and inside <= BETWEEN * lines:
        for number in run:
            why = f"number of line {number.value}, one of {len(run)} that count every {step} lines"
            yield number, why


def _on_every_line(found: Rows, numbers: list[_Number]) -> Iterator[tuple[_Number, str]]:
    """Numbers that begin every line of prose, from 1 on each page or through the text."""
    runs: list[list[_Number]] = []
    for number in numbers:
        last = runs[-1][-1] if runs else None
        grows = last and last.value + 1 == number.value
        if last and grows and number.place - last.place <= 1 + SLIP:
            runs[-1].append(number)
        else:
            runs.append([number])
    lines = [number for run in runs if len(run) >= LEAST for number in run]
    if len(lines) < LEAST_LINES or not _is_prose(found, lines):
        return
    for number in lines:
        yield number, f"number of line {number.value}: all {len(lines)} lines have one"


def _is_prose(found: Rows, lines: list[_Number]) -> bool:
    texts = [found.bare[number.place].lstrip("0123456789 \t") for number in lines]
    pairs = list(pairwise(texts))
    goes_on = sum(len(a) > LONG and a[-1] not in ".!?:;{}" and b[0].islower() for a, b in pairs)
    code = sum(bool(_CODE.search(text)) for text in texts)
    return goes_on >= GOING_ON * len(pairs) and code <= CODE * len(texts)
