"""Marks: numbers at the start or end of a row that may be those of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from curate.clean.pages.figures import are_among, are_pairs
from curate.clean.pages.row import LONGEST, SPACES, Rows, single_spaced

if TYPE_CHECKING:
    import numpy as np

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
_SIDES = ("a", "b")
_TRIM = " \t[](){}<>-–—|.,:;*•·_'\"“”‘’«»~=/\\"
_DECORATED = re.compile(r"[-–—~=·•*|]+ ?\w+ ?[-–—~=·•*|]+|\[ ?\w+ ?\]|\| ?\w+|\w+ ?\|")
_SIGN = f"[{re.escape(_TRIM.strip())}]"
_LONE_SIGNS = re.compile(rf"^(?:{_SIGN}+ )+|(?: {_SIGN}+)+\Z")
_TIME = re.compile(r"\d[/:]\d")
_DIGITS = re.compile(r"\d+")
_POINTS = re.compile(r"[.,:;'’]")
_OF = re.compile(r"(?<=\d)(?: of | de | von |/)\d{1,4}\b")
_CODE = re.compile(r"[{}=;<>\\$]|[.][ ]?[.][ ]?[.]|…{2}")
"""What program code and the leaders of a table of contents have and running heads have not."""
GAP = "   "
"""Spaces that set a page number apart from a running head."""
MOST_FIGURES, LONGEST_NUMBER = 4, 5
"""Figures of a page number, and letters with the one of a facing page."""
LONGEST_ROMAN = 60
"""Letters of a row that is looked at for a roman number: prose begins with I too often."""
_FIGURES, _SMALL, _CAPITAL = "0123456789", "ivxlcj", "IVXLCJ"
_EDGES = _FIGURES + "])}|-–—*~[(?"
_SIGNS = _TRIM + "?"
_BREAKS = "\r\n"
_BESIDE = _SIGNS + SPACES
_BEGINNINGS = (
    (_FIGURES + "?", _FIGURES + "ab" + _BESIDE + _BREAKS),
    (_SMALL, _SMALL + _BESIDE + _BREAKS),
    (_CAPITAL, _CAPITAL + _BESIDE + _BREAKS),
    (_SIGNS, _FIGURES + _SMALL + _CAPITAL + _BESIDE),
)
_ENDINGS = (
    (_FIGURES + _BESIDE, _FIGURES),
    (_FIGURES + "?", "ab"),
    (_SMALL + _BESIDE, _SMALL),
    (_CAPITAL + _BESIDE, _CAPITAL),
    (_FIGURES + "ab" + _SMALL + _CAPITAL + _BESIDE, _SIGNS),
)
"""The first and last two characters of rows that may begin or end with a number; the question mark
is any character beyond Latin-1.
"""
_ROMAN_BEGINNINGS = tuple((case + ".", case + ". \t") for case in (_SMALL, _CAPITAL))
_ROMAN_ENDINGS = tuple((case + ". \t", case + ".") for case in (_SMALL, _CAPITAL))
"""The same where it is a roman one without signs."""


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
    places, at_edge = _may_have_marks(rows)
    for place, edge, bare in zip(places.tolist(), at_edge, rows.texts(places), strict=True):
        flat = single_spaced(bare) if rows.spaced else bare
        if (
            len(flat) <= LONGEST
            and (ends := _ends(bare, flat))
            and ((edge and _has_number(bare)) or _has_roman(bare))
            and not _CODE.search(flat)
        ):
            found += _marks_of(rows, place, bare, flat, ends)
    return found


def _may_have_marks(rows: Rows) -> tuple[np.ndarray, list[bool]]:
    """The rows that may have marks, by the two characters at both ends; which of them begin or end
    with a figure or a sign.
    """
    heads, tails = rows.heads, rows.tails
    edges = are_among(rows.first, _EDGES) | are_among(rows.last, _EDGES)
    numbers = are_pairs(heads, *_BEGINNINGS) | are_pairs(tails, *_ENDINGS)
    romans = are_pairs(heads, *_ROMAN_BEGINNINGS) | are_pairs(tails, *_ROMAN_ENDINGS)
    found = numbers & (edges | (rows.size == 1)) | romans & (rows.size <= LONGEST_ROMAN)
    (places,) = (found & (rows.first != ord("*"))).nonzero()
    return places, edges[places].tolist()


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
    """A number at an end of a row: the word, the other words, which end; the number, its kind."""

    word: str
    rest: str
    is_first: bool
    value: int
    kind: str


def _ends(bare: str, flat: str) -> list[_End]:
    """The numbers that a row begins and ends with."""
    found = _at_ends(flat)
    if not found and "/" not in flat:
        return []
    parted = "/" in flat or ":" in flat
    if flat[0] in "*•+" or (parted and _TIME.search(flat) and GAP not in bare):
        return []
    if "/" in flat or "of " in flat or "de " in flat or "von " in flat:
        return _at_ends(_OF.sub("", flat))
    return found


def _at_ends(flat: str) -> list[_End]:
    """The numbers that are the first and last words, but for words of signs only."""
    if flat[0] in _TRIM or flat[-1] in _TRIM:
        flat = _LONE_SIGNS.sub("", flat)
    found = []
    word, _, rest = flat.partition(" ")
    value, kind = _value(word)
    if value:
        found.append(_End(word, rest, True, value, kind))
    rest, _, word = flat.rpartition(" ")
    value, kind = _value(word) if rest else (0, "")
    if value:
        found.append(_End(word, rest, False, value, kind))
    return found


def _marks_of(rows: Rows, at: int, bare: str, flat: str, ends: list[_End]) -> list[Mark]:
    found = []
    for word, rest, is_first, value, kind in ends:
        named = rest.strip(_TRIM).lower()
        plain = not named or named in _PAGE_WORDS
        before = "" if is_first else rest.rpartition(" ")[2].strip(_TRIM).lower()
        # "Chapter 3" counts parts, "3 days ago" things.
        if not plain and (before in HEADING_NOUNS or (is_first and _counts_things(bare, rest))):
            continue
        called = before in _PAGE_WORDS and flat[0] != "("
        decorated = plain and (bool(named) or bool(_DECORATED.fullmatch(flat)))
        apart = rows.indent(at) >= WIDE if plain else _is_apart(bare, word, is_first)
        frame = "" if plain else _frame("@" + rest if is_first else rest + "@")
        found.append(Mark(value, at, frame, called or decorated, apart, kind))
    return found


def _frame(rest: str) -> str:
    """The words of a row, numbers as one sign and without the dots and commas that print loses."""
    return _POINTS.sub("", _DIGITS.sub("#", rest.lower()))


def _is_apart(bare: str, word: str, first: bool) -> bool:
    """Does a gap of three spaces or more part the number from the rest of the row?"""
    return bare.startswith(word + GAP) if first else bare.endswith(GAP + word)


def _counts_things(bare: str, rest: str) -> bool:
    """Does the number before the rest say how many of something there are?"""
    return rest.partition(" ")[0].islower() and GAP not in bare


def _value(word: str) -> tuple[int, str]:
    """The number a word stands for, 0 for none; and of what kind it is."""
    bare = word.strip(_TRIM)
    figures = bare[:-1] if bare[-1:] in _SIDES else bare
    if figures.isdecimal() and len(figures) <= MOST_FIGURES:
        return int(figures), "lettered" if figures != bare else ""
    return (ROMANS[bare], "roman") if bare in ROMANS else (0, "")


def number_of(word: str) -> int:
    """The number a word stands for, in digits or roman, with or without brackets; 0 for none."""
    return _value(word)[0]
