"""Page furniture: rows that belong to the pages of a text and not to the text.

Pages turn where a form feed stands and where page numbers count up. Around a turn, rows that come
again at other turns, or that differ from them only in what a running head tells, are furniture.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from curate.clean.pages.count import chains, may_count
from curate.clean.pages.mark import Mark, marks
from curate.clean.pages.row import Row, Rows, rows
from curate.clean.pages.zone import REACH, Turn, repeated
from curate.text import Line


class Furniture(NamedTuple):
    """A line of page furniture. `number` is the page number it holds, `turns` at how many turns it
    comes again (0 for a bare page number), `counting` how many numbers count up.
    """

    line: Line
    number: int | None
    turns: int
    counting: int


@lru_cache(maxsize=4)
def find(text: str) -> tuple[Furniture, ...]:
    """The furniture of a text, in order."""
    if "\f" not in text and text.count("\n") < 4:
        return ()
    found = rows(text)
    feeds, marked = _feeds(found), marks(found)
    if not feeds and not may_count(found, marked):
        return ()
    counting = chains(found, _near(marked, feeds))
    numbered = {mark.row: (mark, len(chain)) for chain in counting for mark in chain}
    turns = _at_feeds(found, feeds, numbered) if feeds else _at_numbers(found, sorted(numbered))
    bare = not feeds and all(_is_transcriber(found[place]) for place in numbered)
    again = {} if bare or len(turns) < 2 else repeated(found, turns, set(numbered))
    return tuple(
        Furniture(
            found[place].line,
            numbered[place][0].number if place in numbered else None,
            again.get(place, 0),
            numbered[place][1] if place in numbered else 0,
        )
        for place in sorted({*numbered, *again})
    )


def _is_transcriber(row: Row) -> bool:
    """Is it a page number as transcribers of books note them, who leave out heads: "[Pg 12]"?"""
    return row.flat.startswith("[") and row.flat.endswith("]")


def _feeds(found: Rows) -> list[int]:
    """The rows that begin a page after a form feed; none where only one stands in the text."""
    feeds = sorted(found.feeds)
    return feeds if len(feeds) > 1 else []


def _near(found: list[Mark], feeds: list[int]) -> list[Mark]:
    """The marks that stand near a form feed; all where there are none."""
    if not feeds or not found:
        return found
    last = found[-1].row + 1
    near = {place for cut in (0, *feeds, last) for place in range(cut - REACH, cut + REACH)}
    return [mark for mark in found if mark.row in near]


def _at_feeds(found: Rows, feeds: list[int], numbered: dict[int, tuple[Mark, int]]) -> list[Turn]:
    """A turn at each form feed, and at the end of the text; at its start only where a page number
    stands there: a title is no running head.
    """
    starts = any(place in numbered for place in range(min(REACH, feeds[0])))
    cuts = sorted({*([0] if starts else []), *feeds, len(found)})
    return _divide([(cut - 1, cut) for cut in cuts], len(found))


def _at_numbers(found: Rows, anchors: list[int]) -> list[Turn]:
    return _divide([(anchor - 1, anchor + 1) for anchor in anchors], len(found))


def _divide(reached: list[tuple[int, int]], count: int) -> list[Turn]:
    """The rows before and after each turn, every row with the nearest turn only."""
    turns = []
    for i, (low, high) in enumerate(reached):
        floor = (reached[i - 1][1] + low) // 2 if i else -1
        ceiling = (high + reached[i + 1][0]) // 2 if i + 1 < len(reached) else count - 1
        before = range(low, max(low - REACH, floor), -1)
        turns.append(Turn(tuple(before), tuple(range(high, min(high + REACH, ceiling + 1)))))
    return turns
