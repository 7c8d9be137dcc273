"""A quote is the raw text between its offsets.

`exact` repeats what stands from `start` to `end` of the raw text, in Unicode code points. Where the
two differ, the offsets or the quote are wrong; where the quote stands in the text exactly once, the
hint says where, and `curate validate --fix` moves the offsets there. Offsets that fit in UTF-16
units or in UTF-8 bytes (as JavaScript and Go count) are recognised.

Wrong: "The King" with start 4, end 12 of "In 2019 the King".
Right: "the King" with start 8, end 16.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curate.check.sense.rule import Remark
from curate.check.sense.world import World
from curate.check.syntax import cut

SEVERITY = "error"
KINDS = ("span",)


def check(record: Mapping[str, Any], raw: str | None, _world: World) -> list[Remark]:
    """Every fragment against the raw text."""
    if raw is None:
        return []
    return [
        _remark(index, part["start"], part["end"], part["exact"], raw)
        for index, part in enumerate(record["target"])
        if raw[part["start"] : part["end"]] != part["exact"]
        and part["start"] < part["end"] <= len(raw)
    ]


def _remark(index: int, start: int, end: int, exact: str, raw: str) -> Remark:
    found = cut(raw[start:end], 60)
    message = f"the text from {start} to {end} is {found!r}, the quote says {cut(exact, 60)!r}"
    return Remark(
        ("target", index, "exact"), message, _hint(start, end, exact, raw), repr(found), repr(exact)
    )


def _hint(start: int, end: int, exact: str, raw: str) -> str:
    unit = other_unit(start, end, exact, raw)
    places = list(occurrences(raw, exact))
    if unit:
        return f"The offsets count {unit}; count code points (--fix does)."
    if len(places) == 1:
        return f"The quote stands at {places[0]}–{places[0] + len(exact)} (--fix moves it there)."
    if places:
        nearest = min(places, key=lambda place: abs(place - start))
        return f"The quote stands at {len(places)} places, the nearest at {nearest}."
    return "The quote stands nowhere in the text; was it made on another version of it?"


def occurrences(raw: str, exact: str) -> Iterator[int]:
    """Where a quote stands in a text, in order; at most a hundred places."""
    place = raw.find(exact)
    for _ in range(100):
        if place < 0:
            return
        yield place
        place = raw.find(exact, place + 1)


def other_unit(start: int, end: int, exact: str, raw: str) -> str:
    """The unit in which the offsets give the quote, if it is not code points; else empty."""
    for unit, encoding, size in (("UTF-16 units", "utf-16-le", 2), ("UTF-8 bytes", "utf-8", 1)):
        data = raw.encode(encoding)
        if data[start * size : end * size] == exact.encode(encoding):
            return unit
    return ""
