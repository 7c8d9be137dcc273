"""Counting: numbers in a text that go up by one at the distance of pages.

A page number is not known by its looks: tables, lists and notes hold bare numbers too. It is known
by its company: the next one stands a page further on, counts one more, and is set the same way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from curate.clean.pages.row import Row

LONGEST = 160
"""Letters of a row that can be a running head or foot."""
NEAREST, FARTHEST = 60, 15_000
"""Letters between two page numbers in a row; the largest printed pages hold some 10,000."""
NEAREST_NAMED = 20
"""Letters between two numbers that are called those of pages: a page may be nearly empty."""
STEADY = 2.5
"""How much longer or shorter than the middle one a page may be; figures and chapter ends vary."""
LEAST_OF_TWO = 800
"""Letters between two numbers that are all there is: short texts of three pages have no more."""
WIDE = 20
"""Spaces before a bare number in the middle or at the right of a page."""
REMEMBERED = 8
"""Earlier marks of one number that are tried as the one before."""

HEADING_NOUNS = frozenset(
    (
        "act",
        "annex",
        "answer",
        "appendix",
        "article",
        "book",
        "canto",
        "case",
        "chapter",
        "column",
        "day",
        "equation",
        "example",
        "exercise",
        "fig",
        "figure",
        "hymn",
        "item",
        "kapitel",
        "lesson",
        "letter",
        "level",
        "listing",
        "no",
        "note",
        "part",
        "phase",
        "plate",
        "problem",
        "psalm",
        "question",
        "rule",
        "scene",
        "section",
        "sonnet",
        "stage",
        "step",
        "table",
        "test",
        "theorem",
        "type",
        "unit",
        "verse",
        "version",
        "vol",
        "volume",
        "week",
        "year",
    )
)
"""Words that count the parts of a text; what follows them is no page number."""

_PAGE_WORD = re.compile(r"^(?:page|pages|pagina|página|pag|pg|p|seite|s|стр|p a g e)$")
_NUMBER = re.compile(r"(\d{1,4})([ab]?)")
_ROMAN = re.compile(r"(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,2}[ij]?)")
_TRIM = " \t[](){}<>-–—|.,:;*•·_'\"“”‘’«»~=/\\"
_OF = re.compile(r"(?<=\d)(?: of | de | von |/)\d{1,4}\b")
_VALUES = {"i": 1, "j": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Mark(NamedTuple):
    """A number at the start or end of a row that may be that of its page.

    `frame` is the row with this number as @ and the others as #; empty for a bare number; `is_page`
    says that it is called one ("Page 3", "[Pg 3]", "– 3 –"); `apart` that a wide gap sets it off.
    """

    number: int
    row: int
    frame: str
    is_page: bool
    apart: bool
    roman: bool


def marks(rows: Sequence[Row]) -> list[Mark]:
    """All marks, row by row."""
    found = []
    for place, row in enumerate(rows):
        flat = row.flat
        if len(flat) > LONGEST or _CODE.search(flat):
            continue
        if flat[-1] in _LAST or flat[0] in _LAST or _is_short(flat):
            found += _marks_of(place, row)
    return found


_CODE = re.compile(r"[{}=;<>\\$]|[.][ ]?[.][ ]?[.]|…{2}")
"""What program code and the leaders of a table of contents have and running heads have not."""
_LAST = frozenset("0123456789])}|-–—.,*ab~")


def _is_short(flat: str) -> bool:
    """Short rows may hold roman numerals."""
    return len(flat) < 60


def _marks_of(place: int, row: Row) -> list[Mark]:
    flat = _OF.sub("", row.flat)
    words = flat.split(" ")
    while words and not words[-1].strip(_TRIM):
        words.pop()
    while words and not words[0].strip(_TRIM):
        words = words[1:]
    found = []
    ends = [0] if len(words) == 1 else [0, len(words) - 1]
    for end in ends if words else []:
        value, roman = _value(words[end], len(words))
        if value:
            others = [*words[:end], *words[end + 1 :]]
            rest = " ".join(words[:end]) + "@" + " ".join(words[end + 1 :])
            frame = re.sub(r"\d+", "#", rest.lower())
            named = "".join(others).strip(_TRIM).lower()
            plain = not named or _is_page_word(" ".join(others))
            decorated = bool(named) or row.flat != words[end].strip(_TRIM)
            called = bool(end) and _is_page_word(words[end - 1])
            if not plain and _counts_parts(words, end):
                continue
            apart = row.indent >= WIDE if plain else _is_apart(row, words[end], end == 0)
            found.append(
                Mark(
                    value,
                    place,
                    "" if plain else frame,
                    called or (plain and decorated),
                    apart,
                    roman,
                )
            )
    return found


def _is_page_word(text: str) -> bool:
    return bool(_PAGE_WORD.match(text.lower().strip(_TRIM)))


def _counts_parts(words: list[str], end: int) -> bool:
    """Is the number that of a chapter or figure: "Chapter 3"?"""
    before = words[end - 1].lower().strip(_TRIM) if end else ""
    return before in HEADING_NOUNS


def _is_apart(row: Row, word: str, first: bool) -> bool:
    """Does a gap of three spaces or more part the number from the rest of the row?"""
    text = row.line.text.strip()
    if first:
        return text.startswith(word + "   ")
    return text.endswith("   " + word)


def _value(word: str, words: int) -> tuple[int, bool]:
    """The number a word stands for, 0 for none; and whether it is roman."""
    bare = word.strip(_TRIM)
    match = _NUMBER.fullmatch(bare)
    if match:
        return int(match[1]), False
    low = bare.lower()
    if low and len(low) <= 8 and (bare.islower() or bare.isupper()) and _ROMAN.fullmatch(low):
        values = [_VALUES[letter] for letter in low]
        following = [*values[1:], 0]
        signed = [-one if one < two else one for one, two in zip(values, following, strict=True)]
        return sum(signed), True
    return 0, False


def number_of(word: str) -> int:
    """The number a word stands for, in digits or roman, with or without brackets; 0 for none."""
    return _value(word, 1)[0]


def chains(rows: Sequence[Row]) -> list[list[Mark]]:
    """Runs of marks that count up at the distance of pages; they do not overlap. Longest first."""
    best, before = _link(rows, marks(rows))
    accepted: list[list[Mark]] = []
    used: set[Mark] = set()
    for mark in sorted(best, key=lambda one: -best[one]):
        if best[mark] < 2 or mark in used:
            continue
        chain = [mark]
        while (earlier := before.get(chain[-1])) is not None and earlier not in used:
            chain.append(earlier)
        used.update(chain)
        chain = _without_odd(chain[::-1])
        apart = bool(chain) and all(
            chain[-1].row < other[0].row or other[-1].row < chain[0].row for other in accepted
        )
        if apart and is_paging(rows, chain):
            accepted.append(chain)
    return accepted


def _without_odd(chain: list[Mark]) -> list[Mark]:
    """The chain without rows that only happen to begin or end with the number."""
    frames = [mark.frame for mark in chain]
    return [
        mark
        for mark in chain
        if not mark.frame or mark.is_page or mark.apart or frames.count(mark.frame) > 1
    ]


def _link(rows: Sequence[Row], found: list[Mark]) -> tuple[dict[Mark, float], dict[Mark, Mark]]:
    """For each mark the weight of the best run that ends with it, and the mark before it there."""
    best: dict[Mark, float] = {}
    before: dict[Mark, Mark] = {}
    gap: dict[Mark, float] = {}
    by_number: dict[tuple[bool, int], list[Mark]] = defaultdict(list)
    for mark in found:
        best[mark] = 1.0
        for step in (1, 2):
            for earlier in by_number[mark.roman, mark.number - step][-REMEMBERED:]:
                distance = (rows[mark.row].at - rows[earlier.row].at) / step
                nearest = NEAREST_NAMED if mark.is_page and earlier.is_page else NEAREST
                if earlier.row == mark.row or not nearest <= distance <= FARTHEST:
                    continue
                weight = (
                    best[earlier]
                    + _fits(mark, earlier, distance, gap.get(earlier))
                    - (0.6 if step == 2 else 0.0)
                )
                if weight > best[mark]:
                    best[mark], before[mark], gap[mark] = weight, earlier, distance
        by_number[mark.roman, mark.number].append(mark)
    return best, before


def _fits(mark: Mark, earlier: Mark, distance: float, usual: float | None) -> float:
    """How well a mark follows another: 1 with the usual distance, more with the same frame."""
    steady = usual is None or usual / STEADY <= distance <= usual * STEADY
    weight = 1.0 if steady else 0.35
    if mark.frame == earlier.frame:
        weight += 0.3
    if mark.apart:
        weight += 0.2
    return weight + (1.0 if mark.is_page and earlier.is_page else 0.0)


def is_paging(rows: Sequence[Row], chain: list[Mark]) -> bool:
    """Are these the numbers of pages? The fewer they are and the barer, the steadier they must be.

    The numbers here were found on manual pages, RFCs, PDF manuals and books; a wrong yes costs
    content, so doubt is no.
    """
    if len(chain) < 2:
        return False
    steps = [(rows[b.row].at - rows[a.row].at) / (b.number - a.number) for a, b in pairwise(chain)]
    middle = median(steps)
    steady = sum(middle / STEADY <= step <= middle * STEADY for step in steps) / len(steps)
    frames = [mark.frame for mark in chain]
    named = sum(
        mark.is_page or (bool(mark.frame) and (frames.count(mark.frame) > 1 or mark.apart))
        for mark in chain
    ) / len(chain)
    beside = _beside(rows, chain)
    if len(chain) == 2:
        alike = frames[0] == frames[1] and all(mark.apart or mark.is_page for mark in chain)
        return alike and beside == 1.0 and middle >= LEAST_OF_TWO
    if named >= 0.7 or beside >= 0.6:
        return middle >= 120 and steady >= 0.5
    return middle >= 150 and steady >= (0.75 if len(chain) > 4 else 0.9)


def _beside(rows: Sequence[Row], chain: list[Mark]) -> float:
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


def is_wordy(shape: str) -> bool:
    """Does a line hold letters enough to be told from another?"""
    return sum(character.isalpha() for character in shape) >= 3
