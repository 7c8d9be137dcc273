"""Decoding: which lines to keep, given the chance that each is content.

Of all choices, the one with the best expected F-measure of the page's words is to keep the lines
whose chance is above a threshold that follows from the page itself (Ye, Chai, Lee and Chieu 2012,
*Optimizing F-measure: a tale of two approaches*): sure pages get a threshold near one half, unsure
ones a lower one, so that doubt keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

RECALL = {"strict": 0.5, "balanced": 1.0, "keep-more": 2.0}
"""How many times as much a lost word of content costs as a kept word of boilerplate (the beta of
the F-measure), by strictness."""


def threshold(chances: np.ndarray, sizes: np.ndarray, beta: float) -> float:
    """The chance from which on a line is kept; `sizes` are the lines' words, above 0."""
    import numpy as np

    order = np.argsort(-chances, kind="stable")
    kept = np.cumsum(sizes[order])
    shared = np.cumsum((sizes * chances)[order])
    measure = (1 + beta**2) * shared / (kept + beta**2 * shared[-1])
    return float(measure.max()) / (1 + beta**2)
