"""Reasons: why the model takes a block of lines for boilerplate, in words a curator understands.

A plain weighted sum of a few features was fitted to the log odds of the network. It does not
decide anything; it says which features of a block speak most against its being content.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
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
NOTHING = len(HINTS)
"""The place of a hint that says nothing."""

MOST = 3
"""Reasons named for one block."""

MANY = 4
"""A block of more lines than this says how many they are."""


SAID_BEFORE = "said before on the page"

TELLING = -1.0
"""Log odds below which a word is worth naming; a wrong value only changes what is said."""


def of_blocks(
    texts: Sequence[str],
    lines: Lines,
    answer: network.Answer,
    firsts: np.ndarray,
    afters: np.ndarray,
) -> list[str]:
    """What speaks most against each block of lines, strongest first, as one phrase.

    `texts` are those the lines are of; a block goes from a first line to the one after it.
    """
    import numpy as np

    weights = network.shipped().weights
    high = weights["hints"] < 0
    effects = np.zeros((len(HINTS), len(lines) + 1), np.float32)
    effects[:, :-1] = answer.seen.take(COLUMNS, axis=0)
    effects[:, :-1] -= weights["hints:mean"][:, None]
    effects[:, :-1] *= weights["hints"][:, None]
    strength = np.add.reduceat(effects, np.stack((firsts, afters), 1).ravel(), axis=1)[:, ::2].T
    order = strength.argsort(axis=1, kind="stable")[:, : 2 * MOST]
    says = [bool(hint.high if up else hint.low) for hint, up in zip(HINTS, high, strict=True)]
    against = np.take_along_axis(strength, order, axis=1) < 0
    places = np.where(against & np.array(says).take(order), order, NOTHING).tolist()
    words = _telling_words(texts, lines, firsts, afters)
    up = tuple(high.tolist())
    return [
        _phrase(tuple(found), up, word, size)
        for found, word, size in zip(places, words, (afters - firsts).tolist(), strict=True)
    ]


def _phrase(places: tuple[int, ...], high: tuple[bool, ...], word: str, size: int) -> str:
    """The reasons of one block of `size` lines."""
    found = _of_hints(places, high, MOST - bool(word))
    if word:
        found = f"{word}, {found}" if found else word
    if size > MANY:
        many = f"{size} lines like it together"
        found = f"{found}, {many}" if found else many
    return found or "unlike the main text"


@lru_cache(maxsize=4096)
def _of_hints(places: tuple[int, ...], high: tuple[bool, ...], most: int) -> str:
    """What the first of some hints say; `NOTHING` among them says nothing."""
    found = [place for place in places if place != NOTHING][:most]
    return ", ".join(HINTS[place].high if high[place] else HINTS[place].low for place in found)


def _telling_words(
    texts: Sequence[str], lines: Lines, firsts: np.ndarray, afters: np.ndarray
) -> list[str]:
    """By block, the word that the vocabulary takes most for boilerplate, the first of several; ""
    where none says much.
    """
    import numpy as np

    weights = network.shipped().weights
    key = np.full(len(lines.hashes) + 1, len(weights["words:hint"]) << 32)
    weights["words:rank"].take(buckets(lines.hashes), out=key[:-1], mode="clip")
    key[:-1] <<= 32
    key[:-1] += np.arange(len(lines.hashes))
    bounds = np.stack((lines.from_word[firsts], lines.from_word[afters]), 1)
    least = np.minimum.reduceat(key, bounds.ravel())[::2]
    said = np.append(weights["words:hint"], 0)[least >> 32]
    said[bounds[:, 0] == bounds[:, 1]] = 0
    (telling,) = np.nonzero(said < TELLING)
    places = least[telling] & ((1 << 32) - 1)
    of = lines.text[firsts[telling]]
    starts, stops = (at[places] - lines.origins[of] for at in (lines.word_starts, lines.word_stops))
    found = [""] * len(firsts)
    for block, text, start, stop in zip(
        telling.tolist(), of.tolist(), starts.tolist(), stops.tolist(), strict=True
    ):
        word = texts[text][start:stop].lower()
        found[block] = (
            f"the word \N{LEFT SINGLE QUOTATION MARK}{word}\N{RIGHT SINGLE QUOTATION MARK}"
        )
    return found
