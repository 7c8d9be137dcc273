"""Does a text have printed pages, and so does not come from a web page?"""

from __future__ import annotations

from curate.clean.pages.furniture import find

FURNITURE = 3
"""Lines of page furniture from which a text has pages. Of 1,214 scraped web pages 29 seem to;
wrapped or indented lines are no sign, for half of all scraped pages have them."""


def is_printed(text: str) -> bool:
    """Has the text page numbers or running lines? Ask it of raw text: later they are gone."""
    return len(find(text)) >= FURNITURE
