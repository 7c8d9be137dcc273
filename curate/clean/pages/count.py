"""Counting: numbers in a text that go up by one at the distance of pages.

A page number is not known by its looks: tables, lists and notes hold bare numbers too. It is known
by its company: the next one stands a page further on, counts one more, and is set the same way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median

from curate.clean.pages.facing import facing
from curate.clean.pages.mark import Mark
from curate.clean.pages.row import LONG, LONGEST, Rows, is_wordy
from curate.clean.wrapping import ends_sentence

NEAREST, FARTHEST = 60, 15_000
"""Letters between two page numbers in a row; the largest printed pages hold some 10,000."""
NEAREST_NAMED = 20
"""Letters between two numbers that are called those of pages: a page may be nearly empty."""
STEADY = 2.5
"""How much longer or shorter than the middle one a page may be; figures and chapter ends vary."""
LEAST_OF_TWO = 800
"""Letters between two numbers that are all there is: short texts of three pages have no more."""
NEAREST_MIDDLE, LEAST_STEADY = 120, 0.5
"""Letters of the middle page, and share of the pages that are about as long, of any numbering."""
LEAST_LEAP = 300
"""Letters between two page numbers that are not neighbours."""
LEAST_APART = 400
"""Letters between numbers that only a wide gap tells from a table of contents."""
MOST_MARKS = 30_000
"""Numbers at line ends; a text with more is a table, and looking for pages in it is slow."""
LEAST = 3
"""Numbers that make a numbering where nothing but their counting tells them from others."""
LEAST_LETTERED = 5
"""Numbers with letters that make a numbering of facing pages; figures have letters too."""
LEAST_BOOK = 600
"""Letters of a page of verse: its numbers cut no sentence. Items of lists are shorter."""
FIRST = 2
"""The largest first number of what may be the parts of a text, where no number cuts a sentence."""
CUTTING = 0.15
"""Share of the numbers that cut a sentence in two; those of lists and posts never do."""
_ITEM = re.compile(r"\(?\d+[.)]|/\d+|[IVXLC]+\.")
REMEMBERED = 8
"""Earlier marks of one number that are tried as the one before."""


def may_count(rows: Rows, found: list[Mark]) -> bool:
    """May some of them count pages? Most texts have no marks but in lists and dates, and need no
    closer look: unless something tells pages from those, three must count up that are bare or set
    alike.
    """
    if len(found) < 2 or len(found) > MOST_MARKS:
        return False
    named = sum([mark.is_page or mark.apart or mark.kind == "lettered" for mark in found])
    if named > 1 or rows.old:
        return True
    frames = Counter([mark.frame for mark in found])
    longest: dict[tuple[str, int], int] = {}
    for number, _, frame, is_page, apart, kind in found:
        alike = not frame or frames[frame] > 1 or is_page or apart
        before = max(longest.get((kind, number - 1), 0), longest.get((kind, number - 2), 0))
        if before + alike >= LEAST:
            return True
        longest[kind, number] = max(longest.get((kind, number), 0), before + alike)
    return frames[""] >= LEAST and bool(rows.starts)


def chains(rows: Rows, found: list[Mark]) -> list[list[Mark]]:
    """Runs of marks that count up at the distance of pages; they do not overlap. Longest first."""
    if len(found) > MOST_MARKS:
        return []
    plain = [mark for mark in found if mark.kind != "lettered"]
    best, before = _link(rows, plain)
    accepted: list[list[Mark]] = []
    used: set[int] = set()
    for place in sorted(before, key=lambda one: -best[one]):
        if best[place] < 2 or place in used:
            continue
        places = [place]
        while (earlier := before.get(places[-1])) is not None and earlier not in used:
            places.append(earlier)
        used.update(places)
        chain = [plain[one] for one in places]
        chain = _without_odd(chain[::-1])
        apart = bool(chain) and all(_are_apart(chain, other) for other in accepted)
        if apart and is_paging(rows, chain):
            accepted.append(_with_better_ends(rows, chain, found))
    taken = {mark.row for chain in accepted for mark in chain}
    accepted += _with_gaps(rows, [mark for mark in found if mark.row not in taken])
    taken = {mark.row for chain in accepted for mark in chain}
    for group in facing(rows, found):
        accepted.append([mark for mark in group if mark.row not in taken])
    return accepted


def _with_gaps(rows: Rows, found: list[Mark]) -> list[list[Mark]]:
    """Page numbers that go up with leaps, where only some pages of a book are there.

    Only those set as nothing else is: "– 140 –", or apart from a running head that comes again.
    """
    groups: dict[str, list[Mark]] = defaultdict(list)
    lettered = [mark for mark in found if mark.kind == "lettered" and not mark.frame]
    for mark in found:
        if mark.kind == "lettered":
            continue
        if mark.is_page and not mark.frame:
            groups[""].append(mark)
        elif mark.apart and is_wordy(mark.frame):
            groups[mark.frame.replace("@", "")].append(mark)
    accepted = [group for group in groups.values() if _goes_up(rows, group)]
    return [*accepted, lettered] if _wanders_up(lettered) else accepted


def _wanders_up(group: list[Mark]) -> bool:
    """Do the numbers of facing pages (3a, 2b, 3b, 4a) go up, by small steps to and fro?"""
    steps = [b.number - a.number for a, b in pairwise(group)]
    near = sum(abs(step) <= 2 for step in steps)
    rises = group[-1].number - group[0].number if group else 0
    return len(group) >= LEAST_LETTERED and near >= 0.8 * len(steps) and rises * 4 >= len(group)


def _goes_up(rows: Rows, group: list[Mark]) -> bool:
    pairs = list(pairwise(group))
    if len(group) < 2 or any(
        b.number <= a.number or rows.at[b.row] - rows.at[a.row] < LEAST_LEAP for a, b in pairs
    ):
        return False
    return len(group) > 2 or any(_cuts(rows, mark) for mark in group)


def _cuts(rows: Rows, mark: Mark) -> bool:
    """Does the row stand in the middle of a sentence, between lines of prose?"""
    following = rows.bare[mark.row + 1 : mark.row + 4]
    goes_on = any(len(row) > LONG // 2 and row[0].islower() for row in following)
    before = rows.bare[max(mark.row - 3, 0) : mark.row]
    return goes_on and any(len(row) > LONG and not ends_sentence(row) for row in before)


def _are_apart(chain: list[Mark], other: list[Mark]) -> bool:
    """Does one end before the other begins?"""
    return chain[-1].row < other[0].row or other[-1].row < chain[0].row


def _without_odd(chain: list[Mark]) -> list[Mark]:
    """The chain without rows that only happen to begin or end with the number."""
    frames = [mark.frame for mark in chain]
    return [
        mark
        for mark in chain
        if not mark.frame or mark.is_page or mark.apart or frames.count(mark.frame) > 1
    ]


def _with_better_ends(rows: Rows, chain: list[Mark], found: list[Mark]) -> list[Mark]:
    """The chain with those first and last marks, of several that fit, at the likeliest distance.

    Where form feeds stand, only marks beside them are looked at, and none is likelier.
    """
    if len(chain) < 4 or rows.feeds:
        return chain
    usual = median(_steps(rows, chain[1:-1]))

    def badness(mark: Mark, beside: Mark) -> float:
        distance = abs(rows.at[mark.row] - rows.at[beside.row])
        return abs(distance / abs(mark.number - beside.number) - usual)

    def better(end: Mark, beside: Mark) -> Mark:
        others = [
            mark
            for mark in found
            if (mark.number, mark.frame, mark.kind) == (end.number, end.frame, end.kind)
            and (mark.row < beside.row) == (end.row < beside.row)
            and mark.apart == end.apart
        ]
        return min(others, key=lambda mark: badness(mark, beside))

    return [better(chain[0], chain[1]), *chain[1:-1], better(chain[-1], chain[-2])]


def _steps(rows: Rows, chain: list[Mark]) -> list[float]:
    """The letters from each page to the next."""
    return [(rows.at[b.row] - rows.at[a.row]) / (b.number - a.number) for a, b in pairwise(chain)]


def _link(rows: Rows, found: list[Mark]) -> tuple[list[float], dict[int, int]]:
    """By place, for each mark the weight of the best run that ends with it, and for those with one
    before them the place of that one.
    """
    best, gap = [1.0] * len(found), [0.0] * len(found)
    before: dict[int, int] = {}
    by_number: dict[tuple[str, int], list[int]] = defaultdict(list)
    at = rows.at
    for place, mark in enumerate(found):
        for step in (1, 2):
            for earlier in by_number.get((mark.kind, mark.number - step), ())[-REMEMBERED:]:
                other = found[earlier]
                distance = (at[mark.row] - at[other.row]) / step
                nearest = NEAREST_NAMED if mark.is_page and other.is_page else NEAREST
                if other.row == mark.row or not nearest <= distance <= FARTHEST:
                    continue
                weight = (
                    best[earlier]
                    + _fits(mark, other, distance, gap[earlier])
                    - (0.6 if step == 2 else 0.0)
                )
                if weight > best[place]:
                    best[place], before[place], gap[place] = weight, earlier, distance
        by_number[mark.kind, mark.number].append(place)
    return best, before


def _fits(mark: Mark, earlier: Mark, distance: float, usual: float) -> float:
    """How well a mark follows another: 1 with the usual distance, more with the same frame."""
    steady = not usual or usual / STEADY <= distance <= usual * STEADY
    weight = 1.0 if steady else 0.35
    if mark.frame == earlier.frame:
        weight += 0.3
    if mark.apart:
        weight += 0.2
    return weight + (1.0 if mark.is_page and earlier.is_page else 0.0)


def is_paging(rows: Rows, chain: list[Mark]) -> bool:
    """Are these the numbers of pages? The fewer they are and the barer, the steadier they must be.

    The numbers here were found on manual pages, RFCs, PDF manuals and books; a wrong yes costs
    content, so doubt is no.
    """
    if len(chain) < 2:
        return False
    steps = _steps(rows, chain)
    middle = median(steps)
    steady = sum(middle / STEADY <= step <= middle * STEADY for step in steps) / len(steps)
    if middle < NEAREST_MIDDLE or steady < LEAST_STEADY:
        return False
    frames = [mark.frame for mark in chain]
    if len(chain) == 2:
        alike = frames[0] == frames[1] and all(mark.apart or mark.is_page for mark in chain)
        return alike and middle >= LEAST_OF_TWO and _beside(rows, chain) == 1.0
    apart = sum(mark.apart for mark in chain) / len(chain)
    again = sum(not frame or frames.count(frame) > 1 for frame in frames) / len(chain)
    as_print = bool(rows.feeds) or rows.printed
    if apart >= 0.7 and middle >= LEAST_APART and (as_print or again >= 0.5):
        return True
    called = sum(mark.is_page for mark in chain) / len(chain)
    cuts = 0.0
    if not as_print:
        if _is_list(rows, chain):
            return False
        if called < 0.7:
            cuts = sum(_cuts(rows, mark) for mark in chain) / len(chain)
            if cuts < CUTTING:
                return _is_book(rows, chain, middle, steady)
    named = sum(
        mark.is_page or (bool(mark.frame) and frames.count(mark.frame) > 1) for mark in chain
    ) / len(chain)
    if named >= 0.7 or cuts >= 0.5 or _beside(rows, chain) >= 0.6:
        return True
    return middle >= 150 and steady >= (0.75 if len(chain) > 4 else 0.9)


def _is_book(rows: Rows, chain: list[Mark], middle: float, steady: float) -> bool:
    """Are they the bare page numbers of a book of verse, and not the numbers of its parts?"""
    book = len(chain) >= 8 and middle >= LEAST_BOOK and steady >= 0.9
    parts = chain[0].number <= FIRST
    bare = not any(mark.frame for mark in chain)
    return book and bare and not parts and _beside(rows, chain) < CUTTING


def _is_list(rows: Rows, chain: list[Mark]) -> bool:
    """Are most of them numbered as items and chapters are, "3.", "3)" or "III.", or years?"""
    items = sum(bool(_ITEM.fullmatch(rows.bare[mark.row])) for mark in chain)
    years = sum(1900 <= mark.number <= 2100 and not mark.is_page for mark in chain)
    return 2 * items > len(chain) or 2 * years > len(chain)


def _beside(rows: Rows, chain: list[Mark]) -> float:
    """The share of marks that have the same line near them, above or below."""
    shapes: Counter[str] = Counter()
    for mark in chain:
        near = [mark.row + step for step in (-2, -1, 1, 2)]
        shapes.update(
            {
                rows[place].shape
                for place in near
                if 0 <= place < len(rows) and len(rows[place].flat) <= LONGEST
            }
        )
    wordy = [count for shape, count in shapes.items() if is_wordy(shape)]
    return max(wordy, default=0) / len(chain)
