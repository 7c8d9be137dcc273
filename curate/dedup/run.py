"""Repeated runs: long stretches of the same words, wherever they start and end.

Fingerprints by winnowing (Schleimer, Wilkerson, Aiken 2003): of every `least / 2` consecutive
shingles of `least / 2` words the smallest is kept, so any run of `least` words that stands twice
has one in common. From there the run is followed as far as the words agree.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from curate.corpus.passages import Repeat
from curate.dedup.band import HALF, Numbers
from curate.dedup.link import batches
from curate.dedup.shingle import hash_words, hashes, word_runs, words

BATCH_CHARACTERS = 8_000_000
"""Texts followed at a time: some 40 MB, with the hashes and offsets of their words."""

Following: TypeAlias = "Callable[[Sequence[str], Numbers, int], Iterable[Run]]"
"""`follow`, or its compiled twin."""


def fingerprints(texts: Sequence[str], least: int) -> tuple[array[int], array[int], array[int]]:
    """The kept shingles of texts, the word each starts at, and how many each text has."""
    values, starts, counts = array("q"), array("I"), array("I")
    size = least // 2
    for text in texts:
        found = words(text)
        before = len(values)
        if len(found) >= least:
            row = hashes(hash_words(found), size)
            kept = -1
            window = least - size + 1
            for end in range(window, len(row) + 1):
                if kept < end - window:
                    kept = min(range(end - window, end), key=lambda at: (row[at], -at))
                elif row[end - 1] <= row[kept]:
                    kept = end - 1
                else:
                    continue
                values.append(row[kept])
                starts.append(kept)
        counts.append(len(values) - before)
    return values, starts, counts


class Seed(NamedTuple):
    """A fingerprint that two texts share: at `word` of the text at `place`, and `shift` words
    before in the text `first`, which it repeats. Places are among the texts in hand.
    """

    first: int
    place: int
    shift: int
    word: int


class Run(NamedTuple):
    """A run of words and where it stands in the texts `first` and `place`, in characters."""

    first: int
    place: int
    start: int
    end: int
    of_start: int
    of_end: int
    words: int


def repeats(
    seeds: Numbers,
    pick: Callable[[Sequence[int]], Iterable[str]],
    lengths: Sequence[int] | Mapping[int, int],
    ids: Sequence[str] | Mapping[int, str],
    least: int,
    following: Following,
) -> Iterator[Repeat]:
    """The runs of `least` words and more that repeat an earlier one.

    `seeds` are sorted rows, with places of all texts; `pick` reads texts at places that rise, of
    these `lengths` in characters. `following` is `follow`, or its compiled twin.
    """
    import numpy as np

    every = seeds[:, 0] << HALF | seeds[:, 1]
    starts = np.flatnonzero(np.diff(every, prepend=-1))
    pairs = array("Q", every[starts].tobytes())
    edges, done = [*starts.tolist(), len(seeds)], 0
    for batch in batches(pairs, lengths, BATCH_CHARACTERS):
        inside = seeds[edges[done] : edges[done + len(batch)]].copy()
        done += len(batch)
        places = np.unique(inside[:, :2])
        inside[:, :2] = np.searchsorted(places, inside[:, :2])
        names = [ids[place] for place in places.tolist()]
        for run in following(list(pick(places.tolist())), inside, least):
            yield Repeat(
                *(names[run.place], run.start, run.end),
                *(names[run.first], run.of_start, run.of_end),
                *(run.words, "run"),
            )


def seeds(owners: Numbers, starts: array[int], repeated: Numbers, firsts: Numbers) -> Numbers:
    """The sorted seeds of fingerprints, each with the first it repeats, as rows of numbers."""
    import numpy as np

    first, place = owners[firsts], owners[repeated]
    words = np.asarray(starts).astype(np.int64)
    word = words[repeated]
    rows = np.stack((first, place, word - words[firsts], word), axis=1)
    return rows[np.lexsort(rows.T[::-1])]


class _Words:
    """A text as the hashes of its words, with their offsets: 16 bytes a word."""

    def __init__(self, text: str) -> None:
        lowered = text.lower()
        matches = list(word_runs(lowered))
        self.words = array("q", hash_words(match[0] for match in matches))
        starts, ends = [match.start() for match in matches], [match.end() for match in matches]
        if len(lowered) != len(text):
            origin = origins(text)
            starts, ends = [origin[at] for at in starts], [origin[at - 1] + 1 for at in ends]
        self.starts, self.ends = array("I", starts), array("I", ends)


def origins(text: str) -> list[int]:
    """For every character of the lower-cased text, the place of the one it comes from: \u0130
    becomes two.
    """
    return [at for at, one in enumerate(text) for _ in one.lower()]


def follow(texts: Sequence[str], seeds: Numbers, least: int) -> Iterator[Run]:
    """The runs of `least` words and more through seeds, which are sorted rows of numbers."""
    contents = [_Words(text) for text in texts]
    last, done = (0, 0, 0), -1
    for seed in map(Seed._make, seeds.tolist()):
        if seed[:3] == last and done > seed.word:
            continue  # inside a run that was followed before
        theirs, ours, shift = contents[seed.first], contents[seed.place], seed.shift
        start, done = _extent(seed, theirs.words, ours.words)
        last = seed[:3]
        if done - start >= least:
            yield Run(
                *(seed.first, seed.place, ours.starts[start], ours.ends[done - 1]),
                *(theirs.starts[start - shift], theirs.ends[done - 1 - shift], done - start),
            )


def _extent(seed: Seed, theirs: Sequence[int], ours: Sequence[int]) -> tuple[int, int]:
    """The words of the second text, first and past the last, that agree with the first text around
    a seed. In one and the same text the two stretches do not overlap.
    """
    shift, start, end = seed.shift, seed.word, seed.word
    while end < len(ours) and end - shift < len(theirs) and ours[end] == theirs[end - shift]:
        end += 1
    while start > 0 and start > shift and ours[start - 1] == theirs[start - 1 - shift]:
        start -= 1
    if seed.first == seed.place:
        start = max(start, end - shift)
    return start, end
