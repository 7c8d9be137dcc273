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

    in_text = np.diff(lines.from_word[lines.from_line])
    known: np.ndarray = (in_text >= FEWEST_WORDS) & _are_english(lines)
    if known.any():
        known &= _are_web_pages(lines)
    return known


def _are_english(lines: Lines) -> np.ndarray:
    """Does a text have the words that every English text has, and few others have?"""
    numbers = _by_text(lines, lines.kinds[:, counted.NUMBER : counted.YEAR + 1].sum(1))
    words_in = _by_text(lines, lines.counts)
    english = _by_word(lines, lines.flags & words.ENGLISH > 0)
    known: np.ndarray = english > ENGLISH_SHARE * (words_in - numbers)
    return known


def _are_web_pages(lines: Lines) -> np.ndarray:
    """Does a text show the marks of a web page?"""
    import numpy as np

    hashes, worth = _marks()
    (marked,) = np.nonzero(lines.flags & (words.MARK | words.HALF_MARK))
    marked = marked[lines.counts[lines.line[marked]] <= SHORT]
    mark = np.minimum(np.searchsorted(hashes, lines.hashes[marked]), len(hashes) - 1)
    right = hashes[mark] == lines.hashes[marked]
    seen = np.zeros((len(lines.sizes), len(hashes)), bool)
    seen[lines.text[lines.line[marked[right]]], mark[right]] = True
    full = lines.counts >= FULL
    broken = _by_text(lines, full & (lines.first == chars.LOWER))
    broken = broken / np.maximum(_by_text(lines, full), 5)
    known: np.ndarray = seen @ worth >= MARKS + MARKS_FOR_BROKEN * broken
    return known


def _by_text(lines: Lines, of_lines: np.ndarray) -> np.ndarray:
    """The sum over the lines of each text, of whole numbers."""
    import numpy as np

    sums: np.ndarray = np.diff(np.append(0, np.cumsum(of_lines))[lines.from_line])
    return sums


def _by_word(lines: Lines, of_words: np.ndarray) -> np.ndarray:
    import numpy as np

    sums = np.append(0, np.cumsum(of_words))[lines.from_word[lines.from_line]]
    found: np.ndarray = np.diff(sums)
    return found


@lru_cache(maxsize=1)
def _marks() -> tuple[np.ndarray, np.ndarray]:
    """Hashes of the words that are marks or half a mark, in order, and their points."""
    import numpy as np

    points = {words.hash_word(word): 1 for word in words.LISTS[words.HALF_MARK].split()}
    points |= {words.hash_word(word): 2 for word in words.LISTS[words.MARK].split()}
    hashes = sorted(points)
    return np.array(hashes, np.uint64), np.array([points[one] for one in hashes])
