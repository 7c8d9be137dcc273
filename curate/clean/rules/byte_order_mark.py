r"""Removes the byte-order mark at the start of a file.

U+FEFF there says in which order the bytes of the file stood and is no part of the text.

Changed: '\ufeffThe text begins.'
To: 'The text begins.'
Kept: 'The text begins.'
"""

from collections.abc import Iterator

from curate.text import Proposal, Span

STAGE = "characters"


def propose(text: str) -> Iterator[Proposal]:
    """The mark, where there is one."""
    if text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
        yield Proposal(Span(0, 1), "", "byte-order mark at the start of the file")
