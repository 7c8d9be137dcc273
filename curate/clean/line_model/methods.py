"""`Methods`: the steps that are worth compiling, by numpy or compiled, with equal results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from curate.clean.line_model import buckets, layers, lines
from curate.clean.line_model.buckets import Content
from curate.clean.line_model.lines import Lines

if TYPE_CHECKING:
    import numpy as np

WORTH_COMPILING = 48_000_000
"""Characters read by one process from which on the compiled kernel is used. Loading it takes half a
second, which it saves on some 20 million; its first use compiles for 3 more, saved on 100."""


class Methods(NamedTuple):
    """How lines are measured, content words found, the vocabulary added up by line and the chances
    of lines by their words; how layers of the network see the lines beside a line, and learn.
    """

    measure: Callable[[Sequence[str]], Lines]
    content_words: Callable[[Lines], Content]
    add_up: Callable[[np.ndarray, Lines], np.ndarray]
    lift: Callable[[Content, np.ndarray, np.ndarray], np.ndarray]
    beside: Callable[[np.ndarray, np.ndarray, int, np.ndarray], None]
    learn: Callable[[np.ndarray, np.ndarray, np.ndarray], None]


PLAIN = Methods(
    lines.measure,
    buckets.content_words,
    buckets.add_up,
    buckets.lift,
    layers.beside,
    layers.learn,
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
        kernel.beside,
        kernel.learn,
    )


def choose(texts: Sequence[str]) -> Methods:
    """The faster methods, for so much as this process has read with these texts."""
    _read[0] += sum(map(len, texts))
    return compiled() if _read[0] >= WORTH_COMPILING and _is_there() else PLAIN


@lru_cache(maxsize=1)
def _is_there() -> bool:
    return find_spec("numba") is not None
