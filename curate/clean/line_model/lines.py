"""`Lines`: what is counted in the lines of texts, for all lines of all texts at once.

`measure` is vectorised; `curate.clean.line_model.plain.measure` says the same, line by line, and a
property test holds the two equal. Everything here is a whole number, so that equal means equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from curate.clean.line_model import characters as chars
from curate.clean.line_model import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import DTypeLike

PLAIN, ALL_CAPS, CAPITALISED, NUMBER, YEAR = range(5)
"""Kinds of words by their look; a year is any number of four digits."""
KINDS = 5
FLAGS = (words.FUNCTION, words.DATE, words.WEB)
"""The flags that are counted by line: the lowest."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of texts that hold more than white space, and the words in them.

    Offsets count through all texts, one after the other with a line break between.
    By text: `origins` (its offset), `sizes` (its characters), `from_line` (its first line; one
    entry more than texts).
    By line: `text` (the place of its text), `starts` and `stops` (offsets without the white space
    around), `begins` (where the line begins), `numbers` (its number among all lines of its text,
    blank ones counted), `first` and `last` (class of the first and last character), `counts`
    (words), `said` (the sum of the hashes of its words, modulo 2**64), `from_word` (its first word;
    one entry more than lines).
    By line, a row for each of several sorts: `classes` (characters by class, white space not
    counted), `kinds` (words by kind), `flagged` (words with each flag of `FLAGS`).
    By word: `line` (the place of its line), `word_starts`, `word_stops`, `hashes`, `flags`.
    """

    origins: np.ndarray
    sizes: np.ndarray
    from_line: np.ndarray
    text: np.ndarray
    starts: np.ndarray
    stops: np.ndarray
    begins: np.ndarray
    numbers: np.ndarray
    classes: np.ndarray
    first: np.ndarray
    last: np.ndarray
    counts: np.ndarray
    said: np.ndarray
    kinds: np.ndarray
    flagged: np.ndarray
    from_word: np.ndarray
    line: np.ndarray
    word_starts: np.ndarray
    word_stops: np.ndarray
    hashes: np.ndarray
    flags: np.ndarray

    def __len__(self) -> int:
        return len(self.starts)

    def by_text(self, *of_lines: np.ndarray) -> np.ndarray:
        """The sums over the lines of each text, of rows of whole numbers (rows by texts)."""
        import numpy as np

        found = np.zeros((len(of_lines), len(self.sizes)), np.int64)
        (full,) = np.nonzero(steps(self.from_line))
        firsts = self.from_line[full]
        for sums, row in zip(found, of_lines, strict=True):
            if len(full):
                sums[full] = np.add.reduceat(row, firsts, dtype=np.int64)
        return found

    def of_texts(self, wanted: np.ndarray) -> Lines:
        """The lines of some of the texts (bool, by text); offsets stay as they are."""
        import numpy as np

        bounds = np.stack(_runs(wanted), 1)  # texts that stand together are copied as one
        of_lines = self.from_line[bounds]
        copied = {name: _copied(getattr(self, name), of_lines) for name in _BY_LINE}
        of_words = self.from_word[of_lines]
        copied |= {name: _copied(getattr(self, name), of_words) for name in _BY_WORD}
        counts, lines = copied["counts"], steps(self.from_line)[wanted]
        return replace(
            self,
            **copied,
            origins=self.origins[wanted],
            sizes=self.sizes[wanted],
            from_line=sums(lines),
            text=np.repeat(np.arange(len(lines)), lines),
            from_word=sums(counts),
            line=np.repeat(np.arange(len(counts)), counts),
        )


_BY_LINE = (
    "starts", "stops", "begins", "numbers", "classes", "first", "last", "counts", "said",
    "kinds", "flagged",
)  # fmt: skip
_BY_WORD = ("word_starts", "word_stops", "hashes", "flags")


def _copied(values: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """The values from each of some bounds to another, one after the other."""
    import numpy as np

    parts = [values[..., start:stop] for start, stop in bounds.tolist()]
    return np.concatenate(parts or [values[..., :0]], axis=-1)


def measure(texts: Sequence[str]) -> Lines:
    """The lines of texts, in order."""
    import numpy as np

    joined = "\n".join(texts)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    origins = sums(sizes + 1)[:-1]
    read = chars.read(joined)
    word_starts, word_stops = _runs(read.classes - np.uint8(chars.LOWER) < chars.WORD_CLASSES)
    begins, inks, classes, signs, from_sign = _counted(read.classes)
    (numbers,) = np.nonzero(inks)
    first_lines = np.searchsorted(begins, origins)
    begins, from_sign = begins[numbers], from_sign[np.append(numbers, -1)]
    from_word = np.append(np.searchsorted(word_starts, begins), len(word_starts))
    starts, stops = _inks(word_starts, word_stops, from_word, signs, from_sign, len(joined))
    from_line = np.append(np.searchsorted(begins, origins), len(begins))
    text = np.repeat(np.arange(len(texts)), steps(from_line))
    hashes = words.hash_all(read, word_starts, word_stops)
    flags = words.flags().take(hashes >> np.uint64(48))
    counts = steps(from_word)
    line = np.repeat(np.arange(len(starts)), counts)
    kinds = _kinds(read.classes, word_starts, word_stops)
    return Lines(
        origins=origins,
        sizes=sizes,
        from_line=from_line,
        text=text,
        starts=starts,
        stops=stops,
        begins=begins,
        numbers=numbers - first_lines[text],
        classes=classes.take(numbers, axis=1),
        first=read.classes.take(starts),
        last=read.classes.take(stops - 1),
        counts=counts,
        said=add_up(hashes, from_word, np.uint64),
        kinds=_count(line, kinds, len(starts), KINDS),
        flagged=_flagged(line, flags, len(starts)),
        from_word=from_word,
        line=line,
        word_starts=word_starts,
        word_stops=word_stops,
        hashes=hashes,
        flags=flags,
    )


def _inks(
    word_starts: np.ndarray,
    word_stops: np.ndarray,
    from_word: np.ndarray,
    signs: np.ndarray,
    from_sign: np.ndarray,
    beyond: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Where lines start and stop without the white space around, by their words and other signs."""
    import numpy as np

    word, sign = np.append(word_starts, beyond), np.append(signs, beyond)
    starts = np.minimum(word[from_word[:-1]], sign[from_sign[:-1]])
    word, sign = np.append(0, word_stops), np.append(-1, signs) + 1
    return starts, np.maximum(word[from_word[1:]], sign[from_sign[1:]])


