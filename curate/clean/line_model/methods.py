"""`Methods`: the steps that are worth compiling, by numpy or compiled, with equal results."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from curate.clean.line_model import buckets, lines
from curate.clean.line_model.buckets import Content
from curate.clean.line_model.lines import Lines

if TYPE_CHECKING:
    import numpy as np

WORTH_LOADING, WORTH_COMPILING = 64_000_000, 200_000_000
"""Characters read by one process from which on the compiled kernel is used. Loading it takes half a
second, saved on the next 33 million; its first use compiles for 3 more, saved on 210. So it is for
those who are likely to go on as long.
"""

CACHE = Path(__file__).parent / "kernel" / "__pycache__"


class Methods(NamedTuple):
    """How lines are measured, content words found, and added up by line: the vocabulary, and the
    chances of other lines with the words.
    """

    measure: Callable[[Sequence[str]], Lines]
    content_words: Callable[[Lines], Content]
    add_up: Callable[[np.ndarray, Lines], np.ndarray]
    lift: Callable[[Content, np.ndarray, np.ndarray], np.ndarray]


PLAIN = Methods(
    lines.measure,
    buckets.content_words,
    buckets.add_up,
    buckets.lift,
)

_read = [0]


def compiled() -> Methods:
    """The compiled methods. Raises ImportError without the extra `fast`."""
    from curate.clean.line_model import kernel

    return Methods(
        kernel.measure,
        kernel.content_words,
        kernel.add_up,
        kernel.lift,
    )


def choose(texts: Sequence[str]) -> Methods:
    """The faster methods, for so much as this process has read with these texts."""
    _read[0] += sum(map(len, texts))
    return compiled() if _read[0] >= _worth() else PLAIN


@lru_cache(maxsize=1)
def _worth() -> float:
    """The characters from which on to use the kernel; none where the extra is not installed."""
    if not find_spec("numba"):
        return math.inf
    return WORTH_LOADING if any(CACHE.glob("*.nbi")) else WORTH_COMPILING
