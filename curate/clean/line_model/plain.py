"""The plain reference of `lines.measure`: the same counts, one line and one word at a time.

Slow and easy to check. Nothing runs it but the tests, which hold the two equal on any text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from curate.clean.line_model.characters import (
    CASELESS,
    CLASSES,
    DIGIT,
    LOWER,
    UPPER,
    class_of,
)
from curate.clean.line_model.lines import (
    ALL_CAPS,
    CAPITALISED,
    FLAGS,
    KINDS,
    NUMBER,
    PLAIN,
    YEAR,
)
from curate.clean.line_model.words import LISTS, hash_word
from curate.text import lines


class PlainWord(NamedTuple):
    """A word: its offsets, kind, flags and hash."""

    start: int
    stop: int
    kind: int
    flags: int
    hash: int


class PlainLine(NamedTuple):
    """A line with more than white space: see `Lines`."""

    start: int
    stop: int
    begin: int
    number: int
    classes: tuple[int, ...]
    first: int
    last: int
    kinds: tuple[int, ...]
    flagged: tuple[int, ...]
    words: tuple[PlainWord, ...]


def measure(text: str) -> list[PlainLine]:
    """The lines of a text that hold more than white space, in order."""
    return [
        _line(line.text, line.start, number)
        for number, line in enumerate(lines(text))
        if any(class_of(char) >= LOWER for char in line.text)
    ]


def _line(text: str, begin: int, number: int) -> PlainLine:
    classes = [class_of(char) for char in text]
    ink = [place for place, cls in enumerate(classes) if cls >= LOWER]
    found = tuple(_words(text, classes, begin))
    return PlainLine(
        begin + ink[0],
        begin + ink[-1] + 1,
        begin,
        number,
        tuple(classes.count(cls) if cls >= LOWER else 0 for cls in range(CLASSES)),
        classes[ink[0]],
        classes[ink[-1]],
        tuple(sum(word.kind == kind for word in found) for kind in range(KINDS)),
        tuple(sum(word.flags & flag > 0 for word in found) for flag in FLAGS),
        found,
    )


def _words(text: str, classes: list[int], begin: int) -> list[PlainWord]:
    shape = "".join("w" if LOWER <= cls <= CASELESS else " " for cls in classes)
    found = []
    for match in re.finditer("w+", shape):
        word, start = text[match.start() : match.end()], begin + match.start()
        kind = _kind([class_of(char) for char in word])
        found.append(PlainWord(start, start + len(word), kind, _flags(word), hash_word(word)))
    return found


def _kind(classes: list[int]) -> int:
    if classes[0] == DIGIT:
        return YEAR if len(classes) == 4 else NUMBER
    if classes[0] != UPPER:
        return PLAIN
    return ALL_CAPS if len(classes) > 1 and classes[-1] == UPPER else CAPITALISED


def _flags(word: str) -> int:
    """By the top 16 bits of the hash, as the table of flags has it."""
    top = hash_word(word) >> 48
    return sum(flag for flag, top_bits in _TOPS.items() if top in top_bits)


_TOPS = {flag: {hash_word(word) >> 48 for word in words.split()} for flag, words in LISTS.items()}
