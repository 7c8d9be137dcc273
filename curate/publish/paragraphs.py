"""Paragraphs and sentences of a text, as spans: what the reading page shows and links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np

WRAPPED = 100
"""Characters. Text wrapped by hand has lines of at most 72 to 80 characters, so a block with a
longer line was not wrapped, and each of its lines is a paragraph. A wrong guess costs a paragraph
break too many or too few; no text is lost."""

_SPACE = np.array([chr(point).isspace() for point in range(0x3002)])
"""Is a code point white space? None after the ideographic space is."""
_LOW_SPACE = bytes(_SPACE[:256].tolist())
Points: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8] | np.dtype[np.uint32]]"
Offsets: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
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


def points(text: str) -> Points:
    """The code points of a text, with a line break before and after."""
    framed = f"\n{text}\n"
    if framed.isascii():
        return np.frombuffer(framed.encode(), dtype=np.uint8)
    return np.frombuffer(framed.encode("utf-32-le"), dtype="<u4")


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Start and end of every paragraph, in order; white space around them belongs to none.

    Paragraphs are parted by blank lines, and by line breaks where lines are not wrapped.

    >>> text = "A title\n\nOne line\nand another.\n"
    >>> [text[start:end] for start, end in paragraphs(text)]
    ['A title', 'One line\nand another.']
    """
    starts, ends = borders(points(text))
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def borders(found: Points) -> tuple[Offsets, Offsets]:
    """Starts and ends of the paragraphs of a text that is given by its `points`.

    Between two words is a gap. Its line breaks are counted: two part paragraphs, and one does where
    a block has a long line.
    """
    blank = _blank(found)
    edges = (blank[1:] != blank[:-1]).nonzero()[0]  # as a break stands before: offsets in the text
    starts, ends = edges[::2], edges[1::2]
    breaks = (found == ord("\n")).nonzero()[0]
    gaps = starts.searchsorted(breaks)  # words before each break
    parted = np.zeros(len(starts) + 1, dtype=np.bool_)
    parted[0] = parted[-1] = True
    parted[gaps[1:][gaps[1:] == gaps[:-1]]] = True
    blocks = _between(parted, starts, ends)
    long = (breaks[1:] - breaks[:-1] > WRAPPED + 1).nonzero()[0]
    if not long.size or not starts.size:
        return blocks
    at = breaks[long] + WRAPPED  # the first character that is too many
    block = blocks[0].searchsorted(at, "right") - 1
    unwrapped = np.zeros(len(blocks[0]) + 1, dtype=np.bool_)  # the last stands for "before all"
    unwrapped[block[(block >= 0) & (at < blocks[1][block])]] = True
    parted[gaps[unwrapped[blocks[0].searchsorted(breaks, "right") - 1]]] = True
    return _between(parted, starts, ends)


def _blank(found: Points) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which points are white space. Bytes are looked up three times as fast as numbers."""
    if found.itemsize == 1:
        return np.frombuffer(found.tobytes().translate(_LOW_SPACE), dtype=np.bool_)
    low = np.minimum(found, 255).astype(np.uint8).tobytes()
    blank = np.frombuffer(bytearray(low.translate(_LOW_SPACE)), dtype=np.bool_)
    high = (found > 255).nonzero()[0]
    blank[high] = _SPACE.take(found[high], mode="clip")
    return blank


def _between(parted: Any, starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
    """Starts and ends of what stands between the gaps that part."""
    cuts = parted.nonzero()[0]
    return starts[cuts[:-1]], ends[cuts[1:] - 1]


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
