"""Features of lines: numbers near 0 to 1 that the network reads, one row for each line.

All are shallow: counts, shares, position, repetition, and what a line shares with others of its
page. `NAMES` names the columns.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from curate.clean.line_model import characters as chars
from curate.clean.line_model import lines as counted
from curate.clean.line_model import words
from curate.clean.line_model.lines import Lines

if TYPE_CHECKING:
    import numpy as np

SHORT, LONG = 8, 20
"""Words: at most so many make a short line, at least so many a long one (a sentence or more)."""

BUCKETS = 14
"""Bits of the hash that name a word in the vocabulary: 16,384 buckets."""

_LAST = (
    chars.STOP, chars.COMMA, chars.DIGIT, chars.UPPER, chars.QUOTE, chars.BRACKET, chars.SEPARATOR,
)  # fmt: skip
_FIRST = (
    chars.UPPER, chars.LOWER, chars.DIGIT, chars.QUOTE, chars.BRACKET, chars.SEPARATOR, chars.DASH,
    chars.SYMBOL,
)  # fmt: skip
_CLASS_NAMES = (
    "lower", "upper", "digit", "caseless", "stop", "comma", "quote", "bracket", "separator", "dash",
    "money", "handle", "symbol", "apostrophe",
)  # fmt: skip
_SIZES = (1, 2, 3, 5, 9, 15, 30)

NAMES: tuple[str, ...] = (
    "chars", "words", "letters-per-word",
    *(f"words-below-{size}" for size in _SIZES),
    *(f"share-{name}" for name in _CLASS_NAMES),
    "share-all-caps", "share-capitalised", "share-number", "share-year",
    "share-function", "share-date", "share-web",
    "count-stop", "count-comma", "count-separator", "count-number",
    "count-function", "count-date", "count-web",
    *(f"last-{_CLASS_NAMES[cls - chars.LOWER]}" for cls in _LAST),
    *(f"first-{_CLASS_NAMES[cls - chars.LOWER]}" for cls in _FIRST),
    "indent", "blank-before", "blank-after",
    "place-lines", "place-chars", "from-start", "from-end",
    "repeats", "repeats-first",
    "run-short", "run-long", "run-before", "run-after", "long-before", "long-after",
    "vocabulary-count", "vocabulary-shared",
    *(f"{group}-{what}" for group in ("indent", "shape") for what in ("share", "words", "lines")),
    "page-lines", "page-words", "page-long-share", "page-long-lines", "page-function",
    "page-blank", "page-words-per-line", "page-indent", "page-stop", "page-digit",
    "page-capitalised",
)  # fmt: skip


@lru_cache(maxsize=1)
def _logs() -> np.ndarray:
    import numpy as np

    return np.log1p(np.arange(8192)).astype(np.float32)


def log(counts: np.ndarray) -> np.ndarray:
    """The logarithm of 1 + count, for counts up to 8,191 (more counts as 8,191)."""
    values: np.ndarray = _logs().take(counts, mode="clip")
    return values


def features(lines: Lines) -> np.ndarray:
    """The features of every line (float32, lines by `NAMES`)."""
    import numpy as np

    counts = lines.kinds.sum(1)
    table = np.empty((len(lines), len(NAMES)), np.float32)
    at = 0
    for block in (
        *_size(lines, counts), *_look(lines, counts), *_place(lines), *_repeats(lines),
        *_runs(counts), *_vocabulary(lines, counts), *_groups(lines, counts),
    ):  # fmt: skip
        width = 1 if block.ndim == 1 else block.shape[1]
        table[:, at : at + width] = block[:, None] if block.ndim == 1 else block
        at += width
    page = _page(lines, counts)
    table[:, at:] = page
    return table


def buckets(hashes: np.ndarray) -> np.ndarray:
    """The buckets of the vocabulary that words or pairs of words fall in (int64)."""
    import numpy as np

    return (hashes >> np.uint64(64 - BUCKETS)).astype(np.int64)


def line_of_word(lines: Lines) -> np.ndarray:
    """The place in `lines` of every word's line."""
    import numpy as np

    return np.repeat(np.arange(len(lines)), np.diff(lines.from_word))


def _size(lines: Lines, counts: np.ndarray) -> list[np.ndarray]:
    import numpy as np

    letters = lines.classes[:, chars.LOWER : chars.CASELESS + 1].sum(1)
    return [
        log(lines.stops - lines.starts),
        log(counts),
        letters / np.maximum(counts, 1) / 8,
        counts[:, None] < np.array(_SIZES),
    ]


def _look(lines: Lines, counts: np.ndarray) -> list[np.ndarray]:
    import numpy as np

    by_char = 4 / (lines.stops - lines.starts)[:, None]
    by_word = 1 / np.maximum(counts, 1)[:, None]
    flagged = lines.flagged @ _flag_matrix()
    kinds = lines.kinds[:, counted.ALL_CAPS : counted.YEAR + 1]
    marks = lines.classes[:, (chars.STOP, chars.COMMA, chars.SEPARATOR)]
    numbers = kinds[:, 2:].sum(1)
    return [
        lines.classes[:, chars.LOWER :] * by_char,
        kinds * by_word,
        flagged * by_word,
        log(marks),
        log(numbers),
        log(flagged),
        lines.last[:, None] == np.array(_LAST, np.uint8),
        lines.first[:, None] == np.array(_FIRST, np.uint8),
    ]


@lru_cache(maxsize=1)
def _flag_matrix() -> np.ndarray:
    """Leads from words by flags (0 to 7) to words with each flag."""
    import numpy as np

    flags = np.arange(counted.KINDS)[:, None]
    matrix: np.ndarray = flags & np.array([words.FUNCTION, words.DATE, words.WEB]) > 0
    return matrix.astype(np.int64)


