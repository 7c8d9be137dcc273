"""`Lines`: what is counted in the lines of texts, for all lines of all texts at once.

`measure` is vectorised; `curate.clean.line_model.plain.measure` says the same, line by line, and a
property test holds the two equal. Everything here is a whole number, so that equal means equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    """The lines of texts that hold more than white space, and the words in them.

    Offsets count through all texts, one after the other with a line break between.
    By text: `origins` (its offset), `sizes` (its characters), `from_line` (its first line; one
    entry more than texts).
    By line: `text` (the place of its text), `starts` and `stops` (offsets without the white space
    around), `begins` (where the line begins), `numbers` (its number among all lines of its text,
    blank ones counted), `classes` (characters by class, white space not counted), `first` and
    `last` (class of the first and last character), `counts` (words), `kinds` and `flagged` (words
    by kind and by flags), `from_word` (its first word; one entry more than lines).
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

        sums = np.zeros((len(of_lines), len(self) + 1), np.int64)
        np.cumsum(np.stack(of_lines), axis=1, out=sums[:, 1:])
        found: np.ndarray = np.diff(sums[:, self.from_line], axis=1)
        return found

    def of_texts(self, wanted: np.ndarray) -> Lines:
        """The lines of some of the texts (bool, by text); offsets stay as they are."""
        import numpy as np

        of_line = wanted[self.text]
        of_word = of_line[self.line]
        by_line = {name: getattr(self, name)[of_line] for name in _BY_LINE}
        by_word = {name: getattr(self, name)[of_word] for name in _BY_WORD}
        counts = by_line["counts"]
        return replace(
            self,
            **by_line,
            **by_word,
            origins=self.origins[wanted],
            sizes=self.sizes[wanted],
            from_line=_sums(np.diff(self.from_line)[wanted]),
            text=(np.cumsum(wanted) - 1)[self.text[of_line]],
            from_word=_sums(counts),
            line=np.repeat(np.arange(len(counts)), counts),
        )


_BY_LINE = (
    "starts", "stops", "begins", "numbers", "classes", "first", "last", "counts", "kinds",
    "flagged",
)  # fmt: skip
_BY_WORD = ("word_starts", "word_stops", "hashes", "flags")


def measure(texts: Sequence[str]) -> Lines:
    """The lines of texts, in order."""
    import numpy as np

    joined = "\n".join(texts)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    origins = _sums(sizes + 1)[:-1]
    classes, folds = _look_up(joined)
    begins = np.append(0, np.nonzero(classes == chars.BREAK)[0] + 1)
    starts, stops = _runs(classes > chars.BREAK)
    word_starts, word_stops = _runs(classes - np.uint8(chars.LOWER) < chars.WORD_CLASSES)
    from_run = np.append(np.searchsorted(starts, begins), len(starts))
    (numbers,) = np.nonzero(from_run[1:] > from_run[:-1])
    from_run, to_run = from_run[numbers], from_run[numbers + 1]
    inks = np.diff(_sums(stops - starts)[np.append(from_run, len(starts))])
    starts, stops, begins_all, begins = starts[from_run], stops[to_run - 1], begins, begins[numbers]
    from_line = np.append(np.searchsorted(begins, origins), len(begins))
    text = np.repeat(np.arange(len(texts)), np.diff(from_line))
    hashes = _hash(folds, word_starts, word_stops)
    flags = words.flags()[hashes >> np.uint64(48)]
    from_word = np.append(np.searchsorted(word_starts, starts), len(word_starts))
    counts = np.diff(from_word)
    line = np.repeat(np.arange(len(starts)), counts)
    kinds = _kinds(classes, word_starts, word_stops)
    return Lines(
        origins=origins,
        sizes=sizes,
        from_line=from_line,
        text=text,
        starts=starts,
        stops=stops,
        begins=begins,
        numbers=numbers - np.searchsorted(begins_all, origins)[text],
        classes=_classes(classes, starts, inks),
        first=classes[starts],
        last=classes[stops - 1],
        counts=counts,
        kinds=_count(line, kinds, len(starts), KINDS),
        flagged=_count(line, flags & 7, len(starts), KINDS),
        from_word=from_word,
        line=line,
        word_starts=word_starts,
        word_stops=word_stops,
        hashes=hashes,
        flags=flags,
    )


def _sums(sizes: np.ndarray) -> np.ndarray:
    """Where each of some stretches begins, one after the other, and where the last one ends."""
    import numpy as np

    sums = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=sums[1:])
    return sums


def _look_up(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Class (uint8) and folded number (uint64) of every character."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    class_table, fold_table = chars.tables()
    near = codes.astype(np.uint16)
    classes, folds = class_table.take(near), fold_table.take(near)
    if len(codes) and codes.max() >= chars.PLANE:
        (far,) = np.nonzero(codes >= chars.PLANE)
        classes[far] = np.where(codes[far] >= chars.EMOJI, chars.SYMBOL, chars.CASELESS)
        folds[far] = codes[far]
    if "\r" in text:  # with a line feed it is one line break, not two
        classes[:-1][(near[:-1] == 13) & (near[1:] == 10)] = chars.SPACE
    return classes, folds


def _runs(inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the runs of characters that are meant (bool) start and stop."""
    import numpy as np

    padded = np.zeros(len(inside) + 2, bool)
    padded[1:-1] = inside
    (edges,) = np.nonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]


def _classes(classes: np.ndarray, starts: np.ndarray, inks: np.ndarray) -> np.ndarray:
    """Characters by class in each line, of which `inks` are no white space. Small letters are most
    of them, so that only the others are counted one by one.
    """
    import numpy as np

    (others,) = np.nonzero(classes > chars.LOWER)
    from_other = np.append(np.searchsorted(others, starts), len(others))
    line = np.repeat(np.arange(len(starts)), np.diff(from_other))
    counts = _count(line, classes.take(others), len(starts), chars.CLASSES)
    counts[:, chars.LOWER] = inks - np.diff(from_other)
    return counts


def _count(line: np.ndarray, what: np.ndarray, lines: int, kinds: int) -> np.ndarray:
    """How often each of `kinds` stands in each line (lines by kinds)."""
    import numpy as np

    return np.bincount(line * kinds + what, minlength=lines * kinds).reshape(-1, kinds)


def _hash(folds: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
    import numpy as np

    up, down = words.powers(1 << max(len(folds) - 1, 4095).bit_length())
    sums = np.zeros(len(folds) + 1, np.uint64)
    np.cumsum(np.multiply(folds, up[: len(folds)], out=folds), out=sums[1:])
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
