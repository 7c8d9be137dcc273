"""Paragraphs and sentences of a text, as spans: what the reading page shows and links to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

WRAPPED = 100
"""Characters. Text wrapped by hand has lines of at most 72 to 80 characters, so a block with a
longer line was not wrapped, and each of its lines is a paragraph. A wrong guess costs a paragraph
break too many or too few; no text is lost."""

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_BREAK = re.compile(r"\n\s*\n\s*")
_LONG = re.compile(rf"\n[^\n]{{{WRAPPED + 1}}}")
_END = re.compile(  # from the first of a row of points only: a million of them took hours
    r"[.!?\u2026\u3002\uff01\uff1f](?:"  # one class in front: looked for three times as fast
    r"(?<=[.!?\u2026])(?<![.!?\u2026]{2})[.!?\u2026]*[\"')\]\u2019\u201d\u00bb]*(?:\[?\d{1,3}\]?)?(?=\s)"
    r"|(?<=[\u3002\uff01\uff1f])[\u3002\uff01\uff1f]*[\u300d\u300f\u201d]*)"
)
LONGEST = 5
"""Characters that an abbreviation below reaches back from its point."""
_SHORT = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|Nos|vs|cf|eg|ie|e\.g|i\.e|al|Fig|Vol|ed|eds|pp?)|\b[A-Z])\.\Z"
)


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Start and end of every paragraph, in order; white space around them belongs to none.

    Paragraphs are parted by blank lines, and by line breaks where lines are not wrapped.

    >>> text = "A title\n\nOne line\nand another.\n"
    >>> [text[start:end] for start, end in paragraphs(text)]
    ['A title', 'One line\nand another.']
    """
    blocks = _blocks(text)
    long = list(_LONG.finditer("\n" + text))
    if not long:
        return blocks
    starts = [start for start, _ in blocks]
    found: list[tuple[int, int]] = []
    done = 0
    for match in long:
        end = match.end() - 1
        block = bisect_right(starts, end - 1)
        if block > done and end <= blocks[block - 1][1]:  # else of a block that is done, or blanks
            found += blocks[done : block - 1]
            found += (line.span() for line in _LINE.finditer(text, *blocks[block - 1]))
            done = block
    return found + blocks[done:]


def _blocks(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands between blank lines."""
    start, last = len(text) - len(text.lstrip()), len(text.rstrip())
    blocks = []
    for match in _BREAK.finditer(text, start, last):
        end, after = match.span()
        if text[end - 1].isspace():
            end = start + len(text[start:end].rstrip())
        blocks.append((start, end))
        start = after
    if start < last:
        blocks.append((start, last))
    return blocks


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    r"""Start and end of the sentences of a paragraph, in order. The white space after a sentence
    belongs to none.

    Made for links to a place, not for counting: an abbreviation that is not in the short list above
    ends a sentence.

    >>> text = "Dr. No came. Did he? Yes."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Dr. No came.', 'Did he?', 'Yes.']
    """
    at = start
    for match in _END.finditer(text, start, end):
        after = match.end()
        following = text[after : after + 2].strip()
        short = _SHORT.search(text, max(at, match.start() - LONGEST), match.start() + 1)
        if short or (following and following[0].islower()):
            continue
        if at < after < end:
            yield at, after
            at = after
            while at < end and text[at].isspace():
                at += 1
    if at < end:
        yield at, end
