r"""Removes a line that holds only an ornament: a triangle, a square, an arrow.

Such signs mark the end of an article or a link back to the top. Rows of asterisks and dashes part
scenes and stay, as does a bullet that begins a list item, and bullets that stand alone again and
again: a PDF reader parted them from their items.

Changed: 'The end.\n\u25b2\n'
To: 'The end.\n'
Kept: 'One scene.\n* * *\nAnother.\n\u25b2 rising prices\n'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import line_at, whole
from curate.text import Proposal

STAGE = "furniture"
BULLETS = "•●■▪◦○□▶►"
MOST = 2
"""Bullets alone on a line that are still ornaments; more are a list."""
_GLYPHS = f"{BULLETS}\u2190-\u21ff\u25a0-\u25ff\u2700-\u275a\u2794-\u27bf\ue000-\uf8ff"
_LINE = re.compile(f"^[ \t]*([{_GLYPHS}])[ \t]*(?=\r?$)", re.MULTILINE)
_ONE = re.compile(f"[{_GLYPHS}]")


def propose(text: str) -> Iterator[Proposal]:
    """Each such line."""
    if text.isascii() or not _ONE.search(text):
        return
    found = list(_LINE.finditer(text))
    for match in found:
        alone = sum(other[1] == match[1] for other in found)
        if match[1] not in BULLETS or alone <= MOST:
            why = f"line with only the ornament {match[1]}"
            yield Proposal(whole(line_at(text, match.start(1))), "", why)
