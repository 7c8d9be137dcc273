"""Features of lines: numbers near 0 to 1 that the network reads, one row for each line.

All are shallow: counts, shares, position, repetition, and what a line shares with others of its
page. `NAMES` names the columns. A line's features depend on its own text only, not on the texts
that are measured with it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from curate.clean.line_model import characters as chars
from curate.clean.line_model import lines as counted
from curate.clean.line_model import words
from curate.clean.line_model.buckets import Content, content_words
from curate.clean.line_model.lines import Lines, steps

if TYPE_CHECKING:
    import numpy as np

SHORT, LONG = 8, 20
"""Words: at most so many make a short line, at least so many a long one (a sentence or more)."""

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

Groups: TypeAlias = "tuple[np.ndarray, np.ndarray]"


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
    return table(lines, content_words(lines), groups(lines), len(lines)).T


def table(lines: Lines, content: Content, alike: Groups, width: int) -> np.ndarray:
    """The features of every line (float32, `NAMES` by lines), filled up with zeros to a width."""
    import numpy as np

    found = np.zeros((len(NAMES), width), np.float32)
    inside = found[:, : len(lines)]
    at = 0
    for block in (
        *_size(lines), *_look(lines), *_place(lines), *_repeats(lines), *_runs(lines),
        *_vocabulary(content), *_groups(lines, alike), _page(lines),
    ):  # fmt: skip
        height = 1 if block.ndim == 1 else len(block)
        inside[at : at + height] = block
        at += height
    return found


def _size(lines: Lines) -> list[np.ndarray]:
    import numpy as np

    letters = lines.classes[chars.LOWER : chars.CASELESS + 1].sum(0)
    return [
        log(lines.stops - lines.starts),
        log(lines.counts),
        letters / np.maximum(lines.counts, 1) / 8,
        lines.counts < np.array(_SIZES)[:, None],
    ]


def _look(lines: Lines) -> list[np.ndarray]:
    import numpy as np

    by_char = (4 / (lines.stops - lines.starts)).astype(np.float32)
    by_word = (1 / np.maximum(lines.counts, 1)).astype(np.float32)
    kinds = lines.kinds[counted.ALL_CAPS : counted.YEAR + 1]
    return [
        _share(lines.classes[chars.LOWER :], by_char),
        _share(kinds, by_word),
        _share(lines.flagged, by_word),
        log(lines.classes[[chars.STOP, chars.COMMA, chars.SEPARATOR]]),
        log(kinds[2] + kinds[3]),
        log(lines.flagged),
        lines.last == np.array(_LAST, np.uint8)[:, None],
        lines.first == np.array(_FIRST, np.uint8)[:, None],
    ]


def _share(counts: np.ndarray, of: np.ndarray) -> np.ndarray:
    import numpy as np

    share: np.ndarray = np.multiply(counts, of, dtype=np.float32, casting="unsafe")
    return share


def _place(lines: Lines) -> list[np.ndarray]:
    import numpy as np

    first, size = lines.from_line[:-1], steps(lines.from_line)
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

    whole = lines.text.astype(np.uint64)
    whole *= np.uint64(words.PAIR)
    whole += lines.said
    order = np.argsort(whole)
    whole = whole[order]
    edges = np.concatenate(([0], np.nonzero(whole[1:] != whole[:-1])[0] + 1, [len(lines)]))
    starts, sizes = edges[:-1], steps(edges)
    others, is_first = np.empty(len(lines), np.int64), np.zeros(len(lines), bool)
    others[order] = np.repeat(sizes - 1, sizes)
    is_first[np.minimum.reduceat(order, starts)] = True
    others[lines.counts == 0] = 0
    return [log(others), is_first & (others > 0)]


def _runs(lines: Lines) -> list[np.ndarray]:
    """Runs of short lines, and how far the next long lines are (in lines)."""
    import numpy as np

    place, size = np.arange(len(lines)), len(lines)
    short = lines.counts <= SHORT
    changes = np.append(True, short[1:] != short[:-1])
    changes[lines.from_line[:-1]] = True
    edges = np.append(np.nonzero(changes)[0], size)
    lengths = steps(edges)
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
    shared = np.bincount(content.line.compress(content.often > 1), minlength=count)
    return [mean / by_line, shared / by_line]


def groups(lines: Lines) -> Groups:
    """Two keys under which lines of a text are alike: indent; and indent, length, first sign."""
    import numpy as np

    indent = np.minimum(lines.starts - lines.begins, 63)
    indent += lines.text * (indent.max(initial=0) + 1)
    shape = indent * (7 * chars.CLASSES)
    shape += _lengths().take(lines.counts, mode="clip")
    shape += lines.first
    return indent, shape


@lru_cache(maxsize=1)
def _lengths() -> np.ndarray:
    """The group of a line by its words, times the number of first signs."""
    import numpy as np

    edges = [1, 2, 4, 8, 16, LONG + 12]
    return np.searchsorted(edges, np.arange(edges[-1] + 1), side="right") * chars.CLASSES


def _groups(lines: Lines, alike: Groups) -> list[np.ndarray]:
    import numpy as np

    found: list[np.ndarray] = []
    weights = lines.counts + 0.1
    lines_in, words_in = steps(lines.from_line), steps(lines.from_word[lines.from_line])
    total = (2 / (words_in + 0.1 * lines_in))[lines.text]
    for key in alike:
        in_words = np.bincount(key, weights=weights)[key]
        in_lines = np.bincount(key)[key]
        mean = np.log1p((in_words / in_lines).astype(np.float32))
        found += [in_words * total, mean / 2, log(in_lines) / 2]
    return found


def _page(lines: Lines) -> np.ndarray:
    """What is said of the page as a whole, the same for each of its lines."""
    import numpy as np

    size, long = steps(lines.from_line), lines.counts >= LONG
    count, long_words, long_lines, function, blanks, indented, stops, digits, capitals = (
        lines.by_text(
            lines.counts, lines.counts * long, long, lines.flagged[0],
            _blanks(lines) > 0, lines.starts > lines.begins, lines.last == chars.STOP,
            lines.classes[chars.DIGIT], lines.kinds[counted.CAPITALISED],
        )
    )  # fmt: skip
    count = np.maximum(count, 1)
    return np.array([
        np.log1p(size), np.log1p(count), long_words / count * 2, long_lines / size * 4,
        function / count * 4, blanks / size * 2, np.log1p(count / size), indented / size * 2,
        stops / size * 4, digits / lines.sizes * 20, capitals / count * 3,
    ], np.float32).take(lines.text, axis=1)  # fmt: skip
