"""Is the text a web page in English? Only on such texts does the model know what it says.

Web pages show it by marks that other documents lack: in short lines, words such as `subscribe` or
`cookie`. Manuals, books and standards have few of them, and their lines break inside sentences.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from curate.clean.line_model import characters as chars
from curate.clean.line_model import lines as counted
from curate.clean.line_model import words
from curate.clean.line_model.features import SHORT
from curate.clean.line_model.lines import Lines

if TYPE_CHECKING:
    import numpy as np

FEWEST_WORDS = 60
"""Below so many words there is no page to judge a line by."""

ENGLISH_SHARE = 0.025
"""Share of a text's words that must be telling English words. Of the 1,214 pages the model was
trained on, the Italian and Portuguese ones are below, and hardly any other; a page that holds
nothing but names is, too.
"""

MARKS, MARKS_FOR_BROKEN = 5, 15
"""Points that the marks of a web page must reach: so many, and so many times the share of lines
that begin in lower case (of those of `FULL` words). At these values 93 in 100 of the training pages
pass, and one of 227 manuals, books, standards and articles without their page.
"""

FULL = 6
"""Words that make a line count as one that may be broken inside a sentence."""


def are_known(lines: Lines) -> np.ndarray:
    """Which texts are long enough, English, and web pages (bool, by text)."""
    import numpy as np

    full = lines.counts >= FULL
    numbers = lines.kinds[:, counted.NUMBER] + lines.kinds[:, counted.YEAR]
    count, numbers, full, broken = lines.by_text(
        lines.counts, numbers, full, full & (lines.first == chars.LOWER)
    )
    english = np.append(0, np.cumsum(lines.flags & words.ENGLISH > 0))
    english = np.diff(english[lines.from_word[lines.from_line]])
    known: np.ndarray = (count >= FEWEST_WORDS) & (english > ENGLISH_SHARE * (count - numbers))
    if known.any():
        known &= _points(lines) >= MARKS + MARKS_FOR_BROKEN * (broken / np.maximum(full, 5))
    return known


def _points(lines: Lines) -> np.ndarray:
    """The points of the marks of a web page that a text shows (by text)."""
    import numpy as np

    hashes, worth = _marks()
    (marked,) = np.nonzero(lines.flags & (words.MARK | words.HALF_MARK))
    line = lines.line[marked]
    short = lines.counts[line] <= SHORT
    marked, line = lines.hashes[marked[short]], line[short]
    mark = np.minimum(np.searchsorted(hashes, marked), len(hashes) - 1)
    right = hashes[mark] == marked
    seen = np.zeros((len(lines.sizes), len(hashes)), bool)
    seen[lines.text[line[right]], mark[right]] = True
    points: np.ndarray = seen @ worth
    return points


@lru_cache(maxsize=1)
def _marks() -> tuple[np.ndarray, np.ndarray]:
    """Hashes of the words that are marks or half a mark, in order, and their points."""
    import numpy as np

    points = {words.hash_word(word): 1 for word in words.LISTS[words.HALF_MARK].split()}
    points |= {words.hash_word(word): 2 for word in words.LISTS[words.MARK].split()}
    hashes = sorted(points)
    return np.array(hashes, np.uint64), np.array([points[one] for one in hashes])
