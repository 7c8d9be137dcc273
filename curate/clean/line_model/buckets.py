"""Words of lines as the vocabulary of the network has them: buckets, by the hash of the word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from curate.clean.line_model import words
from curate.clean.line_model.lines import Lines

if TYPE_CHECKING:
    import numpy as np

BUCKETS = 14
"""Bits of the hash that name a word in the vocabulary: 16,384 buckets."""

NOTHING = 1 << BUCKETS
"""The bucket of what is not there."""

MOST_WORDS = 128
"""Words of a line whose meaning is asked for: so many and their pairs add up in 16 bits."""


class Content(NamedTuple):
    """The words that are no function words: `key` tells the bucket and the text of each, `line` is
    its line's place, `often` how often its bucket occurs in the text; `in_line` counts them by
    line.
    """

    key: np.ndarray
    line: np.ndarray
    often: np.ndarray
    in_line: np.ndarray


def buckets(hashes: np.ndarray) -> np.ndarray:
    """The buckets of the vocabulary that words or pairs of words fall in (int64)."""
    import numpy as np

    found: np.ndarray = (hashes >> np.uint64(64 - BUCKETS)).view(np.int64)
    return found


def content_words(lines: Lines) -> Content:
    """The words of texts by which one line is like another."""
    import numpy as np

    (content,) = np.nonzero(lines.flags & words.FUNCTION == 0)
    line = lines.line.take(content)
    key = (lines.text << BUCKETS).take(line)
    key += buckets(lines.hashes).take(content)
    often = np.bincount(key, minlength=1).take(key)
    return Content(key, line, often, np.bincount(line, minlength=len(lines)))


def word_buckets(lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """Vocabulary of every line: by word, its bucket and that of the pair it makes with the next
    word of the line; `NOTHING` where there is none, and beyond the `MOST_WORDS` first of a line.
    """
    import numpy as np

    hashes = lines.hashes
    own, pairs = buckets(hashes), np.full(len(hashes), NOTHING)
    sides = hashes[:-1] * np.uint64(words.BASE)
    sides ^= hashes[1:]
    sides *= np.uint64(words.PAIR)
    sides ^= sides >> np.uint64(29)
    pairs[:-1] = buckets(sides)
    pairs[lines.from_word[1:][lines.counts > 0] - 1] = NOTHING
    if len(lines) and lines.counts.max() > MOST_WORDS:
        beyond = np.arange(len(hashes)) - lines.from_word[lines.line] >= MOST_WORDS
        own[beyond] = pairs[beyond] = NOTHING
    return own, pairs
