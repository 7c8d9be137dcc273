"""Reasons: why the model takes a block of lines for boilerplate, in words a curator understands.

A plain weighted sum of a few features was fitted to the log odds of the network. It does not
decide anything; it says which features of a block speak most against its being content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
    Hint("run-short", "among {lines} lines like it", ""),
    Hint("repeats", "said again on the page", ""),
    Hint("place-lines", "near the end", "near the start"),
    Hint("vocabulary-count", "", "words the page hardly uses elsewhere"),
    Hint("long-before", "no paragraph just above", ""),
    Hint("long-after", "no paragraph just below", ""),
)  # fmt: skip
COLUMNS = tuple(NAMES.index(hint.name) for hint in HINTS)
MOST = 3
"""Reasons named for one block."""

WORDS_LOOKED_AT = 40
"""Words of a block among which the most telling one is sought."""


TELLING = -1.0
"""Log odds below which a word is worth naming; a wrong value only changes what is said."""


def phrases(excess: np.ndarray, weights: np.ndarray, block_lines: int) -> list[str]:
    """The strongest reasons of a block, strongest first, at most `MOST`; may be empty.

    `excess` is how far the block's features lie above the average line's.
    """
    effects = excess * weights
    found: list[str] = []
    for place in effects.argsort(kind="stable"):
        if effects[place] >= 0 or len(found) == MOST:
            break
        hint = HINTS[place]
        phrase = hint.high if excess[place] > 0 else hint.low
        if phrase:
            found.append(phrase.format(lines=block_lines))
    return found


def telling_word(
    text: str, lines: Lines, first: int, last: int, vocabulary: np.ndarray
) -> str | None:
    """The word among the first of a block that the vocabulary takes most for boilerplate.

    `vocabulary` holds by bucket how much a word speaks for content; None where no word says much.
    """
    start = int(lines.from_word[first])
    stop = min(int(lines.from_word[last + 1]), start + WORDS_LOOKED_AT)
    if start == stop:
        return None
    said = vocabulary[buckets(lines.hashes[start:stop])]
    place = int(said.argmin())
    if said[place] >= TELLING:
        return None
    return text[lines.word_starts[start + place] : lines.word_stops[start + place]].lower()
