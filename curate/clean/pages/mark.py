"""Marks: numbers at the start or end of a row that may be those of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from curate.clean.pages.figures import are_among
from curate.clean.pages.row import LONGEST, Rows, single_spaced

WIDE = 20
"""Spaces before a bare number in the middle or at the right of a page."""

_NOUNS = """
    abb abschnitt act annex answer appendix art article artikel book buch canto cap capitel
    capitolo capítulo case chap chapitre chapter column day equation example exercise fig figure
    hoofdstuk hymn item kap kapitel lesson letter level libro lied listing livre no note nr n°
    part parte partie phase plate problem psalm question rule scene section sonnet stage step
    tab tabelle table tafel teil test theil theorem type unit verse version vol volume week year
    § §§ глава №
    """
HEADING_NOUNS = frozenset(_NOUNS.split())
"""Words that count the parts of a text; what follows them is no page number."""

_PAGE_WORDS = frozenset(
    ("page", "pages", "pagina", "página", "pag", "pg", "p", "seite", "s", "стр", "p a g e")
)
_NUMBER = re.compile(r"(\d{1,4})([ab]?)")
_TRIM = " \t[](){}<>-–—|.,:;*•·_'\"“”‘’«»~=/\\"
_DECORATED = re.compile(r"[-–—~=·•*|]+ ?\w+ ?[-–—~=·•*|]+|\[ ?\w+ ?\]|\| ?\w+|\w+ ?\|")
_TIME = re.compile(r"\d[/:]\d")
_DIGITS = re.compile(r"\d+")
_POINTS = re.compile(r"[.,:;'’]")
_OF = re.compile(r"(?<=\d)(?: of | de | von |/)\d{1,4}\b")
GAP = "   "
"""Spaces that set a page number apart from a running head."""
LONGEST_NUMBER = 5
"""Letters of a page number: four figures and a letter."""
LONGEST_ROMAN = 60
"""Letters of a row that is looked at for a roman number: prose begins with I too often."""
_EDGES = "0123456789])}|-–—*~[(?"
_ROMAN_ENDS = "ivxlcjIVXLCJ."
_ROMAN_NEXT = _ROMAN_ENDS + " \t"


def _roman(number: int) -> str:
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return tens[number // 10] + ones[number % 10]


def _romans() -> Iterator[tuple[str, int]]:
    for number in range(1, 100):
        plain = _roman(number)
        printed = plain[:-1] + "j" if plain.endswith("i") else plain
        for word in (plain, printed):
            yield from ((word, number), (word.upper(), number))


ROMANS = dict(_romans())
"""The roman numbers to 99, also with the final j of old print."""


class Mark(NamedTuple):
    """A number at the start or end of a row that may be that of its page.

    `frame` is the row with this number as @ and the others as #; empty for a bare number; `is_page`
    says that it is called one ("Page 3", "[Pg 3]", "– 3 –"); `apart` that a wide gap sets it off;
    `kind` is "roman", "lettered" (3a, 3b, as facing pages are numbered) or empty.
    """

    number: int
    row: int
    frame: str
    is_page: bool
    apart: bool
    kind: str


def marks(rows: Rows) -> list[Mark]:
    """All marks, row by row."""
    found = []
    for place, bare in sorted({*_with_number(rows), *_with_roman(rows)}):
        flat = single_spaced(bare)
        if len(flat) <= LONGEST and (ends := _ends(bare, flat)) and not _CODE.search(flat):
            found += _marks_of(rows, place, bare, flat, ends)
    return found


def _with_number(rows: Rows) -> list[tuple[int, str]]:
    """The rows, and their places, that may begin or end with a number with or without signs."""
    (places,) = (are_among(rows.first, _EDGES) | are_among(rows.last, _EDGES)).nonzero()
    found = zip(places.tolist(), rows.texts(places), strict=True)
    return [one for one in found if _has_number(one[1])]


def _has_number(bare: str) -> bool:
    """May the row begin or end with a number, in figures or roman?"""
    if bare[0] not in _EDGES and bare[-1] not in _EDGES:
        return False
    words = bare.strip(_TRIM).split(None, 1)
    if not words:
        return False
    first, last = words[0].rstrip(_TRIM), words[-1].rsplit(None, 1)[-1].lstrip(_TRIM)
    if first[:1].isdigit() and (len(first) <= LONGEST_NUMBER or "/" in first):
        return True
    if last[-1:].isdigit() or last[-2:-1].isdigit():
        return len(last) <= LONGEST_NUMBER or "/" in last
    return (first in ROMANS or last in ROMANS) and len(bare) <= LONGEST


def _with_roman(rows: Rows) -> list[tuple[int, str]]:
    """The short rows, and their places, that begin or end with a roman number."""
    begins = are_among(rows.first, _ROMAN_ENDS) & are_among(rows.second, _ROMAN_NEXT)
    ends = are_among(rows.last, _ROMAN_ENDS) & are_among(rows.last_but_one, _ROMAN_NEXT)
    (places,) = ((rows.size <= LONGEST_ROMAN) & (begins | ends | (rows.size == 1))).nonzero()
    found = zip(places.tolist(), rows.texts(places), strict=True)
    return [one for one in found if _has_roman(one[1])]


_CODE = re.compile(r"[{}=;<>\\$]|[.][ ]?[.][ ]?[.]|…{2}")
"""What program code and the leaders of a table of contents have and running heads have not."""


def _has_roman(bare: str) -> bool:
    """Does a short row begin or end with a roman number? One letter counts only apart."""
    if len(bare) > LONGEST_ROMAN:
        return False
    alone = GAP in bare
    last = bare.rsplit(None, 1)[-1]
    word = last.strip(".")
    if word in ROMANS and (len(word) > 1 or alone or len(last) == len(bare)):
        return True
    word = bare.split(None, 1)[0].strip(".")
    return word in ROMANS and (len(word) > 1 or alone)


class _End(NamedTuple):
    """A number at an end of a row: its place among the words of the row, the number, its kind."""

    words: list[str]
    place: int
    value: int
    kind: str


def _ends(bare: str, flat: str) -> list[_End]:
    """The numbers that a row begins and ends with."""
    parted = "/" in flat or ":" in flat
    if flat[0] in "*•+" or (parted and _TIME.search(flat) and GAP not in bare):
        return []
    if "/" in flat or "of " in flat or "de " in flat or "von " in flat:
        flat = _OF.sub("", flat)
    words = flat.split(" ")
    while words and not words[-1].strip(_TRIM):
        words.pop()
    while words and not words[0].strip(_TRIM):
        words = words[1:]
    found = []
    for place in sorted({0, len(words) - 1}) if words else ():
        value, kind = _value(words[place])
        if value:
            found.append(_End(words, place, value, kind))
    return found


def _marks_of(rows: Rows, at: int, bare: str, flat: str, ends: list[_End]) -> list[Mark]:
    found = []
    for words, end, value, kind in ends:
        others = [*words[:end], *words[end + 1 :]]
        named = "".join(others).strip(_TRIM)
        plain = not named or _is_page_word(" ".join(others))
        if not plain and (_counts_things(bare, words, end) or _counts_parts(words, end)):
            continue
        decorated = bool(named) or bool(_DECORATED.fullmatch(flat))
        called = bool(end) and _is_page_word(words[end - 1]) and flat[0] != "("
        apart = rows.indent(at) >= WIDE if plain else _is_apart(bare, words[end], end == 0)
        frame = "" if plain else _frame(" ".join(words[:end]) + "@" + " ".join(words[end + 1 :]))
        found.append(Mark(value, at, frame, called or (plain and decorated), apart, kind))
    return found


def _frame(rest: str) -> str:
    """The words of a row, numbers as one sign and without the dots and commas that print loses."""
    return _POINTS.sub("", _DIGITS.sub("#", rest.lower()))


def _is_page_word(text: str) -> bool:
    return text.lower().strip(_TRIM) in _PAGE_WORDS


def _counts_parts(words: list[str], end: int) -> bool:
    """Is the number that of a chapter or figure: "Chapter 3"?"""
    before = words[end - 1].lower().strip(_TRIM) if end else ""
    return before in HEADING_NOUNS


def _is_apart(bare: str, word: str, first: bool) -> bool:
    """Does a gap of three spaces or more part the number from the rest of the row?"""
    return bare.startswith(word + GAP) if first else bare.endswith(GAP + word)


def _counts_things(bare: str, words: list[str], end: int) -> bool:
    """Does the number say how many of something there are: "3 days ago"?"""
    return not end and words[1].islower() and GAP not in bare


def _value(word: str) -> tuple[int, str]:
    """The number a word stands for, 0 for none; and of what kind it is."""
    bare = word.strip(_TRIM)
    match = _NUMBER.fullmatch(bare)
    if match:
        return int(match[1]), "lettered" if match[2] else ""
    return (ROMANS[bare], "roman") if bare in ROMANS else (0, "")


def number_of(word: str) -> int:
    """The number a word stands for, in digits or roman, with or without brackets; 0 for none."""
    return _value(word)[0]
