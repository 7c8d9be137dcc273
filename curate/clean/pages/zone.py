"""The rows around page turns: which of them come again at other turns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from curate.clean.pages.row import LONGEST, Row, Rows
from curate.clean.wrapping import ends_sentence

REACH = 6
"""Rows before and after a turn that may be furniture: manuals have up to three above and below."""
MOSTLY = 0.6
"""Share of a line's copies that stand near turns, from which it is furniture."""
OFTEN = 0.25
"""Share of the turns at which a line comes again, from which it need not be on the next page."""
HALF = 0.5
"""Share of the turns at which a line must come again that ends as a sentence does."""
DRIFT = 2
"""Rows by which the place of a running line may differ: left and right pages are set apart."""
_GAP = re.compile(r"\s{3,}")


class Turn(NamedTuple):
    """Where a page turns: the rows that may be its furniture, from the turn outwards."""

    before: tuple[int, ...]
    after: tuple[int, ...]


class _Place(NamedTuple):
    """A row near a turn: which turn, and how many rows before (negative) or after it."""

    turn: int
    slot: int


def repeated(found: Rows, turns: list[Turn], numbered: set[int]) -> dict[int, int]:
    """Rows near turns that come again at other turns, with the number of those turns."""
    zone = _Zone(found, turns)
    result: dict[int, int] = {}
    for turn in turns:
        for side in (turn.before, turn.after):
            skipped = 0
            for place in side:
                again = zone.again(place, skipped)
                if again:
                    result[place] = again
                skipped = 0 if again or place in numbered else skipped + 1
                if skipped > DRIFT + 1:
                    break
    for place, again in zone.companions(result):
        result.setdefault(place, again)
    return result


class _Zone:
    """The rows near turns, by what they say."""

    def __init__(self, found: Rows, turns: list[Turn]) -> None:
        self._found, self._turns = found, turns
        self._near: dict[int, _Place] = {}
        self._rows: dict[_Place, int] = {}
        self._by_key: dict[str, set[_Place]] = defaultdict(set)
        self._counted: dict[tuple[str, int], int] = {}
        for number, turn in enumerate(turns):
            for slots, sign in ((turn.before, -1), (turn.after, 1)):
                for slot, place in enumerate(slots, 1):
                    if place not in self._near:
                        self._near[place] = _Place(number, sign * slot)
                        self._rows[self._near[place]] = place
                        if key := found[place].key:
                            self._by_key[key].add(self._near[place])
        wanted = {key for key, places in self._by_key.items() if len(places) > 1}
        starts = {key[0] for key in wanted} | ({*"0123456789"} if wanted else set())
        self._everywhere = Counter(
            key
            for place, bare in enumerate(found.bare)
            if (place >= REACH or place in self._near)
            and (bare[0].lower() in starts or "=" in starts)
            and (key := found[place].key) in wanted
        )

    def again(self, place: int, skipped: int) -> int:
        """At how many turns a row comes again, 0 if it is no furniture; `skipped` rows that are
        none stand between it and the turn.
        """
        at, key = self._near.get(place), self._found[place].key
        if at is None or not key:
            return 0
        others = self._by_key[key]
        inside = len(others) / self._everywhere[key] if key in self._everywhere else 0.0
        if inside >= MOSTLY:
            count = self._count(at, key, inside == 1.0, skipped)
            by_chance = ends_sentence(self._found[place].flat)
            if count and not (by_chance and count < len(self._turns) * HALF):
                return count
        elif inside:
            return 0
        return self._with_alike(place, at) if not skipped else 0

    def _count(self, at: _Place, key: str, always: bool, skipped: int) -> int:
        count = self._turns_with(key, at.slot)
        if count >= max(3, len(self._turns) * OFTEN):
            return count if skipped <= (DRIFT + 1 if always else 1) else 0
        if always and skipped <= 1:
            anywhere = len({place.turn for place in self._by_key[key]})
            if anywhere >= max(3, len(self._turns) * OFTEN):
                return anywhere
        near = [
            slot
            for step in (-2, -1, 1, 2)
            for slot in range(at.slot - DRIFT, at.slot + DRIFT + 1)
            if _Place(at.turn + step, slot) in self._by_key[key]
        ]
        few = always and len(self._turns) <= 4 and bool(near)
        return count if not skipped and (at.slot in near or few) else 0

    def _turns_with(self, key: str, slot: int) -> int:
        """At how many turns a line stands at about a place."""
        if (key, slot) not in self._counted:
            turns = {place.turn for place in self._by_key[key] if abs(place.slot - slot) <= DRIFT}
            self._counted[key, slot] = len(turns)
        return self._counted[key, slot]

    def _with_alike(self, place: int, at: _Place) -> int:
        """At how many turns near by a head stands that shares a part with this one."""
        return (
            sum(_are_alike(self._found[place], self._found[other]) for other in self._same_slot(at))
            and 2
        )

    def _same_slot(self, at: _Place) -> Iterator[int]:
        for step in (-2, -1, 1, 2):
            other = self._rows.get(_Place(at.turn + step, at.slot))
            if other is not None:
                yield other

    def companions(self, furniture: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Section titles in capitals that stand beside furniture, or next to it but one, at several
        turns.
        """
        beside = []
        for place in furniture:
            for other in (place - 2, place - 1, place + 1, place + 2):
                near = self._near.get(other)
                if near and other not in furniture:
                    kind = _kind(self._found[other])
                    if kind:
                        beside.append((other, (kind, self._found[place].key, other - place)))
        counts = Counter(company for _, company in beside)
        for place, company in beside:
            if counts[company] > 2:
                yield place, counts[company]


def _kind(row: Row) -> str:
    """The kind of a row that a running head is made of, empty for none."""
    if row.flat.isupper() and row.flat[0].isdigit() and len(row.flat) < LONGEST // 2:
        return "section title"
    return ""


def _are_alike(row: Row, other: Row) -> bool:
    """Do two heads share a part that wide gaps set off, or, in capitals, how they begin?"""
    if len(row.flat) > LONGEST or len(other.flat) > LONGEST:
        return False
    parts, others = _parts(row), _parts(other)
    capitals = row.flat.isupper() and other.flat.isupper()
    if len(parts) > 1 or len(others) > 1:
        both = capitals and len(parts) == len(others)
        return bool(parts & others) or (both and row.shape.split()[:2] == other.shape.split()[:2])
    if capitals:
        return row.shape.split()[:3] == other.shape.split()[:3] and len(row.shape.split()) > 3
    return False


def _parts(row: Row) -> set[str]:
    parts = _GAP.split(row.bare.lower())
    return {re.sub(r"\d+", "#", part) for part in parts if sum(map(str.isalpha, part)) > 4}
