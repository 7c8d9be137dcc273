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
    found: np.ndarray = _table(wanted)[characters]
    return found


def are_pairs(first: np.ndarray, second: np.ndarray, wanted: tuple[str, ...]) -> np.ndarray:
    """Which characters and those after them (as above) are among these pairs (bool)?"""
    found: np.ndarray = _pairs(wanted)[first, second]
    return found


@cache
def _table(wanted: str) -> np.ndarray:
    import numpy as np

    return np.array([chr(code) in wanted for code in range(256)])


@cache
def _pairs(wanted: tuple[str, ...]) -> np.ndarray:
    import numpy as np

    found = np.zeros((256, 256), bool)
    for pair in wanted:
        found[ord(pair[0]), ord(pair[1])] = True
    return found
