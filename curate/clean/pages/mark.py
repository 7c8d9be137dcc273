"""Marks: numbers at the start or end of a row that may be those of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from curate.clean.pages.row import LONGEST, Row

WIDE = 20
"""Spaces before a bare number in the middle or at the right of a page."""

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
_DECORATED = re.compile(r"[-–—~=·•*|]+ ?\w+ ?[-–—~=·•*|]+|\[ ?\w+ ?\]|\| ?\w+|\w+ ?\|")
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
            decorated = bool(named) or bool(_DECORATED.fullmatch(row.flat))
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
