"""Reasons: why the model takes a block of lines for boilerplate, in words a curator understands.

A plain weighted sum of a few features was fitted to the log odds of the network. It does not
decide anything; it says which features of a block speak most against its being content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from curate.clean.line_model import network
from curate.clean.line_model.buckets import buckets
from curate.clean.line_model.features import NAMES
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


SAID_BEFORE = "said before on the page"

TELLING = -1.0
"""Log odds below which a word is worth naming; a wrong value only changes what is said."""


def of_blocks(
    text: str, lines: Lines, seen: np.ndarray, firsts: np.ndarray, afters: np.ndarray
) -> list[str]:
    """What speaks most against each block of lines, strongest first, as one phrase.

    `text` is all texts with a line break between; `seen` are the features of all lines (features by
    lines); a block goes from a first line to the one after it.
    """
    import numpy as np

    weights = network.shipped().weights
    effects = (seen[COLUMNS, :] - weights["hints:mean"][:, None]) * weights["hints"][:, None]
    effects = np.append(effects, np.zeros((len(HINTS), 1), np.float32), axis=1)
    strength = np.add.reduceat(effects, np.stack((firsts, afters), 1).ravel(), axis=1)[:, ::2].T
    order = strength.argsort(axis=1, kind="stable")[:, : 2 * MOST].tolist()
    words = _telling_words(text, lines, firsts, afters)
    high = (weights["hints"] < 0).tolist()
    sizes = (afters - firsts).tolist()
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


def _telling_words(text: str, lines: Lines, firsts: np.ndarray, afters: np.ndarray) -> list[str]:
    """By block, the word that the vocabulary takes most for boilerplate, the first of several; ""
    where none says much.
    """
    import numpy as np

    weights = network.shipped().weights
    rank = weights["words:rank"].take(buckets(lines.hashes))
    key = np.append((rank << 32) + np.arange(len(rank)), len(weights["words:hint"]) << 32)
    bounds = np.stack((lines.from_word[firsts], lines.from_word[afters]), 1)
    least = np.minimum.reduceat(key, bounds.ravel())[::2]
    said = np.append(weights["words:hint"], 0)[least >> 32]
    said[bounds[:, 0] == bounds[:, 1]] = 0
    telling, places = said < TELLING, least & ((1 << 32) - 1)
    found = [""] * len(firsts)
    for block in np.nonzero(telling)[0].tolist():
        place = places[block]
        word = text[lines.word_starts[place] : lines.word_stops[place]].lower()
        found[block] = (
            f"the word \N{LEFT SINGLE QUOTATION MARK}{word}\N{RIGHT SINGLE QUOTATION MARK}"
        )
    return found
