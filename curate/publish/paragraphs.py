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
_BLOCK = re.compile(rf"{_LINE.pattern}(?:\n[^\S\n]*{_LINE.pattern})*")
_LONG = re.compile(rf"^[^\n]{{{WRAPPED + 1}}}", re.MULTILINE)
_END = re.compile(
    r"[.!?\u2026]+[\"')\]\u2019\u201d\u00bb]*(?:\[?\d{1,3}\]?)?(?=\s)|[\u3002\uff01\uff1f]+[\u300d\u300f\u201d]*"
)
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
    blocks = [match.span() for match in _BLOCK.finditer(text)]
    long = [match.end() for match in _LONG.finditer(text)]
    if not long:
        return blocks
    found = []
    for start, end in blocks:
        if end - start > WRAPPED and bisect_right(long, start) < bisect_right(long, end):
            found += [match.span() for match in _LINE.finditer(text, start, end)]
        else:
            found.append((start, end))
    return found


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
        if _SHORT.search(text, at, match.start() + 1) or (following and following[0].islower()):
            continue
        if at < after < end:
            yield at, after
            at = after
            while at < end and text[at].isspace():
                at += 1
    if at < end:
        yield at, end
