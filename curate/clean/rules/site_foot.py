r"""Removes a line that holds only a site's address and a page number.

Magazines print it at the foot of a page; the bar between the two is sometimes read as a letter.

Changed: 'which we will\nWWW.EXAMPLEJOURNAL.COM l 15\nexamine in detail.'
To: 'which we will\nexamine in detail.'
Kept: 'Write to\nwww.examplejournal.com\nASP.NET 4\n'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import line_at, whole
from curate.clean.line_model.characters import DIGIT
from curate.clean.occurrence import SHORT
from curate.clean.outline import outline
from curate.text import Proposal

STAGE = "furniture"
SHORTEST = len("a.eu|1")
_BAR = r"[ \t]*(?:[|¦·•/–—]|(?<=[ \t])(?:l|I|-)(?=[ \t]))[ \t]*"
_ENDING = r"(?:com|org|net|eu|info|co\.uk|org\.uk|ac\.uk)"
_SITE = rf"(?:www\.[\w.-]+\.[a-z]{{2,}}|[\w-]+(?:\.[\w-]+)*\.{_ENDING})"
_FOOT = re.compile(rf"[ \t]*(?:{_SITE}{_BAR}\d{{1,4}}|\d{{1,4}}{_BAR}{_SITE})[ \t]*", re.IGNORECASE)


def propose(text: str) -> Iterator[Proposal]:
    """Each such line."""
    lines = outline(text)
    is_numbered = (lines.first == DIGIT) | (lines.last == DIGIT)
    is_meant = is_numbered & (lines.bare_size >= SHORTEST) & (lines.size <= SHORT)
    starts, stops = lines.start[is_meant].tolist(), lines.stop[is_meant].tolist()
    for start, stop in zip(starts, stops, strict=True):
        if text.find(".", start, stop) >= 0 and _FOOT.fullmatch(text, start, stop):
            why = "running foot: a site's address and a page number"
            yield Proposal(whole(line_at(text, start)), "", why)
