"""The network: from features and words of lines to the log odds that each is content.

A small convolution over lines, in two passes. The first pass sees features, words, two lines to
each side and the page as a whole. Its answer says which words and which kinds of lines belong to
the content of this page; the second pass sees that, and lines further away.
Weights are made by `benchmarks/train_line_model.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from curate.clean.line_model.features import (
    BUCKETS,
    content_words,
    features,
    groups,
    word_buckets,
)
from curate.clean.line_model.lines import Lines

if TYPE_CHECKING:
    import numpy as np

SHRINK = 1.0
"""Words without meaning that every line is given, so that one rare word says little."""


class Answer(NamedTuple):
    """By line: the chance that it is content (0 to 1), and its features."""

    chances: np.ndarray
    seen: np.ndarray


@dataclass(frozen=True, slots=True)
class Network:
    """The weights, by name (float32); `first` and `second` are the convolutions of the passes."""

    weights: Mapping[str, np.ndarray]
    first: int
    second: int

    @classmethod
    def of(cls, stored: Mapping[str, np.ndarray]) -> Network:
        """The network in a file of weights; the vocabulary is stored as whole numbers from -127 to
        127, to be multiplied with `words:scale`.
        """
        import numpy as np

        weights = dict(stored)
        weights["words"] = stored["words"].astype(np.float32) * stored["words:scale"]
        if "words:hint" in stored:  # not there while the network is being made
            weights["words:hint"] = weights["words"] @ stored["words:hint"]
        convolutions = [name for name in weights if name.endswith(":kernel")]
        first = sum(name.startswith("first") for name in convolutions)
        return cls(weights, first, len(convolutions) - first)

    def answer(self, lines: Lines) -> Answer:
        """The chance that each line is content, and the features it was seen by."""
        import numpy as np

        seen = features(lines)
        odds = self.log_odds(lines, seen).astype(np.float64)
        return Answer(1 / (1 + np.exp(-odds)), seen)

    def log_odds(self, lines: Lines, seen: np.ndarray) -> np.ndarray:
        """Log odds (float32) that each line is content; 0 is undecided."""
        import numpy as np

        weight = self.weights
        counts = lines.kinds.sum(1)
        share = (counts + np.float32(0.1)).astype(np.float32)
        share /= share.sum()
        seen = np.concatenate((seen, self.meaning(lines)), axis=1)
        hidden = np.maximum(seen @ weight["in"] + weight["in:bias"], 0)
        for depth in range(self.first):
            hidden = self._convolve(hidden, f"first{depth}", 1 << depth)
        page = np.concatenate((hidden.mean(0), share @ hidden))
        hidden += np.maximum(page @ weight["page"] + weight["page:bias"], 0)
        odds: np.ndarray = (hidden @ weight["glance"] + weight["glance:bias"])[:, 0]
        learnt = self._learnt(lines, odds, share)
        hidden += np.maximum(learnt @ weight["learnt"] + weight["learnt:bias"], 0)
        for depth in range(self.second):
            hidden = self._convolve(hidden, f"second{depth}", 1 << depth)
        odds += (hidden @ weight["out"] + weight["out:bias"])[:, 0]
        return odds

    def meaning(self, lines: Lines) -> np.ndarray:
        """The mean over the words of each line of what the vocabulary knows of them."""
        import numpy as np

        found, bounds = word_buckets(lines)
        vectors = self.weights["words"][found]
        sums = np.zeros((len(lines), vectors.shape[1]), np.float32)
        (full,) = np.nonzero(bounds[1:] > bounds[:-1])
        if len(full):
            sums[full] = np.add.reduceat(vectors, bounds[full], axis=0)
        sums /= (np.diff(bounds)[:, None] + SHRINK).astype(np.float32)
        return sums

    def _convolve(self, hidden: np.ndarray, name: str, apart: int) -> np.ndarray:
        """Adds what a line learns from itself and from the lines `apart` before and after it."""
        import numpy as np

        size, width = hidden.shape
        seen = np.zeros((size, 3 * width), np.float32)
        seen[apart:, :width] = hidden[:-apart]
        seen[:, width : 2 * width] = hidden
        seen[:-apart, 2 * width :] = hidden[apart:]
        new: np.ndarray = seen @ self.weights[f"{name}:kernel"]
        new += self.weights[f"{name}:bias"]
        np.maximum(new, 0, out=new)
        new += hidden
        return new

    def _learnt(self, lines: Lines, odds: np.ndarray, share: np.ndarray) -> np.ndarray:
        """What the first pass says of each line by its words and by the lines like it."""
        import numpy as np

        chance = 1 / (1 + np.exp(-odds.astype(np.float64)))
        overall = float(chance @ share)
        size = len(lines)
        found, line = content_words(lines)
        own = chance[line]
        others = np.bincount(found, minlength=1 << BUCKETS)[found] - 1
        sums = np.bincount(found, weights=own, minlength=1 << BUCKETS)[found] - own
        lift = (sums + 0.5 * overall) / (others + 0.5)
        in_line = np.maximum(np.bincount(line, minlength=size), 1)
        mean = np.bincount(line, weights=lift, minlength=size) / in_line
        above = np.bincount(line, weights=lift - overall, minlength=size) / np.sqrt(in_line)
        columns = [chance, np.full(size, overall), mean, above]
        for key in groups(lines, lines.kinds.sum(1)):
            weighted = np.bincount(key, weights=chance * share)[key]
            columns.append(weighted / np.bincount(key, weights=share)[key])
        return np.stack(columns, axis=1).astype(np.float32)


@lru_cache(maxsize=1)
def shipped() -> Network:
    """The network that comes with the package."""
    import numpy as np

    with (files(__package__) / "weights.npz").open("rb") as file:
        return Network.of(dict(np.load(file, allow_pickle=False)))
