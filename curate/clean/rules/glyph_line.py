r"""Removes a line that holds only an ornament: a triangle, a square, an arrow.

Such signs mark the end of an article or a link back to the top. Rows of asterisks and dashes part
scenes and stay, as does a bullet that begins a list item, and bullets that stand alone again and
again: a PDF reader parted them from their items.

Changed: 'The end.\n\u25b2\n'
To: 'The end.\n'
Kept: 'One scene.\n* * *\nAnother.\n\u25b2 rising prices\n'
"""

import re
from collections import Counter
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.letters import unusual
from curate.clean.outline import FOREIGN, outline
from curate.text import Proposal

STAGE = "furniture"
BULLETS = "•●■▪◦○□▶►"
MOST = 2
"""Bullets alone on a line that are still ornaments; more are a list."""
_GLYPH = re.compile(f"[{BULLETS}\u2190-\u21ff\u25a0-\u25ff\u2700-\u275a\u2794-\u27bf\ue000-\uf8ff]")
WIDEST = 8
"""Characters of the line, with the space around the glyph."""


def propose(text: str) -> Iterator[Proposal]:
    """Each such line."""
    if not _GLYPH.search("".join(unusual(text))):
        return
    lines = outline(text)
    single = lines.lines((lines.size <= WIDEST) & (lines.bare_size == 1) & (lines.first == FOREIGN))
    found = [(line, line.text.strip()) for line in single]
    counts = Counter(glyph for _, glyph in found)
    for line, glyph in found:
        if _GLYPH.match(glyph) and (glyph not in BULLETS or counts[glyph] <= MOST):
            yield Proposal(whole(line), "", f"line with only the ornament {glyph}")
