"""Words of a text, as concordances and statistics count them.

A word is a run of letters, digits and combining marks, with apostrophes inside (don't, King's);
hyphens part words. Where a script does not part words with spaces, every character is a word, so
that a phrase of them finds every place. Upper and lower case are one, as are straight and curly
apostrophes; accents are kept. After Unicode Standard Annex 29, word boundaries, less its rules for
numbers with points and for Katakana.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from curate.publish.question import SPACELESS

APOSTROPHES = "'\u2019"
BMP = 0x10000


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Made when first needed (20 ms). Planes above the first are taken as letters but for pictures,
    so that the class stays short and fast.
    """
    alone = SPACELESS.pattern.strip("[]")
    spaceless = re.compile(f"[{alone}]")
    letters = "".join(
        character
        for character in map(chr, range(BMP))
        if unicodedata.category(character)[0] in "LNM" and not spaceless.match(character)
    )
    inside = f"[{_ranges(letters)}\U00010000-\U0001efff]+"
    return re.compile(f"{inside}(?:[{APOSTROPHES}]{inside})*|[{alone}]")


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
