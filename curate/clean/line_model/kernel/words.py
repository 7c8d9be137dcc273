"""Sums over the words of lines, in one pass each: see `line_model.buckets`."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from curate.clean.line_model import words as known
from curate.clean.line_model.buckets import BUCKETS, MOST_WORDS, NOTHING, Content
from curate.clean.line_model.lines import Lines
from curate.compiling import compiled

Numbers: TypeAlias = "np.ndarray[Any, Any]"

BASE, PAIR = np.uint64(known.BASE), np.uint64(known.PAIR)
FOLD, BUCKET = np.uint64(29), np.uint64(64 - BUCKETS)
FUNCTION, LAST = known.FUNCTION, NOTHING - 1


@compiled
def _content_words(from_line, from_word, hashes, flags, found):  # type: ignore[no-untyped-def]
    """Fill in key, line and how often of the content words, and how many are in a line; how many
    there are in all.
    """
    key, line_of, often, in_line = found
    counts = np.zeros(NOTHING, np.int64)
    count = 0
    for text in range(len(from_line) - 1):
        first = count
        for line in range(from_line[text], from_line[text + 1]):
            before = count
            for word in range(from_word[line], from_word[line + 1]):
                bucket = np.int64(hashes[word] >> BUCKET)
                key[count], line_of[count] = text << BUCKETS | bucket, line
                is_content = flags[word] & FUNCTION == 0
                counts[bucket] += is_content
                count += is_content
            in_line[line] = count - before
        for place in range(first, count):
            often[place] = counts[key[place] & LAST]
        for place in range(first, count):
            counts[key[place] & LAST] = 0
    return count


def content_words(lines: Lines) -> Content:
    """What `buckets.content_words` gives."""
    key, line, often = (np.empty(len(lines.hashes) + 1, np.int64) for _ in range(3))
    in_line = np.empty(len(lines), np.int64)
    found = (key, line, often, in_line)
    count = _content_words(lines.from_line, lines.from_word, lines.hashes, lines.flags, found)
    return Content(key[:count], line[:count], often[:count], in_line)


@compiled
def _lift(key, line_of, often, chance, overall, found):  # type: ignore[no-untyped-def]
    sums = np.zeros(NOTHING, np.float64)
    start = stop = 0
    while start < len(key):
        while stop < len(key) and key[stop] >> BUCKETS == key[start] >> BUCKETS:
            sums[key[stop] & LAST] += chance[line_of[stop]]
            stop += 1
        for word in range(start, stop):
            line = line_of[word]
            others = sums[key[word] & LAST] - chance[line]
            found[line] += (others + 0.5 * overall[line]) / (often[word] - 0.5)
        for word in range(start, stop):
            sums[key[word] & LAST] = 0
        start = stop


def lift(content: Content, chance: Numbers, overall: Numbers) -> Numbers:
    """What `buckets.lift` gives."""
    found = np.zeros(len(content.in_line), np.float64)
    _lift(content.key, content.line, content.often, chance, overall, found)
    return found


@compiled
def _add_up(packed, hashes, from_word, found):  # type: ignore[no-untyped-def]
    for line in range(len(found)):
        stop = from_word[line + 1]
        for word in range(from_word[line], min(stop, from_word[line] + MOST_WORDS)):
            bucket, pair = hashes[word] >> BUCKET, np.uint64(NOTHING)
            if word + 1 < stop:
                side = (hashes[word] * BASE ^ hashes[word + 1]) * PAIR
                pair = (side ^ (side >> FOLD)) >> BUCKET
            for column in range(packed.shape[1]):
                found[line, column] += packed[bucket, column] + packed[pair, column]


def add_up(packed: Numbers, lines: Lines) -> Numbers:
    """What `buckets.add_up` gives."""
    found = np.zeros((len(lines), packed.shape[1]), np.uint64)
    _add_up(packed, lines.hashes, lines.from_word, found)
    return found
