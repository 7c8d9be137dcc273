r"""Removes characters of no width between words and letters.

Zero width space, word joiner and a byte-order mark inside the text split words for a search. The
joiners that shape letters and emoji stay, and so does the space where a script without spaces
(Thai, Lao, Khmer, Burmese, Tibetan) marks its words with it.

Changed: 'inte\u200bgrated care'
To: 'integrated care'
Kept: '\u0e2a\u0e27\u0e31\u0e2a\u200b\u0e14\u0e35'
"""

import re
from collections.abc import Iterator

from curate.clean.letters import offsets
from curate.text import Proposal, Span

STAGE = "characters"
CHARACTERS = "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
_WITHOUT_SPACES = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"
_FOUND = re.compile(f"(?<![{_WITHOUT_SPACES}])[{CHARACTERS}]+(?![{_WITHOUT_SPACES}])")


def propose(text: str) -> Iterator[Proposal]:
    """Each run of such characters, but for a mark at the very start: that one has its own rule."""
    end = 1
    for at in offsets(text, CHARACTERS):
        match = _FOUND.match(text, at) if at >= end else None
        if match:
            end = match.end()
            yield Proposal(Span(at, end), "", "characters of no width")
