"""Repeated passages: paragraphs that stand in a text, or in several, more than once.

A repeat is recorded, never cut here: what becomes of it (a proposal of cleaning, or a mark) is the
recipe's to say.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from curate.dedup.shingle import hash_tuple, hash_words, words
from curate.text import Alignment, Span

_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LINE = re.compile(r"\n\s*")

Digests: TypeAlias = "Callable[[Sequence[str]], tuple[array[int], array[int]]]"


class Repeat(NamedTuple):
    """A span of clean text that repeats an earlier one, in the same document or another.

    Earlier in the order that decides which of two duplicates is kept, then in the text. Offsets are
    of the text searched, clean text in a project; `words` counts the words repeated.
    """

    doc: str
    start: int
    end: int
    of: str
    of_start: int
    of_end: int
    words: int
    kind: Literal["paragraph", "run"]

    def on_raw(self, alignments: Mapping[str, Alignment]) -> Repeat:
        """The repeat in raw offsets, as it is stored; `alignments` by document."""
        ours = alignments[self.doc].to_raw(Span(self.start, self.end))
        theirs = alignments[self.of].to_raw(Span(self.of_start, self.of_end))
        return self._replace(
            start=ours.start, end=ours.end, of_start=theirs.start, of_end=theirs.end
        )

    def to_json(self) -> dict[str, Any]:
        """The record in `build/passages.jsonl`."""
        return self._asdict()


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


def digests(texts: Sequence[str]) -> tuple[array[int], array[int]]:
    """For each text the digest of its words, and how many these are."""
    hashed = [hash_words(words(text)) for text in texts]
    return array("q", [hash_tuple(tuple(item)) for item in hashed]), array("I", map(len, hashed))


def repeats(
    found: Iterable[tuple[int, int, int, int, int]],
    ranks: Mapping[int, int],
    ids: Sequence[str],
) -> Iterator[Repeat]:
    """The paragraphs that repeat another: the one of the lowest rank, then the lowest offset.

    `found` are digest, place, start, end and words of all paragraphs.
    """
    members: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for digest, *paragraph in found:
        members[digest].append(tuple(paragraph))  # type: ignore[arg-type]
    for group in members.values():
        if len(group) > 1:
            (of, of_start, of_end, _), *others = sorted(
                group, key=lambda item: (ranks[item[0]], item[1])
            )
            for place, start, end, words in others:
                yield Repeat(ids[place], start, end, ids[of], of_start, of_end, words, "paragraph")
