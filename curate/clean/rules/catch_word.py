r"""Removes catch-words and signatures at the foot of old printed pages.

Printers set the first word of the next page under the last line of a page, and a letter that
counts the sheets. Asked for is that the next page does begin with the word, at two turns or more.

Kept: 'the last line of it\nso\nso it went on'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.pages import find
from curate.clean.pages.mark import GAP
from curate.clean.pages.row import Row, Rows, rows
from curate.text import Proposal

STAGE = "furniture"
LEAST = 2
"""Catch-words that make a custom; one alone may be a short line."""
LONGEST = 24
"""Letters of a line with a signature and a catch-word."""
_SIGNATURE = re.compile(r"[A-Z]{1,3}(?: ?[ijv]{1,4}| ?\d{1,2})?|[a-z]|\*? ?\d")
PROSE = 28
"""Letters of the lines around a turn; those of tables and indexes are shorter."""
_SIGNED = re.compile(
    r"(?:[A-Z]{1,3}|[A-Z](?: [a-z]){1,2}|\) ?: ?\(|\):\()?(?: ?[ijv]{1,4}| ?\d{1,2})? {3,}\S"
)
_NUMBERED = re.compile(r"\d{1,4}\.? {3,}\S.*|.*\S {3,}\d{1,4}\.?")
_HYPHENS = "-\N{HYPHEN}\N{NOT SIGN} "


def propose(text: str) -> Iterator[Proposal]:
    """Each such line, and a head with a page number that parts a catch-word from its word."""
    found = rows(text)
    yield from _around_heads(found)
    furniture = {item.line.start for item in find(text)}
    if not furniture and not found.feeds:
        return
    feet = list(_feet(found, furniture))
    catching = [row for row, following in feet if _catches(row.flat, following.bare)]
    if len(catching) < LEAST:
        return
    for row, following in feet:
        if _catches(row.flat, following.bare):
            yield Proposal(whole(row.line), "", f"catch-word: the next page begins with {row.flat}")
        elif _SIGNATURE.fullmatch(row.flat):
            yield Proposal(whole(row.line), "", "signature: counts the sheets of a printed book")


def _around_heads(found: Rows) -> Iterator[Proposal]:
    """Catch-words that show by themselves that a page turns: a signature with a gap before the
    word, or a head with a page number set apart between the word and its copy.
    """
    bare = found.bare
    for place in range(1, len(bare) - 2):
        above, foot, head, first = bare[place - 1 : place + 3]
        if len(foot) > LONGEST or min(len(above), len(first)) < PROSE:
            continue
        signed = _SIGNED.match(foot)
        if signed and any(_catches(foot, row) for row in (head, first)):
            yield Proposal(whole(found[place].line), "", "signature and catch-word of a page")
        elif GAP in head and _NUMBERED.fullmatch(head) and _catches(foot, first):
            yield Proposal(whole(found[place].line), "", f"catch-word: {foot} begins the next page")
            yield Proposal(whole(found[place + 1].line), "", "running head after a catch-word")


def _feet(found: Rows, furniture: set[int]) -> Iterator[tuple[Row, Row]]:
    """The last line of each page, if it is short, and the first line of the next."""
    for place in range(1, len(found)):
        if len(found.bare[place - 1]) > LONGEST:
            continue
        row, last = found[place], found[place - 1]
        if (row.turns or row.line.start in furniture) and last.line.start not in furniture:
            for following in found[place : place + 4]:
                if following.line.start not in furniture:
                    yield last, following
                    break


def _catches(foot: str, following: str) -> bool:
    """Is the last word of the foot the beginning of the line?"""
    words = foot.split()
    word = words[-1].strip(_HYPHENS).lower()
    return len(words) <= 4 and len(word) > 1 and following.lower().startswith(word)
