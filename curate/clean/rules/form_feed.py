r"""Removes form feeds: they turned the pages of a printer.

A form feed between two paragraphs goes with its line; one before a word leaves the line break.

Changed: 'One page.\n\x0cAnother page.\n\x0c\nA third.\x0c'
To: 'One page.\nAnother page.\nA third.'
Kept: 'One page.\n\nAnother page.\n'
"""

import re
from collections.abc import Iterator

from curate.text import Proposal, Span

STAGE = "spacing"
_FEED = re.compile(r"(?<![^\n])[ \t]*\f[ \t\f]*\r?\n|\f+")


def propose(text: str) -> Iterator[Proposal]:
    """Each form feed."""
    if "\f" in text:
        for match in _FEED.finditer(text):
            yield Proposal(Span(*match.span()), "", "form feed: the turn of a page")
