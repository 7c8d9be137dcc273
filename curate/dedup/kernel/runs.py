"""Fingerprints of runs, and runs followed, compiled: see `curate.dedup.run`."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np

from curate.dedup.kernel.words import (
    ASCII,
    LAST_WORD_CHARACTER,
    SPACE,
    classes,
    compiled,
    decode,
    hash_shingles,
    hash_words,
    joined,
)
from curate.dedup.run import Run, Seed, origins


@compiled
def _winnow(data, ends, table, size, window, values, starts, kept):  # type: ignore[no-untyped-def]
    """Fill `values`, `starts` and, per text, `kept` with the fingerprints of lower-cased texts."""
    longest = 1
    start = 0
    for end in ends:
        longest = max(longest, (end - start) // 2 + 1)
        start = end
    words = np.empty(longest, np.uint64)
    row = np.empty(longest, np.int64)
    start = at = 0
    for text in range(len(ends)):
        count = hash_words(data, start, ends[text], table, words)
        start = ends[text]
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
    data, ends = joined([text if text.isascii() else text.lower() for text in texts])
    values, starts = np.empty(len(data) // 2 + 1, np.int64), np.empty(len(data) // 2 + 1, np.uint32)
    kept = np.zeros(len(texts), np.uint32)
    size, table = least // 2, classes(False, lowered=True)
    total = _winnow(data, ends, table, size, least - size + 1, values, starts, kept)
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
def _words_of(data, ends, table, words, starts, stops, firsts):  # type: ignore[no-untyped-def]
    """Fill the hashes and offsets of the words of lower-cased texts, and which is the first of each
    text; how many there are.
    """
    start = at = 0
    for text in range(len(ends)):
        firsts[text] = at
        count = hash_words(data, start, ends[text], table, words[at:])
        _place_words(data, start, ends[text], table, starts[at:], stops[at:])
        start = ends[text]
        at += count
    firsts[len(ends)] = at
    return at


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


def follow(texts: Sequence[str], seeds: Sequence[Seed], least: int) -> Iterator[Run]:
    """What `run.follow` gives."""
    lowered = [text if text.isascii() else text.lower() for text in texts]
    data, ends = joined(lowered)
    room = len(data) // 2 + len(texts) + 2
    words, firsts = np.empty(room, np.uint64), np.empty(len(texts) + 1, np.int64)
    starts, stops = np.empty(room, np.uint32), np.empty(room, np.uint32)
    _words_of(data, ends, classes(False, lowered=True), words, starts, stops, firsts)
    for at, (before, after) in enumerate(zip(texts, lowered, strict=True)):
        if len(before) != len(after):
            own = slice(firsts[at], firsts[at + 1])
            places = np.array(origins(before), np.uint32)
            starts[own], stops[own] = places[starts[own]], places[stops[own] - 1] + 1
    found = np.empty((len(seeds), 3), np.int64)
    table = np.array(seeds, np.int64).reshape(-1, 4)
    chosen, start, end = found[: _follow(table, words, firsts, least, found)].T
    first, place, shift, _ = table[chosen].T
    ours, theirs = firsts[place], firsts[first] - shift
    columns = (
        *(first, place, starts[ours + start], stops[ours + end - 1]),
        *(starts[theirs + start], stops[theirs + end - 1], end - start),
    )
    return map(Run._make, zip(*(column.tolist() for column in columns), strict=True))
