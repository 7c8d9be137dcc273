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
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from curate.publish.question import SPACELESS

APOSTROPHES = "'\u2019"
BMP = 0x10000
STRIDE = 64
"""Words passed over at once."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word, and `STRIDE` words with what stands before each. Made when first needed (20 ms).
    Planes above the first are taken as letters but for pictures, so that the class stays short and
    fast.
    """
    alone = SPACELESS.pattern.strip("[]")
    spaceless = re.compile(f"[{alone}]")
    letters = "".join(
        character
        for character in map(chr, range(BMP))
        if unicodedata.category(character)[0] in "LNM" and not spaceless.match(character)
    )
    inside = f"{_ranges(letters)}\U00010000-\U0001efff"
    word = f"[{inside}]+(?:[{APOSTROPHES}][{inside}]+)*|[{alone}]"
    stride = f"(?:[^{inside}{alone}]*+(?>{word})){{{STRIDE}}}+"
    return re.compile(word), re.compile(stride)


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
    return _patterns()[0].findall(form(text))


def places(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word of a text, in the same order as `words`."""
    return (match.span() for match in _patterns()[0].finditer(text))


def spans(text: str, numbers: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Start and end of some words of a text by their number, counted from 0. The words between are
    passed over in strides, which takes a fifth of the time of looking at each.
    """
    word, stride = _patterns()
    found = {}
    at = done = 0
    for number in sorted(set(numbers)):
        while number - done >= STRIDE and (passed := stride.match(text, at)):
            at, done = passed.end(), done + STRIDE
        match = next(islice(word.finditer(text, at), number - done, None))
        at, done = match.end(), number + 1
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
