r"""Shingles: a text as the set of its runs of consecutive words, each held as one integer.

A word is a run of letters, digits and underscores in any script (`\w+` of the lower-cased text).
Scripts written without spaces give long words that way, so `split_scripts` counts each of their
characters as a word instead.

A word becomes the FNV-1a hash of its UTF-8 bytes (Fowler, Noll, Vo; RFC 9923), cut to 60 bits. A
shingle becomes the hash of the tuple of its words, by the method of CPython's `tuple.__hash__`
(Objects/tupleobject.c, from xxHash): in CPython this costs no more than building the tuple, and it
is defined here as well, so that a compiled kernel and other Pythons give the same integers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from curate.text import normalised

FNV_START, FNV_PRIME = 0xCBF29CE484222325, 0x100000001B3
WORD_MASK = (1 << 60) - 1
"""Words stay below 2**61 - 1, where CPython's hash of an int is the int itself."""

TUPLE_MULTIPLIER, TUPLE_STEP = 11400714785074694791, 14029467366897019727
TUPLE_START = 2870177450012600261
TUPLE_LENGTH = TUPLE_START ^ 3527539
MINUS_ONE = 1546275796
"""What CPython gives in place of -1, which it keeps for errors."""

_ALL = (1 << 64) - 1
_WORD = re.compile(r"\w+")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Kana, Han
    "\U00020000-\U0003ffff"  # Han, rare characters
)
_WHOLE = re.compile(rf"(?=\w)[{_UNSPACED}]")
_WORD_OR_CHARACTER = re.compile(rf"(?:(?![{_UNSPACED}])\w)+|(?=\w)[{_UNSPACED}]")
_ASCII_SPACED = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}


def words(text: str, split_scripts: bool = False) -> list[str]:
    """The words of a text in order, lower-cased. A text without words has one: itself, normalised.

    >>> words("King\u2019s Fund, 2021")
    ['king', 's', 'fund', '2021']
    >>> words("統合ケア", split_scripts=True)
    ['統', '合', 'ケ', 'ア']
    """
    lowered = text.lower()
    if lowered.isascii():  # the same words as below, twice as fast
        found = lowered.translate(_ASCII_SPACED).split()
    else:
        found = (_WORD_OR_CHARACTER if split_scripts else _WORD).findall(lowered)
    return found or [normalised(text)]


word_runs, whole_characters = _WORD.finditer, _WHOLE.finditer
"""For the kernel: the runs of word characters in a text; its characters that may be whole words."""


class WordHashes(dict[str, int]):
    """The hash of every word seen so far."""

    def __missing__(self, word: str) -> int:
        value = FNV_START
        for byte in word.encode("utf-8"):
            value = (value ^ byte) * FNV_PRIME & _ALL
        self[word] = value & WORD_MASK
        return self[word]


def combine(lanes: tuple[int, ...]) -> int:
    """The signed 64-bit hash of a tuple of integers from 0 to 2**61 - 2, as CPython makes it."""
    value = TUPLE_START
    for lane in lanes:
        value = value + lane * TUPLE_STEP & _ALL
        value = (value << 31 | value >> 33) & _ALL
        value = value * TUPLE_MULTIPLIER & _ALL
    value = value + (len(lanes) ^ TUPLE_LENGTH) & _ALL
    if value == _ALL:
        return MINUS_ONE
    return value - (1 << 64) if value >> 63 else value


_PROBE = tuple(range(1, 6))
hash_tuple = hash if hash(_PROBE) == combine(_PROBE) else combine
"""The hash of a tuple: CPython's own where it is the one defined by `combine`."""


def hashes(hashed_words: list[int], size: int) -> list[int]:
    """The shingles of `size` words in text order, with repeats; a shorter text is one shingle."""
    if len(hashed_words) < size:
        return [hash_tuple(tuple(hashed_words))]
    shifted = [islice(hashed_words, start, None) for start in range(size)]
    return list(map(hash_tuple, zip(*shifted, strict=False)))


@lru_cache(maxsize=1)
def word_hashes() -> WordHashes:
    """The table of words of this process; it is emptied when it grows past `MAX_WORDS`."""
    return WordHashes()


MAX_WORDS = 1_000_000
"""About 150 MB: more different words than a million articles hold; texts of noise have more."""


def hash_words(found: Iterable[str]) -> list[int]:
    """The hashes of words, in order."""
    table = word_hashes()
    if len(table) > MAX_WORDS:
        table.clear()
    return list(map(table.__getitem__, found))


def shingles(text: str, size: int, split_scripts: bool = False) -> frozenset[int]:
    """The set of shingles of a text: what similarity is measured on. Never empty."""
    return frozenset(hashes(hash_words(words(text, split_scripts)), size))