def add_up(values: np.ndarray, bounds: np.ndarray, dtype: DTypeLike = "int64") -> np.ndarray:
    """The sums of whole numbers from each of the bounds to the next, the last of which is their
    end.
    """
    import numpy as np

    found = np.zeros(len(bounds) - 1, dtype)
    (full,) = np.nonzero(bounds[1:] > bounds[:-1])
    if len(full):
        found[full] = np.add.reduceat(values, bounds[full], dtype=dtype)
    return found


def steps(bounds: np.ndarray) -> np.ndarray:
    """How far it is from each bound to the next: `numpy.diff` takes longer to begin."""
    found: np.ndarray = bounds[1:] - bounds[:-1]
    return found


def sums(sizes: np.ndarray) -> np.ndarray:
    """Where each of some stretches begins, one after the other, and where the last one ends."""
    import numpy as np

    found = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=found[1:])
    return found


def _runs(inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the runs of characters that are meant (bool) start and stop."""
    import numpy as np

    padded = np.zeros(len(inside) + 2, bool)
    padded[1:-1] = inside
    (edges,) = np.nonzero(padded[1:] != padded[:-1])
    starts, stops = edges.reshape(-1, 2).T.copy()
    return starts, stops


def _counted(classes: np.ndarray) -> tuple[np.ndarray, ...]:
    """By line, blank ones too: where it begins, its characters but white space, and the same by
    class. Where the characters stand that are neither small letters nor white space, and the first
    of them by line, one entry more than lines. Small letters are most of all, so that only the
    others are counted one by one.
    """
    import numpy as np

    (others,) = np.nonzero(classes != chars.LOWER)
    of = classes.take(others)
    (breaks,) = np.nonzero(of == chars.BREAK)
    in_line = steps(np.concatenate(([0], breaks + 1, [len(others)])))
    begins = np.concatenate(([0], others.take(breaks) + 1, [len(classes) + 1]))
    begins, sizes = begins[:-1], steps(begins) - 1
    counts = _count(np.repeat(np.arange(len(begins)), in_line), of, len(begins), chars.CLASSES)
    signs = in_line - counts[chars.SPACE] - counts[chars.BREAK]
    inks = sizes - counts[chars.SPACE]
    counts[chars.LOWER] = inks - signs
    counts[: chars.LOWER] = 0
    return begins, inks, counts, others.compress(of > chars.BREAK), sums(signs)


def _count(line: np.ndarray, what: np.ndarray, lines: int, sorts: int) -> np.ndarray:
    """How often each of several sorts stands in each line (sorts by lines)."""
    import numpy as np

    rows = np.arange(0, sorts * lines, max(lines, 1))
    return np.bincount(rows.take(what) + line, minlength=sorts * lines).reshape(sorts, lines)


def _flagged(line: np.ndarray, flags: np.ndarray, lines: int) -> np.ndarray:
    """How many words with each of `FLAGS` stand in each line (flags by lines)."""
    import numpy as np

    every = sum(FLAGS)
    counts = _count(line, flags & np.uint8(every), lines, every + 1)
    with_flag = ([some for some in range(every + 1) if some & flag] for flag in FLAGS)
    return np.stack([counts[some].sum(0) for some in with_flag])


def _kinds(classes: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
    """The kinds of words, by the classes of the first and the last character and the length."""
    import numpy as np

    looks: np.ndarray = classes.take(starts)
    looks += np.uint8(16) * (classes.take(stops - 1) == chars.UPPER)
    length = stops - starts
    looks += np.uint8(32) * (length == 1)
    looks += np.uint8(64) * (length == 4)
    return kind_table().take(looks)


@lru_cache(maxsize=1)
def kind_table() -> np.ndarray:
    """Kinds of words by class of the first character + 16 if the last one is a capital + 32 for one
    character + 64 for four.
    """
    import numpy as np

    table = np.full((2, 2, 2, chars.CLASSES), PLAIN, np.uint8)
    table[..., chars.UPPER] = CAPITALISED
    table[:, 0, 1, chars.UPPER] = ALL_CAPS
    table[..., chars.DIGIT] = NUMBER
    table[1, ..., chars.DIGIT] = YEAR
    return table.ravel()
