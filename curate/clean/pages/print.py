"""Is a text set for print or a terminal, and not taken from a web page?"""

from __future__ import annotations

from curate.clean.pages.furniture import find
from curate.clean.pages.row import rows

FURNITURE = 3
"""Lines of page furniture from which a text has pages."""


def is_printed(text: str) -> bool:
    """Has the text pages, or wrapped or indented lines? Ask it of raw text: furniture shows."""
    return rows(text).printed or len(find(text)) >= FURNITURE
