r"""Removes catch-words and signatures at the foot of old printed pages.

Printers set the first word of the next page under the last line of a page, and a letter that
counts the sheets. Asked for is that the next page does begin with the word, at two turns or more.

Kept: 'the last line of it\nso\nso it went on'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.pages import find
from curate.clean.pages.row import Row, Rows, rows
from curate.text import Proposal

STAGE = "furniture"
LEAST = 2
"""Catch-words that make a custom; one alone may be a short line."""
LONGEST = 24
"""Letters of a line with a signature and a catch-word."""
_SIGNATURE = re.compile(r"[A-Z]{1,3}(?: ?[ijv]{1,4}| ?\d{1,2})?|[a-z]|\*? ?\d")
_HYPHENS = "-\N{HYPHEN}\N{NOT SIGN} "


def propose(text: str) -> Iterator[Proposal]:
    """Each such line."""
    furniture = {item.line.start for item in find(text)}
    if not furniture and "\f" not in text:
        return
    found = rows(text)
    feet = list(_feet(found, furniture))
    catching = [row for row, following in feet if _catches(row, following)]
    if len(catching) < LEAST:
        return
    for row, following in feet:
        if _catches(row, following):
            yield Proposal(whole(row.line), "", f"catch-word: the next page begins with {row.flat}")
        elif _SIGNATURE.fullmatch(row.flat):
            yield Proposal(whole(row.line), "", "signature: counts the sheets of a printed book")


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


def _catches(row: Row, following: Row) -> bool:
    words = row.flat.split()
    word = words[-1].strip(_HYPHENS).lower()
    return len(words) <= 4 and len(word) > 1 and following.flat.lower().startswith(word)
