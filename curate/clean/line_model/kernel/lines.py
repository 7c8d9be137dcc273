"""From the characters of texts to lines and words, in one pass: see `line_model.lines`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from curate.clean.line_model import characters as chars
from curate.clean.line_model import words as known
from curate.clean.line_model.lines import FLAGS, KINDS, Lines, kind_table, sums
from curate.compiling import compiled

Numbers: TypeAlias = "np.ndarray[Any, Any]"

BREAK, LOWER, UPPER, CASELESS = chars.BREAK, chars.LOWER, chars.UPPER, chars.CASELESS
LIMIT, EMOJI, SYMBOL = chars.LIMIT, chars.EMOJI, chars.SYMBOL
BASE, MIX = np.uint64(known.BASE), np.uint64(known.MIX)
HALF, TOP, LOW = np.uint64(32), np.uint64(48), np.uint64((1 << 32) - 1)
ONE, NONE = np.uint64(1), np.uint64(0)

BY_LINE = 8
START, STOP, BEGIN, NUMBER, TEXT, FIRST, LAST, FROM_WORD = range(BY_LINE)
BY_WORD = 3
WORD_START, WORD_STOP, LINE = range(BY_WORD)


@compiled
def _breaks(codes):  # type: ignore[no-untyped-def]
    """How many line breaks there are at most."""
    count = 0
    for code in codes:
        count += (code == 10) | (code == 13)
    return count


@compiled
def _sign(code, signs):  # type: ignore[no-untyped-def]
    """The class of a character, and what it counts as in a word."""
    if code < LIMIT:
        return np.int64(signs[code] >> HALF), signs[code] & LOW
    return (SYMBOL if code >= EMOJI else CASELESS), np.uint64(code)


@compiled
def _mix(total):  # type: ignore[no-untyped-def]
    """The end of `words.hash_word`."""
    total = (total ^ (total >> HALF)) * MIX
    return total ^ (total >> HALF)


@compiled
def _measure(codes, ends, tables, lines, counts, words):  # type: ignore[no-untyped-def]
    """Fill in the lines and words of texts with line breaks behind them; how many of each."""
    signs, flag_of, kind_of = tables
    (by_line, said, from_line), (by_word, hashes, flags) = lines, words
    classes, kinds, flagged = counts
    line = word = begin = number = text = small = at = 0
    first = last = -1
    while at < len(codes):
        sort, fold = _sign(codes[at], signs)
        if LOWER <= sort <= CASELESS:
            start, head, total, power = at, sort, NONE, ONE
            while LOWER <= sort <= CASELESS:
                total += fold * power
                power *= BASE
                tail = sort
                if sort == LOWER:
                    small += 1
                else:
                    classes[sort, line] += 1
                at += 1
                sort, fold = _sign(codes[at], signs)
            total = _mix(total)
            look = head + 16 * (tail == UPPER) + 32 * (at == start + 1) + 64 * (at == start + 4)
            flag = flag_of[total >> TOP]
            by_word[WORD_START, word], by_word[WORD_STOP, word] = start, at
            by_word[LINE, word], hashes[word], flags[word] = line, total, flag
            said[line] += total
            kinds[kind_of[look], line] += 1
            for row in range(len(flagged)):
                flagged[row, line] += flag >> row & 1
            word += 1
            first, last = start if first < 0 else first, at - 1
        if sort > CASELESS:
            classes[sort, line] += 1
            first, last = at if first < 0 else first, at
        elif sort == BREAK and not (codes[at] == 13 and codes[at + 1] == 10):
            if first >= 0:
                by_line[START, line], by_line[STOP, line] = first, last + 1
                by_line[BEGIN, line], by_line[NUMBER, line] = begin, number
                by_line[TEXT, line], by_line[FROM_WORD, line + 1] = text, word
                by_line[FIRST, line] = _sign(codes[first], signs)[0]
                by_line[LAST, line] = _sign(codes[last], signs)[0]
                classes[LOWER, line] = small
                line, first, small = line + 1, -1, 0
            begin, number = at + 1, number + 1
            if at == ends[text]:
                text, number = text + 1, 0
                from_line[text] = line
        at += 1
    return line, word


@lru_cache(maxsize=1)
def _signs() -> Numbers:
    """Class of every character up to `LIMIT`, from bit 32, and what it counts as in a word."""
    classes, folds = chars.tables()
    signs: Numbers = classes.astype(np.uint64) << HALF | folds
    return signs


def measure(texts: Sequence[str]) -> Lines:
    """What `lines.measure` gives."""
    joined = "\n".join(texts)
    codes = np.frombuffer(f"{joined}\n".encode("utf-32-le", "surrogatepass"), np.uint32)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    origins = sums(sizes + 1)[:-1]
    room, words = _breaks(codes), len(codes) // 2 + 1
    by_line, from_line = np.empty((BY_LINE, room + 1), np.int64), np.zeros(len(texts) + 1, np.int64)
    by_line[FROM_WORD, 0] = 0
    said = np.zeros(room, np.uint64)
    classes, kinds, flagged = (
        np.zeros((rows, room), np.int64) for rows in (chars.CLASSES, KINDS, len(FLAGS))
    )
    by_word, hashes = np.empty((BY_WORD, words), np.int64), np.empty(words, np.uint64)
    flags = np.empty(words, np.uint8)
    lines, words = _measure(
        codes,
        origins + sizes,
        (_signs(), known.flags(), kind_table()),
        (by_line, said, from_line),
        (classes, kinds, flagged),
        (by_word, hashes, flags),
    )
    from_word = by_line[FROM_WORD, : lines + 1]
    starts, stops, begins, numbers, text, first, last, _ = by_line[:, :lines]
    word_starts, word_stops, line = by_word[:, :words]
    return Lines(
        origins=origins,
        sizes=sizes,
        from_line=from_line,
        text=text,
        starts=starts,
        stops=stops,
        begins=begins,
        numbers=numbers,
        classes=classes[:, :lines],
        first=first.astype(np.uint8),
        last=last.astype(np.uint8),
        counts=np.diff(from_word),
        said=said[:lines],
        kinds=kinds[:, :lines],
        flagged=flagged[:, :lines],
        from_word=from_word,
        line=line,
        word_starts=word_starts,
        word_stops=word_stops,
        hashes=hashes[:words],
        flags=flags[:words],
    )
