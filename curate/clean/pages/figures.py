"""Figures and the signs around them, asked of a whole text at once."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from curate.clean.line_model import characters as chars
from curate.clean.outline import outline

if TYPE_CHECKING:
    import numpy as np


@lru_cache(maxsize=4)
def figures(text: str) -> np.ndarray:
    """Where each run of digits starts and ends (a row each, in order)."""
    import numpy as np

    is_digit = outline(text).classes == chars.DIGIT
    edges = (is_digit[1:] != is_digit[:-1]).nonzero()[0] + 1
    return (np.append(0, edges) if is_digit[0] else edges).reshape(-1, 2)


def are_among(characters: np.ndarray, wanted: str) -> np.ndarray:
    """Which characters (uint8, as in `Outline.plain`) are among those wanted (bool)? `?` asks for
    all that are beyond Latin-1.
    """
    found: np.ndarray = _table(wanted).take(characters)
    return found


@cache
def _table(wanted: str) -> np.ndarray:
    import numpy as np

    return np.array([chr(code) in wanted for code in range(256)])


@lru_cache(maxsize=4)
def pairs(text: str) -> np.ndarray:
    """Each character with the one after it (as above), as one number (uint16)."""
    import numpy as np

    plain = outline(text).plain
    return np.ndarray(len(plain) - 1, "<u2", plain, strides=(1,))


def are_pairs(found: np.ndarray, *wanted: tuple[str, str]) -> np.ndarray:
    """Which pairs have a first and a second character (as above) that are wanted together (bool)?
    Each of those wanted is some first characters with those that may follow them.
    """
    among: np.ndarray = _table_of_pairs(wanted).take(found)
    return among


@cache
def _table_of_pairs(wanted: tuple[tuple[str, str], ...]) -> np.ndarray:
    import numpy as np

    found = np.zeros((256, 256), bool)
    for firsts, seconds in wanted:
        found |= np.outer(_table(seconds), _table(firsts))
    return found.ravel()
