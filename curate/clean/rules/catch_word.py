r"""Removes catch-words and signatures at the foot of old printed pages.

Printers set the first word of the next page under the last line of a page, and a letter that
counts the sheets. Asked for is that the next page does begin with the word, at two turns or more;
in a text of old print (with the long s) of which only some pages are there, that it is a custom.

Kept: 'the last line of it\nso\nso it went on'
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from curate.clean.layout import whole
from curate.clean.pages import find
from curate.clean.pages.mark import GAP
from curate.clean.pages.row import Rows, rows
from curate.text import Proposal

STAGE = "furniture"
LEAST = 2
"""Catch-words that make a custom; one alone may be a short line."""
CUSTOM = 0.5
"""Share of the pages of an old text that end with one word, from which that is a custom."""
LONGEST = 24
"""Letters of a line with a signature and a catch-word."""
LONGEST_WORD = 12
"""Letters of a catch-word that nothing confirms."""
PROSE = 28
"""Letters of the lines around a turn; those of tables and indexes are shorter."""
_COUNT = r"(?: ?[ijvx]{1,4}| ?\d{1,2})"
_SHEET = r"(?:[A-Z]{1,3}|[A-Za-z](?: [a-z]){0,2}|\) ?: ?\(|\):\(|\)\(|\*{1,3}|†)"
_SIGNATURE = re.compile(rf"{_SHEET}{_COUNT}?|\d")
_SIGNED = re.compile(rf"(?:[IVX]+ ?\S{{2,8}} )?{_SHEET}{_COUNT}? {{3,}}(\S+(?: \S+)?)")
_SIGNED_CLOSE = re.compile(rf"[A-Z](?: [a-z]){{0,2}}{_COUNT}? (\S+)")
_NUMBERED = re.compile(r"\d{1,4}\.? {3,}\S.*|.*\S {3,}\d{1,4}\.?")
_ONE_WORD = re.compile(rf"(?:\d{{1,3}}\. )?\S{{1,{LONGEST_WORD}}}")
_HYPHENS = "-\N{HYPHEN}\N{NOT SIGN} "
_STOPS = (".", "!", "?")


class _Foot(NamedTuple):
    """The last line of a page, and where the next page begins; None at the end of the text."""

    place: int
    following: int | None


def propose(text: str) -> Iterator[Proposal]:
    """Each such line, and a head with a page number that parts a catch-word from its word."""
    found = rows(text)
    if GAP in text:
        yield from _around_heads(found)
    if found.feeds or found.old or find(text):
        feet = list(_feet(found, {item.line.start for item in find(text)}))
        yield from _old(found, feet) if found.old else _confirmed(found, feet)


def _around_heads(found: Rows) -> Iterator[Proposal]:
    """Catch-words that show by themselves that a page turns: a signature with a gap before the
    word, or a head with a page number set apart between the word and its copy.
    """
    least = 0 if found.old else PROSE
    above, size, below = found.size[:-3], found.size[1:-2], found.size[3:]
    feet = ((size <= LONGEST) & (above >= PROSE) & (below >= least)).nonzero()[0] + 1
    for place in feet.tolist():
        if GAP not in found.text[found.start[place] : found.stop[place + 1]]:
            continue
        foot, head, first = found.texts(slice(place, place + 3))
        signed = GAP in foot and _SIGNED.fullmatch(foot)
        if signed and (found.old or any(_catches(foot, row) for row in (head, first))):
            yield Proposal(whole(found[place].line), "", "signature and catch-word of a page")
        elif GAP in head and _turns(foot, head, first):
            yield Proposal(whole(found[place].line), "", f"catch-word: {foot} begins the next page")
            yield Proposal(whole(found[place + 1].line), "", "running head after a catch-word")


def _turns(foot: str, head: str, first: str) -> bool:
    """Does a head with a number part a word from its copy at the beginning of a line of prose?"""
    return len(first) >= PROSE and bool(_NUMBERED.fullmatch(head)) and _catches(foot, first)


def _feet(found: Rows, furniture: set[int]) -> Iterator[_Foot]:
    """The last line of each page, if it is short."""
    is_furniture = [start in furniture for start in found.begin.tolist()]
    for place in range(1, len(found) + 1):
        at_end = place == len(found)
        if is_furniture[place - 1] or len(found.bare[place - 1]) > LONGEST:
            continue
        if at_end or place in found.starts or is_furniture[place]:
            after = range(place, min(place + 4, len(found)))
            yield _Foot(place - 1, next((one for one in after if not is_furniture[one]), None))


def _confirmed(found: Rows, feet: list[_Foot]) -> Iterator[Proposal]:
    """The catch-words that the next page begins with, and signatures beside them."""
    catching = [foot for foot in feet if _is_caught(found, foot)]
    if len(catching) < LEAST:
        return
    for foot in feet:
        if foot in catching:
            yield _catch_word(found, foot.place)
        elif _SIGNATURE.fullmatch(found[foot.place].flat):
            yield _signature(found, foot.place)


def _old(found: Rows, feet: list[_Foot]) -> Iterator[Proposal]:
    """Also those that nothing confirms, where most pages end so."""
    signed = [foot for foot in feet if _is_signed(found, foot.place)]
    signatures = [foot for foot in feet if _SIGNATURE.fullmatch(found[foot.place].flat)]
    # Under a signature the catch-word is the line above.
    words = [foot._replace(place=foot.place - 1) for foot in signatures if foot.place]
    words += [foot for foot in feet if foot not in signed and foot not in signatures]
    caught = [foot for foot in words if _is_caught(found, foot)]
    single = [foot for foot in words if _is_one_word(found, foot.place)]
    for foot in signatures:
        yield _signature(found, foot.place)
    for foot in signed:
        yield Proposal(whole(found[foot.place].line), "", "signature and catch-word of a page")
    if not (signed or caught) and len(single) < max(LEAST, CUSTOM * (len(found.starts) + 1)):
        return
    for place in sorted({foot.place for foot in [*caught, *single]}):
        yield _catch_word(found, place)


def _catch_word(found: Rows, place: int) -> Proposal:
    why = f"catch-word: {found.bare[place]} leads on to the next page"
    return Proposal(whole(found[place].line), "", why)


def _signature(found: Rows, place: int) -> Proposal:
    return Proposal(whole(found[place].line), "", "signature: counts the sheets of a printed book")


def _is_caught(found: Rows, foot: _Foot) -> bool:
    return foot.following is not None and _catches(
        found[foot.place].flat, found.bare[foot.following]
    )


def _is_signed(found: Rows, place: int) -> bool:
    foot = found.bare[place]
    return bool(_SIGNED.fullmatch(foot) or _SIGNED_CLOSE.fullmatch(foot))


def _is_one_word(found: Rows, place: int) -> bool:
    foot, above = found.bare[place], found.bare[place - 1] if place else ""
    return bool(_ONE_WORD.fullmatch(foot)) and len(above) > len(foot) and not foot.endswith(_STOPS)


def _catches(foot: str, following: str) -> bool:
    """Is the last word of the foot the beginning of the line?"""
    words = foot.split()
    word = words[-1].strip(_HYPHENS).lower()
    return len(words) <= 4 and len(word) > 1 and following.lower().startswith(word)
