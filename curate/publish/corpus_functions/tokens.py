"""Words of a text, as concordances and statistics count them.

A word is a run of letters, digits and combining marks, with apostrophes inside (don't, King's);
hyphens part words. Where a script does not part words with spaces, every character is a word, so
that a phrase of them finds every place. Upper and lower case are one, as are straight and curly
apostrophes; accents are kept. After Unicode Standard Annex 29, word boundaries, less its rules for
numbers with points and for Katakana.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from curate.publish.question import SPACELESS

APOSTROPHES = "'\u2019"
BMP = 0x10000


@lru_cache(maxsize=1)
def _letters() -> str:
    """What words are made of, as a class of a pattern, without its brackets (20 ms). Planes above
    the first are taken as letters but for pictures, so that the class stays short and fast.
    """
    letters = "".join(
        character
        for character in map(chr, range(BMP))
        if unicodedata.category(character)[0] in "LNM" and not SPACELESS.match(character)
    )
    return f"{_ranges(letters)}\U00010000-\U0001efff"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    letters = _letters()
    return re.compile(f"[{letters}]+(?:[{APOSTROPHES}][{letters}]+)*|{SPACELESS.pattern}")


@lru_cache(maxsize=1)
def _kinds() -> Any:
    """By code point: 1 for apostrophes, 2 for what words are made of, 3 for what is one alone."""
    import numpy as np

    characters = "".join(map(chr, range(0x40000)))  # beyond, nothing is part of a word
    kinds = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    for kind, pattern in ((1, f"[{APOSTROPHES}]"), (2, f"[{_letters()}]"), (3, SPACELESS.pattern)):
        for run in re.finditer(f"(?:{pattern})+", characters):
            kinds[run.start() : run.end()] = kind
    return kinds


def _ranges(characters: str) -> str:
    """A sorted string of characters as ranges of a character class."""
    found = []
    start = last = ord(characters[0])
    for code in map(ord, characters[1:]):
        if code != last + 1:
            found.append((start, last))
            start = code
        last = code
    found.append((start, last))
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in found)


def words(text: str) -> list[str]:
    """The words of a text in order, in the form in which they are counted.

    >>> words("The King\u2019s caf\u00e9 -- don't!")
    ['the', "king's", 'café', "don't"]
    """
    return _pattern().findall(form(text))


def places(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word of a text, in the same order as `words`."""
    return (match.span() for match in _pattern().finditer(text))


def spans(text: str, numbers: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Start and end of some words of a text by their number, counted from 0. Where words start is
    worked out for the whole text at once, a tenth of the time of looking for each.
    """
    import numpy as np

    kinds = _kinds()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")]
    inside = kinds == 2
    inside[1:-1] |= (kinds[1:-1] == 1) & inside[:-2] & inside[2:]
    starts = inside.copy()
    starts[1:] &= ~inside[:-1]
    firsts = np.flatnonzero(starts | (kinds == 3))
    found = {}
    for number in numbers:
        match = _pattern().match(text, int(firsts[number]))
        if match is None:
            raise IndexError(number)
        found[number] = match.span()
    return found


def form(text: str) -> str:
    """The form in which words are counted: case folded, composed (NFC), straight apostrophes."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", folded).replace("\u2019", "'")


def sort_key(word: str) -> tuple[str, str]:
    """How words are ordered: accents count only between words that are else the same."""
    if word.isascii():
        return word, word
    plain = unicodedata.normalize("NFD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)), word
