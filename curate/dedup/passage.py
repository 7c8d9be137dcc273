"""Repeated passages: paragraphs that stand in a text, or in several, more than once.

A repeat is recorded, never cut here: what becomes of it (a proposal of cleaning, or a mark) is the
recipe's to say.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from curate.dedup.band import Numbers
from curate.dedup.shingle import hash_tuple, hash_words, words
from curate.text import Span

_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LINE = re.compile(r"\n\s*")


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a text: what stands between blank lines or, in a text without these, its
    lines; without the white space around them.
    """
    breaks = _BLANK_LINE if _BLANK_LINE.search(text) else _LINE
    start = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    for gap in breaks.finditer(text, start, last):
        if gap.start() > start:
            end = gap.start()
            while text[end - 1].isspace():
                end -= 1
            yield Span(start, end)
        start = gap.end()
    if start < last:
        yield Span(start, last)


class Columns(NamedTuple):
    """Paragraphs of many texts: how many each text has, and of all, one text after the other, the
    digest of the words, start and end in the text, and how many words.
    """

    counts: array[int]
    digests: array[int]
    starts: array[int]
    ends: array[int]
    words: array[int]


def find_paragraphs(texts: Sequence[str], least: int) -> Columns:
    """The paragraphs of `least` words and more, three at least."""
    found = Columns(array("I"), array("q"), array("I"), array("I"), array("I"))
    for text in texts:
        before = len(found.digests)
        for span in paragraphs(text):
            hashed = hash_words(words(span.of(text)))
            if len(hashed) >= least:
                found.digests.append(hash_tuple(tuple(hashed)))
                found.starts.append(span.start)
                found.ends.append(span.end)
                found.words.append(len(hashed))
        found.counts.append(len(found.digests) - before)
    return found


def repeated(
    values: array[int],
    starts: array[int],
    owners: Numbers,
    is_kept: Numbers,
    ranked: Callable[[Iterable[int]], Mapping[int, int]],
    positions: Callable[[Numbers, Sequence[Numbers]], Numbers],
) -> tuple[Numbers, Numbers]:
    """The entries that repeat the value of another, and for each the first entry with its value: of
    the text of the lowest rank the one of the lowest start.

    `values`, `starts` and `owners` (places of texts) have one number for each entry; `is_kept` says
    of each text whether its entries count. `ranked` gives ranks, `positions` is of `Methods`.
    """
    import numpy as np

    chosen = np.flatnonzero(is_kept[owners])
    numbers = np.asarray(values)[chosen]
    ordered = np.sort(numbers)
    several = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(several):
        return several, several
    chosen = chosen[positions(several, [numbers])]
    numbers, concerned = np.asarray(values)[chosen], np.unique(owners[chosen])
    places = ranked(concerned.tolist())
    ranks = np.array([places[at] for at in concerned.tolist()])
    rank = ranks[np.searchsorted(concerned, owners[chosen])]
    order = np.lexsort((np.asarray(starts)[chosen], rank, numbers))
    chosen, numbers = chosen[order], numbers[order]
    is_first = np.concatenate(([True], numbers[1:] != numbers[:-1]))
    firsts = chosen[is_first][np.cumsum(is_first) - 1]
    return chosen[~is_first], firsts[~is_first]
