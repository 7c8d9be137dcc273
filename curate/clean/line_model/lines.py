"""`Lines`: what is counted in the lines of a text, for all lines at once.

`measure` is vectorised; `curate.clean.line_model.plain.measure` says the same, line by line, and a
property test holds the two equal. Everything here is a whole number, so that equal means equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from curate.clean.line_model import characters as chars
from curate.clean.line_model import words

if TYPE_CHECKING:
    import numpy as np

PLAIN, ALL_CAPS, CAPITALISED, NUMBER, YEAR = range(5)
"""Kinds of words by their look; a year is any number of four digits."""
KINDS = 8


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text that hold more than white space, and the words in them.

    By line: `starts` and `stops` (offsets without the white space around), `begins` (where the
    line begins), `numbers` (its number among all lines, blank ones counted), `classes` (characters
    by class, white space not counted), `first` and `last` (class of the first and last character),
    `kinds` and `flagged` (words by kind and by flags), `from_word` (its first word; one entry more
    than lines). By word: `word_starts`, `word_stops`, `hashes`, `flags`. `size` is the text's
    length in characters.
    """

    size: int
    starts: np.ndarray
    stops: np.ndarray
    begins: np.ndarray
    numbers: np.ndarray
    classes: np.ndarray
    first: np.ndarray
    last: np.ndarray
    kinds: np.ndarray
    flagged: np.ndarray
    from_word: np.ndarray
    word_starts: np.ndarray
    word_stops: np.ndarray
    hashes: np.ndarray
    flags: np.ndarray

    def __len__(self) -> int:
        return len(self.starts)


def measure(text: str) -> Lines | None:
    """The lines of a text, or None where it holds nothing but white space."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not len(codes):
        return None
    classes, folds = _look_up(text, codes)
    (breaks,) = np.nonzero(classes == chars.BREAK)
    (ink,) = np.nonzero(classes > chars.BREAK)
    begins = np.concatenate(([0], breaks + 1))
    ends = np.append(breaks, len(codes))
    from_ink, to_ink = np.searchsorted(ink, begins), np.searchsorted(ink, ends)
    (numbers,) = np.nonzero(to_ink > from_ink)
    if not len(numbers):
        return None
    starts, stops = ink[from_ink[numbers]], ink[to_ink[numbers] - 1] + 1
    cell = np.repeat(np.arange(len(begins)) * chars.CLASSES, np.diff(begins, append=len(codes)))
    cell += classes
    counts = np.bincount(cell, minlength=len(begins) * chars.CLASSES).reshape(-1, chars.CLASSES)
    counts[:, : chars.LOWER] = 0
    word_starts, word_stops = _word_edges(classes)
    hashes = _hash(folds, word_starts, word_stops)
    from_word = np.append(np.searchsorted(word_starts, starts), len(word_starts))
    line_of = np.repeat(np.arange(len(starts)) * KINDS, np.diff(from_word))
    flags = words.flags()[hashes >> np.uint64(48)]
    kinds = _kinds(classes, word_starts, word_stops)
    return Lines(
        size=len(codes),
        starts=starts,
        stops=stops,
        begins=begins[numbers],
        numbers=numbers,
        classes=counts[numbers],
        first=classes[starts],
        last=classes[stops - 1],
        kinds=np.bincount(line_of + kinds, minlength=len(starts) * KINDS).reshape(-1, KINDS),
        flagged=np.bincount(line_of + (flags & 7), minlength=len(starts) * KINDS).reshape(
            -1, KINDS
        ),
        from_word=from_word,
        word_starts=word_starts,
        word_stops=word_stops,
        hashes=hashes,
        flags=flags,
    )


def _look_up(text: str, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Class (uint8) and folded number (uint64) of every character."""
    import numpy as np

    class_table, fold_table = chars.tables()
    classes = class_table.take(codes, mode="clip")
    folds = fold_table.take(codes, mode="clip")
    if codes.max() >= chars.LIMIT:
        (far,) = np.nonzero(codes >= chars.LIMIT)
        classes[far] = np.where(codes[far] >= chars.EMOJI, chars.SYMBOL, chars.CASELESS)
        folds[far] = codes[far]
    if "\r\n" in text:  # one line break, not two
        classes[:-1][(codes[:-1] == 13) & (codes[1:] == 10)] = chars.SPACE
    return classes, folds


def _word_edges(classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    padded = np.zeros(len(classes) + 2, bool)
    np.less(classes - np.uint8(chars.LOWER), chars.WORD_CLASSES, out=padded[1:-1])
    (edges,) = np.nonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]


def _hash(folds: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
    import numpy as np

    up, down = words.powers(1 << max(len(folds) - 1, 4095).bit_length())
    sums = np.zeros(len(folds) + 1, np.uint64)
    np.cumsum(folds * up[: len(folds)], out=sums[1:])
    hashes: np.ndarray = (sums.take(stops) - sums.take(starts)) * down.take(starts)
    hashes ^= hashes >> np.uint64(32)
    hashes *= np.uint64(words.MIX)
    hashes ^= hashes >> np.uint64(32)
    return hashes


def _kinds(classes: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
    import numpy as np

    first, length = classes[starts], stops - starts
    capital, number = first == chars.UPPER, first == chars.DIGIT
    kinds: np.ndarray = capital * np.uint8(CAPITALISED) + number * np.uint8(NUMBER)
    kinds[number & (length == 4)] = YEAR
    kinds[capital & (length > 1) & (classes[stops - 1] == chars.UPPER)] = ALL_CAPS
    return kinds
