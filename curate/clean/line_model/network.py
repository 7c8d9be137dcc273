"""The network: from features and words of lines to the log odds that each is content.

A small convolution over lines, in two passes. The first pass sees features, words, two lines to
each side and the page as a whole. Its answer says which words and which kinds of lines belong to
the content of this page; the second pass sees that, and lines further away.
Weights are made by `benchmarks/train_line_model.py`.

The lines of many texts are read at once. They are multiplied in blocks of `BLOCK` rows, all of one
shape: so each product is small enough for one core's cache, and comes out the same to the last bit
whatever other texts are read with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from curate.clean.line_model.buckets import MOST_WORDS, Content, content_words, word_buckets
from curate.clean.line_model.features import Groups, groups, table
from curate.clean.line_model.lines import Lines

if TYPE_CHECKING:
    import numpy as np

SHRINK = 1.0
"""Words without meaning that every line is given, so that one rare word says little."""

CALM = 2.25
"""What log odds are divided by. Of pages of unseen sites the network is surer than it should be;
found by cross-validation by site, where 1.5 costs 0.3 points of mean page F1, 3.5 costs 0.7.
"""

BLOCK = 64
"""Lines multiplied at once. With four times as many, the library behind numpy would use threads,
which cost more than they bring."""

ZERO = 128
"""What the whole numbers of the vocabulary, from -127 to 127, are raised by to add them up."""


class Answer(NamedTuple):
    """By line: the chance that it is content (0 to 1), and its features (features by lines)."""

    chances: np.ndarray
    seen: np.ndarray


@dataclass(frozen=True, slots=True)
class Network:
    """The weights, by name (float32). `packed` is the vocabulary: four numbers to an integer of 64
    bits, 16 bits for each, so that words are added up four by four, exactly. `words:rank` is the
    place of each of its words in `words:hint`, which is in order.
    """

    weights: Mapping[str, np.ndarray]
    packed: np.ndarray

    @classmethod
    def of(cls, stored: Mapping[str, np.ndarray]) -> Network:
        """The network in a file of weights; the vocabulary is stored as whole numbers from -127 to
        127, to be multiplied with `words:scale`.
        """
        import numpy as np

        weights = dict(stored)
        words = weights.pop("words").astype(np.int64)
        if "words:hint" in stored:  # not there while the network is being made
            hints = words @ (stored["words:hint"] * stored["words:scale"])
            weights["words:hint"], weights["words:rank"] = np.unique(hints, return_inverse=True)
        packed = np.zeros((len(words) + 1, words.shape[1]), np.uint16)
        packed[:-1] = words + ZERO
        return cls(weights, packed.view(np.uint64))

    def answer(self, lines: Lines) -> Answer:
        """The chance that each line is content, and the features it was seen by. Every text must
        have a line.
        """
        import numpy as np

        content, alike = content_words(lines), groups(lines)
        seen = table(lines, content, alike, -(-len(lines) // BLOCK) * BLOCK)
        odds = self._log_odds(lines, content, alike, seen).astype(np.float64)
        return Answer(1 / (1 + np.exp(-odds / CALM)), seen[:, : len(lines)])

    def _log_odds(
        self, lines: Lines, content: Content, alike: Groups, seen: np.ndarray
    ) -> np.ndarray:
        """Log odds (float32) that each line is content; 0 is undecided. `seen` is the table of
        features, its width a multiple of `BLOCK`.
        """
        import numpy as np

        weight, size, count = self.weights, seen.shape[1], len(lines)
        words = (lines.counts + 0.1).astype(np.float32)
        share = words / np.add.reduceat(words, lines.from_line[:-1])[lines.text]
        meaning = np.zeros((size, 4 * self.packed.shape[1]), np.float32)
        meaning[:count] = self.meaning(lines)
        hidden = np.matmul(
            seen.reshape(len(seen), -1, BLOCK).transpose(1, 2, 0), weight["in"]
        ).reshape(size, -1)
        hidden += _times(meaning, weight["in:meaning"])
        _learn(hidden, weight["in:bias"])
        self._convolve(hidden, lines, "first")
        hidden[:count] += self._page(hidden, lines, share).take(lines.text, axis=0)
        glance = (_times(hidden, weight["glance"]) + weight["glance:bias"])[:, 0]
        learnt = np.zeros((size, len(weight["learnt"])), np.float32)
        learnt[:count].T[:] = _learnt(lines, content, alike, glance[:count], share)
        hidden += _learn(_times(learnt, weight["learnt"]), weight["learnt:bias"])
        self._convolve(hidden, lines, "second")
        odds: np.ndarray = glance + (_times(hidden, weight["out"]) + weight["out:bias"])[:, 0]
        return odds[:count]

    def meaning(self, lines: Lines) -> np.ndarray:
        """The mean over the words of each line, and the pairs they make, of what the vocabulary
        knows of them (float32, lines by numbers).
        """
        import numpy as np

        own, pairs = word_buckets(lines)
        known = self.packed.take(own, axis=0)
        known += self.packed.take(pairs, axis=0)
        sums = np.zeros((len(lines), self.packed.shape[1]), np.uint64)
        (full,) = np.nonzero(lines.counts)
        if len(full):
            sums[full] = np.add.reduceat(known, lines.from_word[full], axis=0)
        words = np.minimum(lines.counts, MOST_WORDS)
        words += np.clip(lines.counts - 1, 0, MOST_WORDS)
        means: np.ndarray = sums.view(np.uint16).astype(np.float32)
        means -= (ZERO * words[:, None]).astype(np.float32)
        means *= self.weights["words:scale"]
        means /= (words[:, None] + SHRINK).astype(np.float32)
        return means

    def _convolve(self, hidden: np.ndarray, lines: Lines, name: str) -> None:
        """Adds what a line learns from itself and from lines before and after it: one line away,
        then two, then four. No line sees the lines of another text.
        """
        import numpy as np

        size, width = hidden.shape
        seen = np.empty((size, 3 * width), np.float32)
        row = np.dtype((np.void, hidden.itemsize * width))  # copied as one thing
        above, here, below = seen.view(row).T
        lines_ = hidden.view(row)[:, 0]
        for depth, (kernel, bias) in enumerate(
            zip(self.weights[f"{name}:kernel"], self.weights[f"{name}:bias"], strict=True)
        ):
            apart = 1 << depth
            near = np.arange(apart)[:, None]
            above[apart:], here[:], below[:-apart] = lines_[:-apart], lines_, lines_[apart:]
            seen[-apart:, 2 * width :] = 0
            seen[np.minimum(lines.from_line[:-1] + near, size - 1), :width] = 0
            seen[np.maximum(lines.from_line[1:] - 1 - near, 0), 2 * width :] = 0
            hidden += _learn(_times(seen, kernel), bias)

    def _page(self, hidden: np.ndarray, lines: Lines, share: np.ndarray) -> np.ndarray:
        """What every line of a text learns from its page as a whole (texts by hidden numbers)."""
        import numpy as np

        weighted = hidden[: len(lines)] * share[:, None]
        width = hidden.shape[1]
        means = np.empty((len(lines.sizes), 1, 2 * width), np.float32)
        for of, (start, stop) in zip(means[:, 0], pairwise(lines.from_line.tolist()), strict=True):
            np.add.reduce(hidden[start:stop], out=of[:width])
            np.add.reduce(weighted[start:stop], out=of[width:])
        means[:, 0, :width] /= np.diff(lines.from_line)[:, None]
        new: np.ndarray = np.matmul(means, self.weights["page"])[:, 0]
        new += self.weights["page:bias"]
        np.maximum(new, 0, out=new)
        return new


def _times(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Their product, made block by block."""
    import numpy as np

    blocks = np.matmul(values.reshape(-1, BLOCK, values.shape[1]), weights)
    product: np.ndarray = blocks.reshape(len(values), -1)
    return product


