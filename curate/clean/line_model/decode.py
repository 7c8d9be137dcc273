"""Decoding: which lines to keep, given the chance that each is content.

Of all choices, the one with the best expected F-measure of the page's words is to keep the lines
whose chance is above a threshold that follows from the page itself (Ye, Chai, Lee and Chieu 2012,
*Optimizing F-measure: a tale of two approaches*): sure pages get a threshold near one half, unsure
ones a lower one, so that doubt keeps.

That holds as far as the chances are right. Where even the surest words of a page are in doubt, all
its chances are too low; where sureness falls off soon, too high. So the threshold is shifted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from curate.clean.line_model.lines import steps

if TYPE_CHECKING:
    import numpy as np

RECALL = {"strict": 0.5, "balanced": 1.0, "keep-more": 2.0}
"""How many times as much a lost word of content costs as a kept word of boilerplate (the beta of
the F-measure), by strictness."""


SUREST = (5, 20)
"""Percent: the chance is asked that the so many surest words of a page reach."""

SHIFT, NO_SHIFT, MOST_SHIFT = (5.0, -2.2), 2.75, 1.0
"""By how much the log odds of the threshold rise with each of these two chances, what is taken off
again, and the most they move. Fitted to the slope of the mean page F1 by the threshold, on pages
that the network had not seen; in cross-validation by site worth 0.4 points, on three other networks
0.2 to 0.5.
"""

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
    least = np.maximum.reduceat(measure, from_line[:-1])
    falling, ends = chance[order], sums[0, 1:]
    at = [ends.searchsorted(before[0, :-1] + words * part // 100, "right") for part in SUREST]
    return _shifted(least, falling[np.array(at)] / ONE), content / (words * ONE)


def _shifted(least: np.ndarray, sure: np.ndarray) -> np.ndarray:
    """Thresholds, moved by the chances that the surest words of each text reach."""
    import numpy as np

    shift = SHIFT[0] * sure[0] + SHIFT[1] * sure[1] - NO_SHIFT
    odds = least / (1 - least) * np.exp(np.clip(shift, -MOST_SHIFT, MOST_SHIFT))
    moved: np.ndarray = odds / (1 + odds)
    return moved
