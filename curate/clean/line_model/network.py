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

CALM = 2.5
"""What log odds are divided by. Of pages of unseen sites the network is surer than it should be;
found by cross-validation by site, where 1 costs 0.7 points of mean page F1, 4 costs 0.5.
"""


class Answer(NamedTuple):
    """By line: the chance that it is content (0 to 1), and its features."""

    chances: np.ndarray
    seen: np.ndarray


@dataclass(frozen=True, slots=True)
class Network:
    """The weights, by name (float32). All but the vocabulary have the members of the network as
    their first axis: members were trained from different seeds, and their log odds are averaged.
    """

    weights: Mapping[str, np.ndarray]

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
        return cls(weights)

    def answer(self, lines: Lines) -> Answer:
        """The chance that each line is content, and the features it was seen by."""
        import numpy as np

        seen = features(lines)
        odds = self.log_odds(lines, seen).astype(np.float64)
        return Answer(1 / (1 + np.exp(-odds / CALM)), seen)

    def log_odds(self, lines: Lines, seen: np.ndarray) -> np.ndarray:
        """Log odds (float32) that each line is content; 0 is undecided."""
        import numpy as np

        weight = self.weights
        share = (lines.kinds.sum(1) + 0.1).astype(np.float32)
        share /= share.sum()
        members = len(weight["in"])
        meaning = self.meaning(lines).reshape(len(lines), members, -1).transpose(1, 0, 2)
        hidden = seen @ weight["in"] + meaning @ weight["in:meaning"] + weight["in:bias"]
        np.maximum(hidden, 0, out=hidden)
        hidden = self._convolve(hidden, "first")
        page = np.concatenate((hidden.mean(1), share @ hidden), axis=1)[:, None]
        hidden += np.maximum(page @ weight["page"] + weight["page:bias"], 0)
        glance = (hidden @ weight["glance"] + weight["glance:bias"])[:, :, 0]
        learnt = _learnt(lines, glance, share)
        hidden += np.maximum(learnt @ weight["learnt"] + weight["learnt:bias"], 0)
        hidden = self._convolve(hidden, "second")
        odds: np.ndarray = glance + (hidden @ weight["out"] + weight["out:bias"])[:, :, 0]
        mean: np.ndarray = odds.mean(0)
        return mean

    def meaning(self, lines: Lines) -> np.ndarray:
        """The mean over the words of each line of what the vocabulary knows of them."""
        import numpy as np

        found, bounds = word_buckets(lines)
        vectors = self.weights["words"].take(found, axis=0)
        sums = np.zeros((len(lines), vectors.shape[1]), np.float32)
        (full,) = np.nonzero(bounds[1:] > bounds[:-1])
        if len(full):
            sums[full] = np.add.reduceat(vectors, bounds[full], axis=0)
        sums /= (np.diff(bounds)[:, None] + SHRINK).astype(np.float32)
        return sums

    def _convolve(self, hidden: np.ndarray, name: str) -> np.ndarray:
        """Adds what a line learns from itself and from lines before and after it: one line away,
        then two, then four.
        """
        import numpy as np

        kernels, biases = self.weights[f"{name}:kernel"], self.weights[f"{name}:bias"]
        members, size, width = hidden.shape
        for depth in range(kernels.shape[1]):
            apart = 1 << depth
            seen = np.zeros((members, size, 3 * width), np.float32)
            seen[:, apart:, :width] = hidden[:, :-apart]
            seen[:, :, width : 2 * width] = hidden
            seen[:, :-apart, 2 * width :] = hidden[:, apart:]
            new = seen @ kernels[:, depth]
            new += biases[:, depth, None]
            hidden += np.maximum(new, 0, out=new)
        return hidden


def _learnt(lines: Lines, glance: np.ndarray, share: np.ndarray) -> np.ndarray:
    """What the first pass says of each line by its words and by the lines like it."""
    import numpy as np

    chances = 1 / (1 + np.exp(-glance.astype(np.float64)))
    found, line = content_words(lines)
    size, counts = len(lines), lines.kinds.sum(1)
    others = np.bincount(found, minlength=1)[found] - 0.5 if len(found) else np.zeros(0)
    in_line = np.maximum(np.bincount(line, minlength=size), 1)
    keys = [(key, np.bincount(key, weights=share)[key]) for key in groups(lines, counts)]
    columns = []
    for chance in chances:
        overall, own = float(chance @ share), chance[line]
        lift = (np.bincount(found, weights=own, minlength=1)[found] - own + 0.5 * overall) / others
        total = np.bincount(line, weights=lift, minlength=size)
        above = (total - overall * np.bincount(line, minlength=size)) / np.sqrt(in_line)
        columns += [chance, np.full(size, overall), total / in_line, above]
        columns += [np.bincount(key, weights=chance * share)[key] / whole for key, whole in keys]
    stacked = np.stack(columns, axis=1).astype(np.float32)
    return stacked.reshape(size, len(chances), -1).transpose(1, 0, 2)


@lru_cache(maxsize=1)
def shipped() -> Network:
    """The network that comes with the package."""
    import numpy as np

    with (files(__package__) / "weights.npz").open("rb") as file:
        return Network.of(dict(np.load(file, allow_pickle=False)))
