"""Classes of characters, and the folding under which words are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

SPACE, BREAK, LOWER, UPPER, DIGIT, CASELESS, STOP, COMMA = range(8)
QUOTE, BRACKET, SEPARATOR, DASH, MONEY, HANDLE, SYMBOL, APOSTROPHE = range(8, 16)
CLASSES = 16
"""Number of classes; a character has exactly one."""

LIMIT = 0x3100
PLANE = 0x10000
EMOJI = 0x1F000
"""Characters from `LIMIT` on are letters without case, those from `EMOJI` on are symbols. The
tables end at `PLANE`.
"""

WORD_CLASSES = 4
"""The classes from `LOWER` to `CASELESS` make words."""

_BY_HAND = {
    BREAK: "\n\r",
    STOP: ".!?\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}\N{DEVANAGARI DANDA}"
    "\N{ARABIC QUESTION MARK}",
    COMMA: ",;:\N{IDEOGRAPHIC COMMA}\N{ARABIC COMMA}\N{ARABIC SEMICOLON}",
    SEPARATOR: "|/\\>*+=~\N{BULLET}\N{MIDDLE DOT}\N{BROKEN BAR}\N{LEFTWARDS ARROW}"
    "\N{RIGHTWARDS ARROW}\N{WHITE BULLET}\N{BLACK SQUARE}\N{BLACK RIGHT-POINTING TRIANGLE}",
    QUOTE: '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    APOSTROPHE: "'`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}",
    MONEY: "$%<\N{POUND SIGN}\N{EURO SIGN}\N{YEN SIGN}",
    HANDLE: "@#&",
    DASH: "_",
}
_BY_CATEGORY = {
    "Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Lo": CASELESS, "Lm": CASELESS, "Mn": CASELESS,
    "Mc": CASELESS, "Nd": DIGIT, "Zs": SPACE, "Zl": SPACE, "Zp": SPACE, "Cc": SPACE, "Cf": SPACE,
    "Ps": BRACKET, "Pe": BRACKET, "Pi": QUOTE, "Pf": QUOTE, "Pd": DASH,
}  # fmt: skip
_AS_CLASS = {char: cls for cls, chars in _BY_HAND.items() for char in chars}


def class_of(char: str) -> int:
    """The class of one character.

    >>> class_of("a") == LOWER, class_of("7") == DIGIT, class_of("|") == SEPARATOR
    (True, True, True)
    """
    if ord(char) >= LIMIT:
        return SYMBOL if ord(char) >= EMOJI else CASELESS
    by_hand = _AS_CLASS.get(char)
    if by_hand is not None:
        return by_hand
    return _BY_CATEGORY.get(unicodedata.category(char), SYMBOL)


def fold(char: str) -> int:
    """The number a character counts as in a word: lower case, every digit as zero.

    >>> fold("A") == fold("a"), fold("1") == fold("9")
    (True, True)
    """
    if class_of(char) == DIGIT:
        return ord("0")
    if ord(char) >= LIMIT:
        return ord(char)
    low = char.lower()
    return ord(low) if len(low) == 1 else ord(char)


@lru_cache(maxsize=1)
def tables() -> tuple[np.ndarray, np.ndarray]:
    """`class_of` (uint8) and `fold` (uint64) of all characters below `PLANE`, as arrays."""
    import numpy as np

    chars = [chr(code) for code in range(LIMIT)]
    classes = np.full(PLANE, CASELESS, np.uint8)
    classes[:LIMIT] = np.fromiter(map(class_of, chars), np.uint8, LIMIT)
    folds = np.arange(PLANE, dtype=np.uint64)
    folds[:LIMIT] = np.fromiter(map(fold, chars), np.uint64, LIMIT)
    return classes, folds
