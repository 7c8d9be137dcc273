"""Page furniture: rows that belong to the pages of a text and not to the text.

Pages turn where a form feed stands and where page numbers count up. Around a turn, rows that come
again at other turns, or differ from them only in what a running head tells, are furniture.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from curate.clean.pages.count import LONGEST, Mark, chains, is_wordy
from curate.clean.pages.row import Row, rows
from curate.text import Line

REACH = 5
"""Rows before and after a turn that may be furniture: manuals have up to three above and below."""
MOSTLY = 0.6
"""Share of a line's copies that stand near turns, from which it is furniture."""
OFTEN = 0.25
"""Share of the turns at which a line comes again, from which it need not be on the next page."""
ALIKE = 0.6
"""Share of common words from which two running heads are the same one with another section."""


class Furniture(NamedTuple):
    """A line of page furniture. `number` is the page number it holds, `turns` at how many turns it
    comes again (0 for a bare page number), `counting` how many numbers count up.
    """

    line: Line
    number: int | None
    turns: int
    counting: int


@lru_cache(maxsize=2)
def find(text: str) -> tuple[Furniture, ...]:
    """The furniture of a text, in order."""
    if not _may_have_pages(text):
        return ()
    found = rows(text)
    counting = chains(found)
    numbered = {mark.row: (mark, len(chain)) for chain in counting for mark in chain}
    turns = _turns(found, counting)
    repeated = _repeated(found, turns, numbered) if len(turns) > 1 else {}
    places = sorted({*numbered, *repeated})
    return tuple(
        Furniture(
            found[place].line,
            numbered[place][0].number if place in numbered else None,
            repeated.get(place, 0),
            numbered[place][1] if place in numbered else 0,
        )
        for place in places
    )


def _may_have_pages(text: str) -> bool:
    """A text without form feeds and with few lines has no pages to turn."""
    return "\f" in text or text.count("\n") >= 4


class _Turn(NamedTuple):
    """Where a page turns: the rows that may be its furniture, from the turn outwards."""

    before: list[int]
    after: list[int]


def _turns(found: Sequence[Row], counting: list[list[Mark]]) -> list[_Turn]:
    """At form feeds, or at page numbers where there are none; a row is of the nearest turn."""
    feeds = [place for place, row in enumerate(found) if row.turns]
    if len(feeds) > 1:
        cuts = sorted({0, *feeds, len(found)})
        reached = [(cut - 1, cut) for cut in cuts]
    else:
        anchors = sorted(mark.row for chain in counting for mark in chain)
        reached = [(anchor - 1, anchor + 1) for anchor in anchors]
    turns = []
    for i, (low, high) in enumerate(reached):
        floor = (reached[i - 1][1] + low) // 2 if i else -1
        ceiling = (high + reached[i + 1][0]) // 2 if i + 1 < len(reached) else len(found) - 1
        turns.append(
            _Turn(
                list(range(low, max(low - REACH, floor), -1)),
                list(range(high, min(high + REACH, ceiling + 1))),
            )
        )
    return turns


class _Place(NamedTuple):
    """A row near a turn: which turn, and how many rows before (negative) or after it."""

    turn: int
    slot: int


def _repeated(
    found: Sequence[Row], turns: list[_Turn], numbered: dict[int, tuple[Mark, int]]
) -> dict[int, int]:
    """Rows near turns that come again at other turns, with the number of those turns."""
    near: dict[int, _Place] = {}
    by_shape: dict[str, list[_Place]] = defaultdict(list)
    for number, turn in enumerate(turns):
        for slots, sign in ((turn.before, -1), (turn.after, 1)):
            for slot, place in enumerate(slots, 1):
                if len(found[place].flat) <= LONGEST and place not in near:
                    near[place] = _Place(number, sign * slot)
                    by_shape[found[place].shape].append(near[place])
    wanted = {shape for shape, places in by_shape.items() if len(places) > 1 and is_wordy(shape)}
    everywhere = Counter(
        row.shape for row in found if len(row.flat) <= LONGEST and row.shape in wanted
    )
    strong = {shape for shape in wanted if len(by_shape[shape]) >= MOSTLY * everywhere[shape]}
    result: dict[int, int] = {}
    for turn in turns:
        for side in (turn.before, turn.after):
            skipped = 0
            for place in side:
                again = 0
                if place in near and found[place].shape in strong:
                    others = by_shape[found[place].shape]
                    again = _again(near[place], others)
                    if again + 1 < max(3, len(turns) * OFTEN) and (
                        skipped or not _is_next(near[place], others)
                    ):
                        again = 0
                if again:
                    result[place] = again + 1
                skipped = 0 if again or place in numbered else skipped + 1
                if skipped > 1:
                    break
    return result


def _again(place: _Place, others: list[_Place]) -> int:
    """At how many other turns the same shape stands at about the same place."""
    return len(
        {
            other.turn
            for other in others
            if other.turn != place.turn and abs(other.slot - place.slot) <= 2
        }
    )


def _is_next(place: _Place, others: list[_Place]) -> bool:
    """Does the same shape stand at the same place of the page before or after, or the next but one
    (left and right pages differ)?
    """
    return any(
        0 < abs(other.turn - place.turn) <= 2 and other.slot == place.slot for other in others
    )
