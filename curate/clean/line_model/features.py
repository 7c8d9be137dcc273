"""Features of lines: numbers near 0 to 1 that the network reads, one row for each line.

All are shallow: counts, shares, position, repetition, and what a line shares with others of its
page. `NAMES` names the columns. A line's features depend on its own text only, not on the texts
that are measured with it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

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

NOTHING = 1 << BUCKETS
"""The bucket of what is not there."""

MOST_WORDS = 128
"""Words of a line whose meaning is asked for: so many and their pairs add up in 16 bits."""

FAR = 200
"""Lines beyond the end of the page where a long line is thought, if the page has none."""

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


class Content(NamedTuple):
    """The words that are no function words: `key` tells the bucket and the text of each, `line` is
    its line's place, `often` how often its bucket occurs in the text; `in_line` counts them by
    line.
    """

    key: np.ndarray
    line: np.ndarray
    often: np.ndarray
    in_line: np.ndarray


def content_words(lines: Lines) -> Content:
    """The words of texts by which one line is like another."""
    import numpy as np

    (content,) = np.nonzero(lines.flags & words.FUNCTION == 0)
    line = lines.line.take(content)
    key = (lines.text.take(line) << BUCKETS) + buckets(lines.hashes.take(content))
    often = np.bincount(key, minlength=1).take(key)
    return Content(key, line, often, np.bincount(line, minlength=len(lines)))


def features(lines: Lines) -> np.ndarray:
    """The features of every line (float32, lines by `NAMES`)."""
    return table(lines, content_words(lines), len(lines)).T


def table(lines: Lines, content: Content, width: int) -> np.ndarray:
    """The features of every line (float32, `NAMES` by lines), filled up with zeros to a width."""
    import numpy as np

    found = np.zeros((len(NAMES), width), np.float32)
    inside = found[:, : len(lines)]
    at = 0
    for block in (
        *_size(lines), *_look(lines), *_place(lines), *_repeats(lines), *_runs(lines),
        *_vocabulary(content), *_groups(lines), _page(lines),
    ):  # fmt: skip
        height = 1 if block.ndim == 1 else len(block)
        inside[at : at + height] = block
        at += height
    return found


def buckets(hashes: np.ndarray) -> np.ndarray:
    """The buckets of the vocabulary that words or pairs of words fall in (int64)."""
    import numpy as np

    return (hashes >> np.uint64(64 - BUCKETS)).astype(np.int64)


def _size(lines: Lines) -> list[np.ndarray]:
    import numpy as np

    letters = lines.classes[:, chars.LOWER : chars.CASELESS + 1].sum(1)
    return [
        log(lines.stops - lines.starts),
        log(lines.counts),
        letters / np.maximum(lines.counts, 1) / 8,
        lines.counts < np.array(_SIZES)[:, None],
    ]


def _look(lines: Lines) -> list[np.ndarray]:
    import numpy as np

    by_char = 4 / (lines.stops - lines.starts)
    by_word = 1 / np.maximum(lines.counts, 1)
    flagged = _flag_matrix() @ lines.flagged.T
    kinds = lines.kinds.T[counted.ALL_CAPS : counted.YEAR + 1]
    classes = lines.classes.T
    return [
        classes[chars.LOWER :] * by_char,
        kinds * by_word,
        flagged * by_word,
        log(classes[[chars.STOP, chars.COMMA, chars.SEPARATOR]]),
        log(kinds[2] + kinds[3]),
        log(flagged),
        lines.last == np.array(_LAST, np.uint8)[:, None],
        lines.first == np.array(_FIRST, np.uint8)[:, None],
    ]


@lru_cache(maxsize=1)
def _flag_matrix() -> np.ndarray:
    """Leads from words by flags (0 to 7) to words with each flag."""
    import numpy as np

    flags = np.arange(counted.KINDS)
    matrix: np.ndarray = flags & np.array([[words.FUNCTION], [words.DATE], [words.WEB]]) > 0
    return matrix.astype(np.int64)


def _place(lines: Lines) -> list[np.ndarray]:
    import numpy as np

    first, size = lines.from_line[:-1], np.diff(lines.from_line)
    place = np.arange(len(lines)) - first[lines.text]
    count = size[lines.text]
    before = np.minimum(_blanks(lines), 3) / 3
    after = np.append(before[1:], 0)
    after[lines.from_line[1:] - 1] = 0
    return [
        log(lines.starts - lines.begins), before, after,
        place / count, (lines.starts - lines.origins[lines.text]) / lines.sizes[lines.text],
        log(place) / 2, log(count - 1 - place) / 2,
    ]  # fmt: skip


def _blanks(lines: Lines) -> np.ndarray:
    """The blank lines before each line."""
    import numpy as np

    last = np.append(-1, lines.numbers[:-1])
    last[lines.from_line[:-1]] = -1
    blanks: np.ndarray = lines.numbers - last - 1
    return blanks


def _repeats(lines: Lines) -> list[np.ndarray]:
    """How many other lines have the same words; whether this is the first of several."""
    import numpy as np

    sums = np.zeros(len(lines.hashes) + 1, np.uint64)
    np.cumsum(lines.hashes, out=sums[1:])
    whole = np.diff(sums[lines.from_word])
    whole += lines.text.astype(np.uint64) * np.uint64(words.PAIR)
    order = np.argsort(whole, kind="stable")
    new = np.append(True, np.diff(whole[order]) != 0)
    group = np.empty(len(lines), np.int64)
    group[order] = np.cumsum(new) - 1
    others = np.where(lines.counts > 0, np.bincount(group)[group] - 1, 0)
    is_first = np.zeros(len(lines), bool)
    is_first[order[new]] = True
    return [log(others), is_first & (others > 0)]


def _runs(lines: Lines) -> list[np.ndarray]:
    """Runs of short lines, and how far the next long lines are (in lines)."""
    import numpy as np

    place, size = np.arange(len(lines)), len(lines)
    short = lines.counts <= SHORT
    changes = np.append(True, short[1:] != short[:-1])
    changes[lines.from_line[:-1]] = True
    edges = np.append(np.nonzero(changes)[0], size)
    lengths = np.diff(edges)
    run, start = np.repeat(lengths, lengths), np.repeat(edges[:-1], lengths)
    is_long = lines.counts >= LONG
    (long,) = np.nonzero(is_long)
    near: np.ndarray = np.cumsum(is_long) - is_long
    first, end = lines.from_line[lines.text], lines.from_line[lines.text + 1]
    above, below = np.append(-1, long)[near], np.append(long, size)[near]
    before = place - np.where(above >= first, above, first - FAR)
    after = np.where(below < end, below, end + FAR) - place
    tall = log(run)
    return [
        tall * short, tall * ~short, log(place - start), log(start + run - 1 - place),
        log(before), log(after),
    ]  # fmt: skip


def _vocabulary(content: Content) -> list[np.ndarray]:
    """How often the content words of a line occur on the page."""
    import numpy as np

    count = len(content.in_line)
    by_line = np.maximum(content.in_line, 1)
    mean = np.bincount(content.line, weights=log(content.often - 1), minlength=count)
    shared = np.bincount(content.line[content.often > 1], minlength=count)
    return [mean / by_line, shared / by_line]


def groups(lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """Two keys under which lines of a text are alike: indent (0 to 63); and indent, length, first
    sign.
    """
    import numpy as np

    indent = np.minimum(lines.starts - lines.begins, 63) + (lines.text << 6)
    length = np.array([0, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5])[
        np.minimum(lines.counts, 16)
    ]
    length[lines.counts >= LONG + 12] = 6
    shape = indent * 128 + length * 16 + lines.first
    return indent, shape


def _groups(lines: Lines) -> list[np.ndarray]:
    import numpy as np

    found: list[np.ndarray] = []
    weights = lines.counts + 0.1
    lines_in, words_in = np.diff(lines.from_line), np.diff(lines.from_word[lines.from_line])
    total = (words_in + 0.1 * lines_in)[lines.text]
    for key in groups(lines):
        in_words = np.bincount(key, weights=weights)[key]
        in_lines = np.bincount(key)[key]
        found += [in_words / total * 2, np.log1p(in_words / in_lines) / 2, log(in_lines) / 2]
    return found


def _page(lines: Lines) -> np.ndarray:
    """What is said of the page as a whole, the same for each of its lines."""
    import numpy as np

    size, long = np.diff(lines.from_line), lines.counts >= LONG
    count, long_words, long_lines, function, blanks, indented, stops, digits, capitals = (
        lines.by_text(
            lines.counts, lines.counts * long, long, lines.flagged @ _flag_matrix()[0],
            _blanks(lines) > 0, lines.starts > lines.begins, lines.last == chars.STOP,
            lines.classes[:, chars.DIGIT], lines.kinds[:, counted.CAPITALISED],
        )
    )  # fmt: skip
    count = np.maximum(count, 1)
    return np.array([
        np.log1p(size), np.log1p(count), long_words / count * 2, long_lines / size * 4,
        function / count * 4, blanks / size * 2, np.log1p(count / size), indented / size * 2,
        stops / size * 4, digits / lines.sizes * 20, capitals / count * 3,
    ], np.float32)[:, lines.text]  # fmt: skip


def word_buckets(lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """Vocabulary of every line: by word, its bucket and that of the pair it makes with the next
    word of the line; `NOTHING` where there is none, and beyond the `MOST_WORDS` first of a line.
    """
    import numpy as np

    hashes, line = lines.hashes, lines.line
    own, pairs = buckets(hashes), np.full(len(hashes), NOTHING)
    sides = (hashes[:-1] * np.uint64(words.BASE) ^ hashes[1:]) * np.uint64(words.PAIR)
    sides ^= sides >> np.uint64(29)
    pairs[:-1] = np.where(line[1:] == line[:-1], buckets(sides), NOTHING)
    if len(lines) and lines.counts.max() > MOST_WORDS:
        beyond = np.arange(len(hashes)) - lines.from_word[line] >= MOST_WORDS
        own[beyond] = pairs[beyond] = NOTHING
    return own, pairs