def _place(lines: Lines) -> list[np.ndarray]:
    import numpy as np

    place, count = np.arange(len(lines)), len(lines)
    blanks = np.diff(lines.numbers, prepend=-1) - 1
    before = np.minimum(blanks, 3) / 3
    after = np.append(before[1:], 0)
    return [
        log(lines.starts - lines.begins), before, after,
        place / count, lines.starts / lines.size, log(place) / 2, log(count - 1 - place) / 2,
    ]  # fmt: skip


def _repeats(lines: Lines) -> list[np.ndarray]:
    """How many other lines have the same words; whether this is the first of several."""
    import numpy as np

    sums = np.zeros(len(lines.hashes) + 1, np.uint64)
    np.cumsum(lines.hashes, out=sums[1:])
    whole = sums[lines.from_word[1:]] - sums[lines.from_word[:-1]]
    order = np.argsort(whole, kind="stable")
    new = np.append(True, whole[order][1:] != whole[order][:-1])
    group = np.empty(len(lines), np.int64)
    group[order] = np.cumsum(new) - 1
    others = np.where(whole > 0, np.bincount(group)[group] - 1, 0)
    is_first = np.zeros(len(lines), bool)
    is_first[order[new]] = True
    return [log(others), is_first & (others > 0)]


def _runs(counts: np.ndarray) -> list[np.ndarray]:
    """Runs of short lines, and how far the next long lines are (in lines)."""
    import numpy as np

    place, size = np.arange(len(counts)), len(counts)
    short = counts <= SHORT
    edges = np.concatenate(([0], np.nonzero(short[1:] != short[:-1])[0] + 1, [size]))
    lengths = np.diff(edges)
    run, start = np.repeat(lengths, lengths), np.repeat(edges[:-1], lengths)
    (long,) = np.nonzero(counts >= LONG)
    near = np.searchsorted(long, place)
    before = place - np.append(-200, long)[near]
    after = np.append(long, size + 200)[near] - place
    tall = log(run)
    return [
        tall * short, tall * ~short, log(place - start), log(start + run - 1 - place),
        log(before), log(after),
    ]  # fmt: skip


def content_words(lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """Buckets and lines of the words that are no function words."""
    import numpy as np

    (content,) = np.nonzero(lines.flags & words.FUNCTION == 0)
    return buckets(lines.hashes[content]), line_of_word(lines)[content]


def _vocabulary(lines: Lines, counts: np.ndarray) -> list[np.ndarray]:
    """How often the content words of a line occur on the page."""
    import numpy as np

    bucket, line = content_words(lines)
    often = np.bincount(bucket, minlength=1)[bucket] if len(bucket) else bucket
    by_line = np.maximum(np.bincount(line, minlength=len(counts)), 1)
    mean = np.bincount(line, weights=log(np.maximum(often, 1) - 1), minlength=len(counts))
    shared = np.bincount(line, weights=often > 1, minlength=len(counts))
    return [mean / by_line, shared / by_line]


def groups(lines: Lines, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two keys under which lines are alike: indent (0 to 63); and indent, length, first sign."""
    import numpy as np

    indent = np.minimum(lines.starts - lines.begins, 63)
    length = np.array([0, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5])[np.minimum(counts, 16)]
    length[counts >= LONG + 12] = 6
    shape = indent * 128 + length * 16 + lines.first
    return indent, shape


def _groups(lines: Lines, counts: np.ndarray) -> list[np.ndarray]:
    import numpy as np

    found: list[np.ndarray] = []
    total = counts.sum() + 0.1 * len(counts)
    for key in groups(lines, counts):
        in_words = np.bincount(key, weights=counts + 0.1)[key]
        in_lines = np.bincount(key)[key]
        found += [in_words / total * 2, np.log1p(in_words / in_lines) / 2, log(in_lines) / 2]
    return found


def _page(lines: Lines, counts: np.ndarray) -> np.ndarray:
    """What is said of the page as a whole, the same for each of its lines."""
    import numpy as np

    total, size = max(int(counts.sum()), 1), len(lines)
    long = counts >= LONG
    flagged = lines.flagged.sum(0) @ _flag_matrix()
    return np.array([
        np.log1p(size), np.log1p(total), counts[long].sum() / total * 2, long.sum() / size * 4,
        flagged[0] / total * 4, (np.diff(lines.numbers, prepend=-1) > 1).sum() / size * 2,
        np.log1p(total / size), (lines.starts > lines.begins).sum() / size * 2,
        (lines.last == chars.STOP).sum() / size * 4,
        lines.classes[:, chars.DIGIT].sum() / lines.size * 20,
        lines.kinds[:, counted.CAPITALISED].sum() / total * 3,
    ], np.float32)  # fmt: skip


def word_buckets(lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """Vocabulary of every line: buckets of its words and of pairs of words side by side, and where
    each line's buckets begin (one entry more than lines). The words of a line stand before its
    pairs.
    """
    import numpy as np

    hashes, line = lines.hashes, line_of_word(lines)
    pairs = (hashes[:-1] * np.uint64(words.BASE) ^ hashes[1:]) * np.uint64(words.PAIR)
    pairs ^= pairs >> np.uint64(29)
    (beside,) = np.nonzero(line[1:] == line[:-1])
    from_pair = np.searchsorted(beside, lines.from_word)
    bounds = lines.from_word + from_pair
    found = np.empty(bounds[-1], np.int64)
    place = np.arange(len(hashes))
    found[place + from_pair[line]] = buckets(hashes)
    found[np.arange(len(beside)) + lines.from_word[line[beside] + 1]] = buckets(pairs[beside])
    return found, bounds
