"""Classes of characters, and the folding under which words are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

SPACE, BREAK, LOWER, UPPER, DIGIT, CASELESS, STOP, COMMA = range(8)
QUOTE, BRACKET, SEPARATOR, DASH, MONEY, HANDLE, SYMBOL, APOSTROPHE = range(8, 16)
CLASSES = 16
"""Number of classes; a character has exactly one."""

NEAR = 0x100
LIMIT = 0x3100
EMOJI = 0x1F000
"""Characters below `NEAR` are most of them and fit a byte; those from `LIMIT` on are letters
without case, those from `EMOJI` on are symbols.
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


class Read(NamedTuple):
    """The characters of a text: class of each, and what it counts as in a word, 0 for those that
    are in none (both uint8). Where that takes more than a byte it is 0, and stands in `far_folds`
    (uint64), by `far`, the places of these characters.
    """

    classes: np.ndarray
    folds: np.ndarray
    far: np.ndarray
    far_folds: np.ndarray


def read(text: str) -> Read:
    """`class_of` and `fold` for every character, but that a line break of two is one break."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    near = codes.astype(np.uint8).tobytes()
    classes, folds = (
        np.frombuffer(bytearray(near.translate(table)), np.uint8) for table in _near_tables()
    )
    (far,) = np.nonzero(codes >= NEAR)
    far_codes = codes.take(far)
    class_table, fold_table = tables()
    far_classes = class_table.take(far_codes, mode="clip")
    far_classes[far_codes >= EMOJI] = SYMBOL
    classes[far], folds[far] = far_classes, 0
    if "\r" in text:
        classes[:-1][(codes[:-1] == 13) & (codes[1:] == 10)] = SPACE
    in_word = far_classes - np.uint8(LOWER) < WORD_CLASSES
    far, far_codes = far[in_word], far_codes[in_word]
    far_folds = np.where(far_codes < LIMIT, fold_table.take(far_codes, mode="clip"), far_codes)
    return Read(classes, folds, far, far_folds)


@lru_cache(maxsize=1)
def tables() -> tuple[np.ndarray, np.ndarray]:
    """`class_of` (uint8) and `fold` (uint64) of all characters up to `LIMIT`, as arrays."""
    import numpy as np

    chars = [chr(code) for code in range(LIMIT + 1)]
    classes = np.fromiter(map(class_of, chars), np.uint8, LIMIT + 1)
    return classes, np.fromiter(map(fold, chars), np.uint64, LIMIT + 1)


@lru_cache(maxsize=1)
def _near_tables() -> tuple[bytes, bytes]:
    """Class, and what counts in a word, of the characters below `NEAR`."""
    import numpy as np

    classes, folds = (table[:NEAR] for table in tables())
    folds = np.where(classes - np.uint8(LOWER) < WORD_CLASSES, folds, 0)
    return classes.tobytes(), folds.astype(np.uint8).tobytes()
