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
_LINE = re.compile(r"\f[ \t\f]*(?:\r?\n)?")


def propose(text: str) -> Iterator[Proposal]:
    """Each form feed."""
    at = text.find("\f")
    while at >= 0:
        match = _LINE.match(text, at)
        alone = at == 0 or text[at - 1] == "\n"
        end = match.end() if match and alone and match[0].endswith("\n") else at + 1
        yield Proposal(Span(at, end), "", "form feed: the turn of a page")
        at = text.find("\f", end)
