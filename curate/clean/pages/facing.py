"""Facing pages of printed books: the even number stands at the left, the odd one at the right.

Of a transcribed book often only some pages are there, so that their numbers leap and the heads
change; what stays is the side, and that a wide gap parts the number from the head.
"""

from __future__ import annotations

from itertools import pairwise

from curate.clean.pages.mark import Mark
from curate.clean.pages.row import LONG, Rows
from curate.clean.wrapping import ends_sentence

LEAST_LEAP = 300
"""Letters from one page number to the next."""
LONGEST = 60
"""Letters of a head with its number."""
EDGES = 0.5
"""Share of the numbers that stand where a page turns or a sentence is cut."""


def facing(rows: Rows, found: list[Mark]) -> list[list[Mark]]:
    """The marks that are set as those of facing pages, in a list for each kind of number."""
    edges = {0, len(rows) - 1, *rows.starts, *(start - 1 for start in rows.starts)}
    heads = [mark for mark in found if _is_head(rows, mark, edges)]
    groups = []
    for kind in ("", "roman"):
        group = _fitting([mark for mark in heads if mark.kind == kind])
        if len(group) > 1 and _goes_up(rows, group) and _turns(rows, group, edges):
            groups.append(group)
    return groups


def _is_head(rows: Rows, mark: Mark, edges: set[int]) -> bool:
    """Is it set apart from a head, on its side, or alone at the edge of a page?"""
    if mark.frame:
        left = mark.frame.startswith("@")
        short = int(rows.size[mark.row]) <= LONGEST
        return mark.apart and short and left == (mark.number % 2 == 0)
    return mark.row in edges


def _fitting(group: list[Mark]) -> list[Mark]:
    """The heads, and those numbers alone that stand between the right ones."""
    heads = [mark for mark in group if mark.frame]
    return [
        mark
        for mark in group
        if mark.frame or all((mark.row < head.row) == (mark.number < head.number) for head in heads)
    ]


def _goes_up(rows: Rows, group: list[Mark]) -> bool:
    """Do they, with a page between them, but for the foot of one page and the head of the next?"""
    return all(
        b.number > a.number
        and (rows.at[b.row] - rows.at[a.row] >= LEAST_LEAP or (b.frame != "") != (a.frame != ""))
        for a, b in pairwise(group)
    )


def _turns(rows: Rows, group: list[Mark], edges: set[int]) -> bool:
    """Do they stand where pages turn? Those alone only where most pages have one."""
    sides = {mark.number % 2 for mark in group if mark.frame}
    if rows.old and sides:
        return True
    turning = sum(mark.row in edges or _cuts(rows, mark.row) for mark in group)
    if sides:
        # Chapters have their number at the left, even and odd ones.
        return len(sides) == 2 and turning >= EDGES * len(group)
    return len(group) >= EDGES * len(rows.starts) and (rows.old or len(group) > 2)


def _cuts(rows: Rows, place: int) -> bool:
    """Does a sentence go on from the line before to the one after?"""
    before, after = rows.bare[max(place - 1, 0) : place], rows.bare[place + 1 : place + 2]
    return any(len(row) > LONG and not ends_sentence(row) for row in before) and any(
        len(row) > LONG // 2 and row[0].islower() for row in after
    )
