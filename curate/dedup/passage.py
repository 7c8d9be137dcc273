"""Repeated passages: paragraphs that stand in a text, or in several, more than once.

A repeat is recorded, never cut here: what becomes of it (a proposal of cleaning, or a mark) is the
recipe's to say.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from curate.corpus.passages import Repeat
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


class Paragraph(NamedTuple):
    """A paragraph that others repeat or that repeats one; `rank` is of its document."""

    rank: int
    start: int
    end: int
    words: int
    id: str


def repeats(groups: Iterable[list[Paragraph]]) -> Iterator[Repeat]:
    """The paragraphs that repeat another of their group: the one of the lowest rank, then the
    lowest offset.
    """
    for group in groups:
        of, *others = sorted(group)
        for item in others:
            ours = item.id, item.start, item.end
            yield Repeat(*ours, of.id, of.start, of.end, item.words, "paragraph")
