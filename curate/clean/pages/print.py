"""Does a text have printed pages, and so does not come from a web page?"""

from __future__ import annotations

from curate.clean.pages.furniture import find

FURNITURE = 3
"""Lines of page furniture from which a text has pages. Of 1,214 scraped web pages 29 seem to, and
22 of them are surely web pages by all else; wrapped or indented lines are no sign of pages, for
half of all scraped pages have them."""


def is_printed(text: str) -> bool:
    """Has the text page numbers or running lines, and is not surely a web page? Ask it of raw text:
    later they are gone.
    """
    if len(find(text)) < FURNITURE:
        return False
    from curate.clean.line_model import page  # numpy: only for texts with pages

    return not page.is_surely_one(text)
