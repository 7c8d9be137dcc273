"""Decoding: which lines to keep, given the chance that each is content.

Of all choices, the one with the best expected F-measure of the page's words is to keep the lines
whose chance is above a threshold that follows from the page itself (Ye, Chai, Lee and Chieu 2012,
*Optimizing F-measure: a tale of two approaches*): sure pages get a threshold near one half, unsure
ones a lower one, so that doubt keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from curate.clean.line_model.lines import steps

if TYPE_CHECKING:
    import numpy as np

RECALL = {"strict": 0.5, "balanced": 1.0, "keep-more": 2.0}
"""How many times as much a lost word of content costs as a kept word of boilerplate (the beta of
the F-measure), by strictness."""


ONE = 1 << 32
"""Chances are added up as whole numbers, of so many to one, so that sums are exact."""


def thresholds(
    chances: np.ndarray, sizes: np.ndarray, from_line: np.ndarray, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    """By text, the chance from which on a line is kept, and the share of its words that are content
    as the chances have it. `sizes` are the lines' words in whole numbers, above 0; `from_line` is
    the first line of each text, one entry more than texts, each of which has a line.
    """
    import numpy as np

    chance = np.rint(chances * ONE).astype(np.int64)
    lines = steps(from_line)
    of_text = np.repeat(np.arange(len(lines)) << 33, lines)
    order = np.argsort(of_text - chance)
    sums = np.zeros((2, len(order) + 1), np.int64)
    np.cumsum(sizes[order], out=sums[0, 1:])
    np.cumsum((sizes * chance)[order], out=sums[1, 1:])
    before = sums[:, from_line]
    words, content = before[:, 1:] - before[:, :-1]
    kept, shared = sums[:, 1:] - np.repeat(before[:, :-1], lines, axis=1)
    measure = shared / (kept * ONE + np.repeat(beta**2 * content, lines))
    return np.maximum.reduceat(measure, from_line[:-1]), content / (words * ONE)
