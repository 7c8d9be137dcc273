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
from curate.clean.line_model.features import SHORT, line_of_word
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


def is_known(lines: Lines) -> bool:
    """Is the text long enough, English, and a web page?"""
    return len(lines.hashes) >= FEWEST_WORDS and is_english(lines) and is_web_page(lines)


def is_english(lines: Lines) -> bool:
    """Does the text have the words that every English text has, and few others have?"""
    numbers = lines.kinds[:, counted.NUMBER : counted.YEAR + 1].sum()
    english = (lines.flags & words.ENGLISH > 0).sum()
    return bool(english > ENGLISH_SHARE * (len(lines.flags) - numbers))


def is_web_page(lines: Lines) -> bool:
    """Does the text show the marks of a web page?"""
    import numpy as np

    counts = lines.kinds.sum(1)
    (marked,) = np.nonzero(lines.flags & (words.MARK | words.HALF_MARK))
    marked = marked[counts[line_of_word(lines)[marked]] <= SHORT]
    strong, weak = _marks()
    seen = np.unique(lines.hashes[marked])
    points = 2 * np.isin(seen, strong).sum() + np.isin(seen, weak).sum()
    full = counts >= FULL
    broken = (lines.first[full] == chars.LOWER).sum() / max(int(full.sum()), 5)
    return bool(points >= MARKS + MARKS_FOR_BROKEN * broken)


@lru_cache(maxsize=1)
def _marks() -> tuple[np.ndarray, np.ndarray]:
    """Hashes of the words that are marks, and of those that are half a mark."""
    import numpy as np

    return (
        np.array([words.hash_word(word) for word in words.LISTS[words.MARK].split()], np.uint64),
        np.array(
            [words.hash_word(word) for word in words.LISTS[words.HALF_MARK].split()], np.uint64
        ),
    )
