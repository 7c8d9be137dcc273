"""Is a text set for print or a terminal, and not taken from a web page?"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from curate.clean.layout import all_lines
from curate.clean.pages.furniture import find

WRAPPED = 0.12
"""Share of the lines that go on in the next line in lower case. Of 1,214 web pages one in a hundred
has more; of manual pages, RFCs and wrapped books nearly all do.
"""
INDENTED = 0.3
"""Share of the lines with three spaces before them; text taken from HTML has none."""
FURNITURE = 3
"""Lines of page furniture from which a text has pages."""
LONG = 40
"""Characters of a line that wrapping ended; menus and lists have shorter ones."""


@lru_cache(maxsize=2)
def is_printed(text: str) -> bool:
    """Has the text pages, or wrapped or indented lines? Ask it of raw text: furniture shows."""
    lines = [line.text for line in all_lines(text) if line.text and not line.text.isspace()]
    if not lines:
        return False
    if sum(line.startswith("   ") for line in lines) > INDENTED * len(lines):
        return True
    wrapped = sum(_goes_on(line, following) for line, following in pairwise(lines))
    return wrapped > WRAPPED * len(lines) or len(find(text)) >= FURNITURE


def _goes_on(line: str, following: str) -> bool:
    return len(line) > LONG and following.lstrip()[0].islower() and line.rstrip()[-1] not in ".!?:;"
