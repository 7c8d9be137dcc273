r"""Removes the lines of a table of contents that lead to a page by dots.

Off by default: a table of contents is the author's. Switch it on where texts are counted or read by
machines. Asked for are three such lines near each other.

Changed: 'Contents\nOne . . . . . . 1\nTwo ....... 14\n2.1 Three . . . . 23\nText.\n'
To: 'Contents\nText.\n'
Kept: 'He waited ... and waited\nIt costs ..... 5\nText.\n'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import all_lines, whole
from curate.text import Line, Proposal

STAGE = "furniture"
DEFAULT = False
LEAST = 3
NEAR = 4
"""Lines from one to the next: long titles are wrapped, and blank lines stand between parts."""
_LEADER = re.compile(r"\s*(?:\d{1,4}|[ivxlc]+)\s*(?: ?\.){4}")
"""The end of such a line, from right to left: the other way takes the square of its length."""


def propose(text: str) -> Iterator[Proposal]:
    """Each such line in a group of them."""
    if ". . . ." not in text and "...." not in text:
        return
    group: list[tuple[int, Line]] = []
    for place, line in enumerate(all_lines(text)):
        if "...." in line.text.replace(" ", "") and _LEADER.match(line.text[::-1]):
            if group and place - group[-1][0] > NEAR:
                yield from _remove(group)
                group = []
            group.append((place, line))
    yield from _remove(group)


def _remove(group: list[tuple[int, Line]]) -> Iterator[Proposal]:
    if len(group) >= LEAST:
        for _, line in group:
            yield Proposal(whole(line), "", "line of a table of contents")
