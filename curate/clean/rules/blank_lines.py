r"""Removes the blank lines that removals left behind.

Where something was removed, one blank line stays between paragraphs and none at the start or end.
Other blank lines are the author's.

Changed: '\n\nThe text.\n'
To: 'The text.\n'
Kept: 'One.\n\n\n\nTwo.\n'
"""

import re
from collections.abc import Iterator

from curate.text import Proposal, Span

STAGE = "spacing"
PARAMETERS = ("seams",)
WHY = "blank lines that a removal left behind"
_BREAK = re.compile(r"\r\n|\r|\n")


def propose(text: str, seams: tuple[int, ...] = ()) -> Iterator[Proposal]:
    """What is too much of each run of blank lines, and the ends of the text."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if 0 < start < end:
        yield Proposal(Span(0, start), "", WHY)
    low, high = 0, -1
    for seam in seams:
        if seam <= high:
            continue
        low, high = _run_around(text, seam)
        if high < len(text) and text.count("\n", low, high) + text.count("\r", low, high) <= 2:
            continue
        breaks = list(_BREAK.finditer(text, low, high))
        if high >= len(text) and len(breaks) > 1 and end:
            yield Proposal(Span(breaks[0].end(), len(text)), "", WHY)
        elif len(breaks) > 2 and low:
            yield Proposal(Span(breaks[1].end(), breaks[-1].end()), "", WHY)


def _run_around(text: str, at: int) -> tuple[int, int]:
    """The white space around an offset, without the indentation of the line after it."""
    low = high = at
    while low > 0 and text[low - 1].isspace():
        low -= 1
    while high < len(text) and text[high].isspace():
        high += 1
    return low, high
