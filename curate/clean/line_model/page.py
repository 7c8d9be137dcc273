"""Is the text a web page in English? Only on such texts does the model know what it says.

Web pages show it by marks that other documents lack (in short lines, words such as `subscribe` or
`cookie`) and by the look of their lines. Lines of manuals, books and standards are alike in length,
and articles cut out of their page have few short lines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from curate.clean.line_model import characters as chars
from curate.clean.line_model import lines as counted
from curate.clean.line_model import words
from curate.clean.line_model.features import SHORT
from curate.clean.line_model.lines import Lines, steps

if TYPE_CHECKING:
    import numpy as np

FEWEST_WORDS = 60
"""Below so many words there is no page to judge a line by."""

ENGLISH_SHARE = 0.025
"""Share of a text's words that must be telling English words. Of the 1,214 pages the model was
trained on, the Italian and Portuguese ones are below, and hardly any other; a page that holds
nothing but names is, too.
"""

WEB_PAGE, SURELY = -1.0, 1.0
"""Log odds from which a text is taken for a web page; and for one though it seems to have pages, or
has lost its lines. By cross-validation 95 in 100 of the development pages reach the first and none
of 423 manuals, books and standards, nor of their pieces; the highest of these has -1.8.
"""

FULL = 6
"""Words that make a line count as one that may be broken inside a sentence."""

LONG, WIDE = 25, 120
"""Words of a line that no printed line holds, and characters that few do."""

WEIGHTS = {
    "points of marks": 3.94,
    "full lines that begin in lower case": 2.63,
    "short lines with a mark": -0.21,
    "share of title lines": -1.38,
    "title lines": 1.02,
    "lines that end a sentence": -2.81,
    "words in short lines": 2.34,
    "words in long lines": 4.45,
    "words in wide lines": 2.94,
    "lines": 0.62,
    "words": -1.97,
}
BIAS = -4.23
"""What each of `looks` counts for a web page, fitted by `benchmarks/web_pages.py`."""


def are_known(lines: Lines, are_cut: np.ndarray | bool = False) -> np.ndarray:
    """Which texts are long enough, English, and web pages (bool, by text); surely web pages, if
    their lines are only guessed (`are_cut`, see `running`).
    """
    import numpy as np

    known = is_english(lines)
    if known.any():
        known &= log_odds(lines) >= np.where(are_cut, SURELY, WEB_PAGE)
    return known


def is_surely_one(text: str) -> bool:
    """Is the text surely a web page, whatever its language?"""
    lines = counted.measure([text])
    return bool(len(lines)) and bool(log_odds(lines)[0] >= SURELY)


def is_english(lines: Lines) -> np.ndarray:
    """Which texts are English and long enough to judge by (bool, by text)."""
    numbers = lines.kinds[counted.NUMBER] + lines.kinds[counted.YEAR]
    count, numbers = lines.by_text(lines.counts, numbers)
    english = counted.add_up(lines.flags & words.ENGLISH > 0, lines.from_word[lines.from_line])
    known: np.ndarray = (count >= FEWEST_WORDS) & (english > ENGLISH_SHARE * (count - numbers))
    return known


def log_odds(lines: Lines) -> np.ndarray:
    """The log odds that each text is a scraped web page, by what `WEIGHTS` lists (by text)."""
    import numpy as np

    total = np.full(len(lines.sizes), BIAS)
    for values, weight in zip(looks(lines), WEIGHTS.values(), strict=True):
        total += values * weight
    return total


def looks(lines: Lines) -> list[np.ndarray]:
    """What tells web pages from other texts, in the order of `WEIGHTS` (each by text)."""
    import numpy as np

    points, marked = _marks_of(lines)
    full, short = lines.counts >= FULL, lines.counts <= SHORT
    title = short & (5 * lines.kinds[counted.CAPITALISED] >= 3 * lines.counts)
    wide = lines.stops - lines.starts > WIDE
    full, broken, marked, titles, stops, count, *parts = lines.by_text(
        full, full & (lines.first == chars.LOWER), marked, title & (lines.counts > 0),
        lines.last == chars.STOP, lines.counts, lines.counts * short,
        lines.counts * (lines.counts >= LONG), lines.counts * wide,
    )  # fmt: skip
    size = np.maximum(steps(lines.from_line), 1)
    return [
        np.log1p(points), broken / np.maximum(full, 5), np.log1p(marked), titles / size,
        np.log1p(titles), stops / size, *(part / np.maximum(count, 1) for part in parts),
        np.log1p(size), np.log1p(count),
    ]  # fmt: skip


def _marks_of(lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """The points of the marks of a web page that a text shows (by text), and which lines of few
    words show one (bool, by line).
    """
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
    by_line = np.zeros(len(lines), bool)
    by_line[line[right]] = True
    return seen @ worth, by_line


@lru_cache(maxsize=1)
def _marks() -> tuple[np.ndarray, np.ndarray]:
    """Hashes of the words that are marks or half a mark, in order, and their points."""
    import numpy as np

    points = {words.hash_word(word): 1 for word in words.LISTS[words.HALF_MARK].split()}
    points |= {words.hash_word(word): 2 for word in words.LISTS[words.MARK].split()}
    hashes = sorted(points)
    return np.array(hashes, np.uint64), np.array([points[one] for one in hashes])
