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


def add_up(packed: np.ndarray, lines: Lines) -> np.ndarray:
    """The sums over the words of each line, and the pairs they make, of the rows of a vocabulary,
    several numbers to an integer (uint64).
    """
    import numpy as np

    own, pairs = word_buckets(lines)
    known = packed.take(own, axis=0)
    known += packed.take(pairs, axis=0)
    found = np.zeros((len(lines), packed.shape[1]), np.uint64)
    (full,) = np.nonzero(lines.counts)
    if len(full):
        found[full] = np.add.reduceat(known, lines.from_word[full], axis=0)
    return found


def lift(content: Content, chance: np.ndarray, overall: np.ndarray) -> np.ndarray:
    """By line, the sum over its content words of the chance that the other lines of the text with
    the word are content; `overall`, by line, is what counts as half a line with every word.
    """
    import numpy as np

    key, line, often, in_line = content
    own = chance.take(line)
    sums = np.bincount(key, weights=own, minlength=1).take(key)
    found = (sums - own + 0.5 * overall.take(line)) / (often - 0.5)
    return np.bincount(line, weights=found, minlength=len(in_line))
