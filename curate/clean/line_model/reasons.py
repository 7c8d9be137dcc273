"""Reasons: why the model takes a block of lines for boilerplate, in words a curator understands.

A plain weighted sum of a few features was fitted to the log odds of the network. It does not
decide anything; it says which features of a block speak most against its being content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from curate.clean.line_model import network
from curate.clean.line_model.features import NAMES, buckets
from curate.clean.line_model.lines import Lines

if TYPE_CHECKING:
    import numpy as np


class Hint(NamedTuple):
    """A feature that speaks for boilerplate: its column, and what to say when it is high or low
    (empty where that would say nothing).
    """

    name: str
    high: str
    low: str


HINTS = (
    Hint("words-below-9", "short lines", "long lines"),
    Hint("last-stop", "", "no full stop"),
    Hint("share-function", "", "hardly any words such as the, of, to"),
    Hint("share-capitalised", "words in title case", ""),
    Hint("share-all-caps", "words in capitals", ""),
    Hint("count-number", "numbers", ""),
    Hint("count-date", "dates", ""),
    Hint("share-separator", "bars or bullets", ""),
    Hint("share-web", "web addresses", ""),
    Hint("share-symbol", "signs like \N{COPYRIGHT SIGN}", ""),
    Hint("first-separator", "list items", ""),
    Hint("run-short", "among short lines", ""),
    Hint("repeats", "said again on the page", ""),
    Hint("place-lines", "near the end", "near the start"),
    Hint("vocabulary-count", "", "words the page hardly uses elsewhere"),
    Hint("long-before", "no paragraph just above", ""),
    Hint("long-after", "no paragraph just below", ""),
)  # fmt: skip
COLUMNS = tuple(NAMES.index(hint.name) for hint in HINTS)
MOST = 3
"""Reasons named for one block."""

MANY = 4
"""A block of more lines than this says how many they are."""


TELLING = -1.0
"""Log odds below which a word is worth naming; a wrong value only changes what is said."""


def of_blocks(text: str, lines: Lines, seen: np.ndarray, edges: np.ndarray) -> list[str]:
    """What speaks most against each block of lines, strongest first, as one phrase.

    `seen` are the features of all lines; a block goes from an even edge to the odd one after it.
    """
    import numpy as np

    weights = network.shipped().weights
    effects = (seen[:, COLUMNS] - weights["hints:mean"]) * weights["hints"]
    sums = np.zeros((len(seen) + 1, len(HINTS)))
    np.cumsum(effects, axis=0, out=sums[1:])
    strength = sums[edges[1::2]] - sums[edges[::2]]
    order = strength.argsort(axis=1, kind="stable")[:, : 2 * MOST].tolist()
    words = _telling_words(text, lines, edges, weights["words:hint"])
    high = (weights["hints"] < 0).tolist()
    sizes = (edges[1::2] - edges[::2]).tolist()
    return [
        _phrase(places, sums, high, word, size)
        for places, sums, word, size in zip(order, strength.tolist(), words, sizes, strict=True)
    ]


def _phrase(
    places: list[int], strength: list[float], high: list[bool], word: str, size: int
) -> str:
    """The reasons of one block of `size` lines; an effect below 0 speaks against content."""
    found = [word] if word else []
    for place in places:
        said = HINTS[place].high if high[place] else HINTS[place].low
        if said and strength[place] < 0 and len(found) < MOST:
            found.append(said)
    if size > MANY:
        found.append(f"{size} lines like it together")
    return ", ".join(found) or "unlike the main text"


def _telling_words(text: str, lines: Lines, edges: np.ndarray, vocabulary: np.ndarray) -> list[str]:
    """By block, the word that the vocabulary takes most for boilerplate; "" where none says much.

    `vocabulary` holds by bucket how much a word speaks for content (log odds).
    """
    import numpy as np

    bounds = lines.from_word[edges]
    said = np.append(vocabulary[buckets(lines.hashes)], 0)
    found = []
    for start, stop in zip(bounds[::2].tolist(), bounds[1::2].tolist(), strict=True):
        place = start + int(said[start:stop].argmin()) if start < stop else -1
        if said[place] >= TELLING:
            found.append("")
            continue
        word = text[lines.word_starts[place] : lines.word_stops[place]].lower()
        found.append(
            f"the word \N{LEFT SINGLE QUOTATION MARK}{word}\N{RIGHT SINGLE QUOTATION MARK}"
        )
    return found
