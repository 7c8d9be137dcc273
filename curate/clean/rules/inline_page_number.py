r"""Removes page numbers inside the lines: "who[Pg 12] was", "a Page 13charm", "and 15 so".

Transcribers of books keep the numbers of the printed pages so. They count up by one at a steady
distance, are most of the numbers there, and some cut a sentence or even a word; references to notes
come again, begin with 1 and stand after a stop.

Changed: 'a poet who[Pg 4] was here\n[Pg 5]\nand then [Pg 6] went on'
To: 'a poet who was here\nand then went on'
Kept: 'as said in [1] and [2]. See [2], [3] and [4], [1]. [5] Author, Title.'
"""

from collections.abc import Iterator

from curate.clean.pages import inline
from curate.text import Proposal

STAGE = "furniture"


def propose(text: str) -> Iterator[Proposal]:
    """Each such number."""
    for item in inline.find(text):
        why = f"page number {item.number} inside a line; such numbers count up through the text"
        yield Proposal(item.span, "", why)
