"""The network: from features and words of lines to the log odds that each is content.

A small convolution over lines, in two passes. The first pass sees features, words, two lines to
each side and the page as a whole. Its answer says which words and which kinds of lines belong to
the content of this page; the second pass sees that, and lines further away.
Weights are made by `benchmarks/train_line_model.py`.

The lines of many texts are read at once; each comes out the same to the last bit whatever other
texts are read with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from curate.clean.line_model.buckets import MOST_WORDS, Content
from curate.clean.line_model.features import Groups, groups, table
from curate.clean.line_model.layers import BLOCK, look_around, times
from curate.clean.line_model.lines import Lines, steps
from curate.clean.line_model.methods import PLAIN, Methods

if TYPE_CHECKING:
    import numpy as np

SHRINK = 1.0
"""Words without meaning that every line is given, so that one rare word says little."""

CALM = 2.25
"""What log odds are divided by. Of pages of unseen sites the network is surer than it should be;
found by cross-validation by site, where 1.5 costs 0.3 points of mean page F1, 3.5 costs 0.7.
"""

ZERO = 128
"""What the whole numbers of the vocabulary, from -127 to 127, are raised by to add them up."""


BIASES = {
    "in:meaning": "in:bias",
    "first:kernel": "first:bias",
    "learnt": "learnt:bias",
    "second:kernel": "second:bias",
}
"""Layers whose biases are made their last row."""


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
        for layer, bias in BIASES.items():
            weights[layer] = np.concatenate((weights[layer], weights[bias][..., None, :]), axis=-2)
        packed = np.zeros((len(words) + 1, words.shape[1]), np.uint16)
        packed[:-1] = words + ZERO
        return cls(weights, packed.view(np.uint64))

    def answer(self, lines: Lines, methods: Methods = PLAIN) -> Answer:
        """The chance that each line is content, and the features it was seen by. Every text must
        have a line.
        """
        import numpy as np

        content, alike = methods.content_words(lines), groups(lines)
        seen = table(lines, content, alike, -(-len(lines) // BLOCK) * BLOCK)
        odds = self._log_odds(lines, content, alike, seen, methods).astype(np.float64)
        return Answer(1 / (1 + np.exp(-odds / CALM)), seen[:, : len(lines)])

    def _log_odds(
        self, lines: Lines, content: Content, alike: Groups, seen: np.ndarray, methods: Methods
    ) -> np.ndarray:
        """Log odds (float32) that each line is content; 0 is undecided. `seen` is the table of
        features, its width a multiple of `BLOCK`.
        """
        import numpy as np

        weight, size, count = self.weights, seen.shape[1], len(lines)
        words = (lines.counts + 0.1).astype(np.float32)
        share = words / np.add.reduceat(words, lines.from_line[:-1])[lines.text]
        meaning = np.zeros((len(weight["in:meaning"]), size), np.float32)
        meaning[:-1, :count], meaning[-1] = self.meaning(lines, methods).T, 1
        new = times(weight["in"], seen)
        new += times(weight["in:meaning"], meaning)
        nothing = np.zeros_like(new)  # compared with it twice as fast as with the number 0
        around = np.ones((3 * len(new) + 1, size), np.float32)
        hidden = around[len(new) : 2 * len(new)]
        np.maximum(new, nothing, out=hidden)
        self._convolve(hidden, around, lines, "first", nothing)
        hidden[:, :count] += self._page(hidden, lines, share).take(lines.text, axis=1)
        glance = (times(weight["glance"], hidden) + weight["glance:bias"])[0]
        learnt = np.zeros((len(weight["learnt"]), size), np.float32)
        learnt[:-1, :count] = _learnt(lines, content, alike, glance[:count], share, methods)
        learnt[-1] = 1
        hidden += np.maximum(times(weight["learnt"], learnt), nothing)
        self._convolve(hidden, around, lines, "second", nothing)
        odds: np.ndarray = glance + (times(weight["out"], hidden) + weight["out:bias"])[0]
        return odds[:count]

    def meaning(self, lines: Lines, methods: Methods = PLAIN) -> np.ndarray:
        """The mean over the words of each line, and the pairs they make, of what the vocabulary
        knows of them (float32, lines by numbers).
        """
        import numpy as np

        sums = methods.add_up(self.packed, lines)
        words = np.minimum(lines.counts, MOST_WORDS)
        words += np.minimum(np.maximum(lines.counts - 1, 0), MOST_WORDS)
        means: np.ndarray = sums.view(np.uint16).astype(np.float32)
        means -= (ZERO * words[:, None]).astype(np.float32)
        means *= self.weights["words:scale"]
        means /= (words[:, None] + SHRINK).astype(np.float32)
        return means

    def _convolve(
        self, hidden: np.ndarray, around: np.ndarray, lines: Lines, name: str, nothing: np.ndarray
    ) -> None:
        """Adds what a line learns from itself and from lines before and after it: one line away,
        then two, then four. No line sees the lines of another text. What is hidden is the middle
        part of what is seen `around` a line.
        """
        import numpy as np

        for depth, kernel in enumerate(self.weights[f"{name}:kernel"]):
            look_around(around, lines.from_line, 1 << depth)
            new = times(kernel, around)
            hidden += np.maximum(new, nothing, out=new)

    def _page(self, hidden: np.ndarray, lines: Lines, share: np.ndarray) -> np.ndarray:
        """What every line of a text learns from its page as a whole (hidden numbers by texts)."""
        import numpy as np

        inside, firsts = hidden[:, : len(lines)], lines.from_line[:-1]
        mean = np.add.reduceat(inside, firsts, axis=1) / steps(lines.from_line)
        weighted = np.add.reduceat(inside * share, firsts, axis=1)
        of_texts = np.concatenate((mean, weighted)).astype(np.float32).T.copy()
        new = np.matmul(of_texts[:, None], self.weights["page"])[:, 0]  # each by itself
        new += self.weights["page:bias"]
        learnt: np.ndarray = np.maximum(new, 0).T
        return learnt


def _learnt(
    lines: Lines,
    content: Content,
    alike: Groups,
    glance: np.ndarray,
    share: np.ndarray,
    methods: Methods,
) -> np.ndarray:
    """What the first pass says of each line by its words and by the lines like it."""
    import numpy as np

    in_line, words = content.in_line, np.maximum(content.in_line, 1)
    chance = 1 / (1 + np.exp(-glance.astype(np.float64)))
    overall = np.add.reduceat(chance * share, lines.from_line[:-1])[lines.text]
    lift = methods.lift(content, chance, overall)
    columns = [chance, overall, lift / words, (lift - overall * in_line) / np.sqrt(words)]
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