def _learn(values: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """What is above 0 of values and their bias, in place."""
    import numpy as np

    blocks = values.reshape(-1, BLOCK * len(bias))
    blocks += np.tile(bias, BLOCK)
    np.maximum(blocks, 0, out=blocks)
    return values


def _learnt(
    lines: Lines, content: Content, alike: Groups, glance: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """What the first pass says of each line by its words and by the lines like it."""
    import numpy as np

    size, line, in_line = len(lines), content.line, content.in_line
    chance = 1 / (1 + np.exp(-glance.astype(np.float64)))
    overall = np.add.reduceat(chance * share, lines.from_line[:-1])[lines.text]
    own = chance.take(line)
    sums = np.bincount(content.key, weights=own, minlength=1).take(content.key)
    lift = (sums - own + 0.5 * overall.take(line)) / (content.often - 0.5)
    total = np.bincount(line, weights=lift, minlength=size)
    words = np.maximum(in_line, 1)
    columns = [chance, overall, total / words, (total - overall * in_line) / np.sqrt(words)]
    for key in alike:
        whole = np.bincount(key, weights=share)[key]
        columns.append(np.bincount(key, weights=chance * share)[key] / whole)
    return np.stack(columns)


@lru_cache(maxsize=1)
def shipped() -> Network:
    """The network that comes with the package."""
    import numpy as np

    with (files(__package__) / "weights.npz").open("rb") as file:
        return Network.of(dict(np.load(file, allow_pickle=False)))
