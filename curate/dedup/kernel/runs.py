"""Fingerprints of runs, and runs followed, compiled: see `curate.dedup.run`."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np

from curate.compiling import compiled
from curate.dedup.kernel.words import (
    ASCII,
    LAST_WORD_CHARACTER,
    SPACE,
    Numbers,
    classes,
    decode,
    hash_shingles,
    longer,
    words_of,
)
from curate.dedup.run import Run, origins


@compiled
def _winnow(hashes, firsts, size, window, values, starts, kept):  # type: ignore[no-untyped-def]
    """Fill `values`, `starts` and, per text, `kept` with the fingerprints of texts."""
    row = np.empty(len(hashes) + 1, np.int64)
    at = 0
    for text in range(len(kept)):
        words = hashes[firsts[text] : firsts[text + 1]]
        count = len(words)
        first = at
        last = -1
        if count >= size + window - 1:
            length = hash_shingles(words, count, size, row)
            for end in range(window, length + 1):
                if last < end - window:
                    last = end - window
                    for place in range(end - window, end):
                        if row[place] <= row[last]:
                            last = place
                elif row[end - 1] <= row[last]:
                    last = end - 1
                else:
                    continue
                values[at] = row[last]
                starts[at] = last
                at += 1
        kept[text] = at - first
    return at


def fingerprints(texts: Sequence[str], least: int) -> tuple[array[int], array[int], array[int]]:
    """What `run.fingerprints` gives."""
    found = words_of(texts)
    room, size = len(found.hashes), least // 2
    values, starts = np.empty(room, np.int64), np.empty(room, np.uint32)
    kept = np.zeros(len(texts), np.uint32)
    total = _winnow(found.hashes, found.firsts, size, least - size + 1, values, starts, kept)
    return (
        array("q", values[:total].tobytes()),
        array("I", starts[:total].tobytes()),
        array("I", kept.tobytes()),
    )


@compiled
def _place_words(data, start, end, table, starts, ends):  # type: ignore[no-untyped-def]
    """Fill where the words in data[start:end] start and end, in characters. Without a branch at the
    ends of words: what is written beside them is written over.
    """
    found = position = 0
    inside = False
    starts[0] = 0
    while start < end:
        if data[start] < 0x80:
            is_word = ASCII[data[start]] != 0
            start += 1
        else:
            width, code = decode(data, start)
            is_word = code < LAST_WORD_CHARACTER and table[code] != SPACE
            start += width
        ends[found] = position
        found += inside & (not is_word)
        position += 1
        starts[found + is_word] = position
        inside = is_word
    ends[found] = position


@compiled
def _place_all(data, ends, table, firsts, starts, stops):  # type: ignore[no-untyped-def]
    """Fill where the words of all texts start and end."""
    start = 0
    for text in range(len(ends)):
        at = firsts[text]
        _place_words(data, start, ends[text], table, starts[at:], stops[at:])
        start = ends[text]


@compiled
def _follow(seeds, words, firsts, least, found):  # type: ignore[no-untyped-def]
    """Fill the rows of `found` with the seed, first word and word past the last of every run, as
    `run.follow` does; how many there are.
    """
    total = 0
    done = -1
    for at in range(len(seeds)):
        first, place, shift, word = seeds[at]
        if at == 0 or (seeds[at, :3] != seeds[at - 1, :3]).any():
            done = -1
        if done > word:
            continue
        theirs, ours = (
            words[firsts[first] : firsts[first + 1]],
            words[firsts[place] : firsts[place + 1]],
        )
        start = done = word
        while (
            done < len(ours) and done - shift < len(theirs) and ours[done] == theirs[done - shift]
        ):
            done += 1
        while start > 0 and start > shift and ours[start - 1] == theirs[start - 1 - shift]:
            start -= 1
        if first == place:
            start = max(start, done - shift)
        if done - start >= least:
            found[total, 0], found[total, 1], found[total, 2] = at, start, done
            total += 1
    return total


def follow(texts: Sequence[str], seeds: Numbers, least: int) -> Iterator[Run]:
    """What `run.follow` gives."""
    data, ends, words, _, firsts = words_of(texts)
    starts, stops = np.empty(len(words) + 2, np.uint32), np.empty(len(words) + 2, np.uint32)
    _place_all(data, ends, classes(), firsts, starts, stops)
    for at in longer(texts):
        own = slice(firsts[at], firsts[at + 1])
        places = np.array(origins(texts[at]), np.uint32)
        starts[own], stops[own] = places[starts[own]], places[stops[own] - 1] + 1
    found = np.empty((len(seeds), 3), np.int64)
    chosen, start, end = found[: _follow(seeds, words, firsts, least, found)].T
    first, place, shift, _ = seeds[chosen].T
    ours, theirs = firsts[place], firsts[first] - shift
    columns = (
        *(first, place, starts[ours + start], stops[ours + end - 1]),
        *(starts[theirs + start], stops[theirs + end - 1], end - start),
    )
    return map(Run._make, zip(*(column.tolist() for column in columns), strict=True))
