"""Repeated runs: long stretches of the same words, wherever they start and end.

Fingerprints by winnowing (Schleimer, Wilkerson, Aiken 2003): of every `least / 2` consecutive
shingles of `least / 2` words the smallest is kept, so any run of `least` words that stands twice
has one in common. From there the run is followed as far as the words agree.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from curate.corpus.passages import Repeat
from curate.dedup.shingle import hash_words, hashes, words

_WORD = re.compile(r"\w+")

Fingerprints: TypeAlias = (
    "Callable[[Sequence[str], int], tuple[array[int], array[int], array[int]]]"
)


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


class Mark(NamedTuple):
    """A fingerprint in a text: where it stands in the total order, its place and word."""

    rank: int
    place: int
    word: int


def repeats(
    marks: Iterable[list[Mark]],
    pick: Callable[[Sequence[int]], Iterable[str]],
    least: int,
    ids: Sequence[str],
) -> Iterator[Repeat]:
    """The runs of `least` words and more that repeat an earlier one.

    `marks` are those of each fingerprint that stands more than once; `pick` reads texts at places
    that rise.
    """
    groups = [sorted(group) for group in marks]
    wanted = sorted({mark.place for group in groups for mark in group})
    contents = {place: _Words(text) for place, text in zip(wanted, pick(wanted), strict=True)}
    yield from set(_follow(groups, contents, least, ids))


class _Words:
    """A text as the hashes of its words, with their offsets: 16 bytes a word."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self.words = array("q", hash_words(match[0].lower() for match in matches))
        self.starts = array("I", [match.start() for match in matches])
        self.ends = array("I", [match.end() for match in matches])


def _follow(
    groups: Iterable[list[Mark]], contents: Mapping[int, _Words], least: int, ids: Sequence[str]
) -> Iterator[Repeat]:
    """The runs through the marks of each group: each mark against the first one."""
    done: dict[tuple[int, int, int], int] = {}
    for first, *others in sorted(groups, key=lambda group: (group[0], group[1])):
        for mark in others:
            diagonal = (first.place, mark.place, mark.word - first.word)
            if done.get(diagonal, -1) > mark.word:
                continue  # inside a run that was followed before
            start, end = _extent(first, mark, contents)
            done[diagonal] = end
            if end - start >= least:
                shift = mark.word - first.word
                ours, theirs = contents[mark.place], contents[first.place]
                yield Repeat(
                    *(ids[mark.place], ours.starts[start], ours.ends[end - 1]),
                    *(ids[first.place], theirs.starts[start - shift], theirs.ends[end - 1 - shift]),
                    *(end - start, "run"),
                )


def _extent(first: Mark, mark: Mark, contents: Mapping[int, _Words]) -> tuple[int, int]:
    """The words of the second text, first and past the last, that agree with the first text around
    a mark. In one and the same text the two stretches do not overlap.
    """
    ours, theirs = contents[mark.place].words, contents[first.place].words
    shift = mark.word - first.word
    start = end = mark.word
    while end < len(ours) and end - shift < len(theirs) and ours[end] == theirs[end - shift]:
        end += 1
    while start > 0 and start > shift and ours[start - 1] == theirs[start - 1 - shift]:
        start -= 1
    if first.place == mark.place:
        start = max(start, end - shift)
    return start, end
