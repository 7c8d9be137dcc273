"""The title of a text."""

from __future__ import annotations

import re

from curate.corpus.metadata.author import is_byline
from curate.corpus.metadata.date import parse_date
from curate.corpus.metadata.head import Head
from curate.corpus.metadata.publisher import is_source_line

_SENTENCE_END = re.compile(r"[.,;:…]$")
_FURNITURE = re.compile(
    r"(?:home|menu|search|share|print|e-?mail|sign in|log ?in|subscribe|contact|about us"
    r"|skip to|cookies?|follow us|tweet|facebook|back to|advertisement)\b",
    re.IGNORECASE,
)


def read_title(head: Head, publisher: str) -> str:
    r"""The nearest title-like line above the first paragraph, past date, byline and source lines;
    without the publisher's name in front of it; "" when there is none.

    >>> read_title(Head.of("NEWS\nBeds are full\n20.09.18\n" + "Long text. " * 20), "")
    'Beds are full'
    >>> read_title(Head.of("Long text that starts at once. " * 20), "")
    ''
    """
    for line in reversed(head.above):
        if parse_date(line) or is_byline(line) or is_source_line(line):
            continue
        if len(line.split()) < 2 or _SENTENCE_END.search(line) or _FURNITURE.match(line):
            return ""
        return without_publisher(line, publisher)
    return ""


def without_publisher(title: str, publisher: str) -> str:
    """A title without "Publisher: " in front of it.

    >>> without_publisher("The Gazette: Beds are full", "the gazette")
    'Beds are full'
    """
    before, colon, after = title.partition(": ")
    same = colon and publisher and before.casefold() == publisher.casefold()
    return after.strip() if same else title
