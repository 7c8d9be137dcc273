r"""Makes a no-break space between words a plain space.

Editors and web pages put U+00A0 where a person typed a space; a search for two words then misses
them. It stays where it is meant: beside digits and inside French quotes and before their marks.

Changed: 'commissioned by the\u00a0Academy'
To: 'commissioned by the Academy'
Kept: '\u00ab\u00a0mot\u00a0\u00bb, vraiment\u00a0? 10\u00a0000 personnes'
"""

import re
from collections.abc import Iterator

from curate.clean.letters import unusual
from curate.text import Proposal, Span

STAGE = "characters"
SPACE = "\N{NO-BREAK SPACE}"
_MEANT_BEFORE = "«‹—–0123456789"
_MEANT_AFTER = "»›:;!?%€$£°—–0123456789"
_SPACES = re.compile(f"{SPACE}+")


def propose(text: str) -> Iterator[Proposal]:
    """Each run of no-break spaces that no typography asks for."""
    if SPACE in unusual(text):
        for match in _SPACES.finditer(text):
            before, after = (
                text[match.start() - 1 : match.start()],
                text[match.end() : match.end() + 1],
            )
            if not (before and before in _MEANT_BEFORE) and not (after and after in _MEANT_AFTER):
                span = Span(*match.span())
                yield Proposal(span, " " * len(span), "no-break space that no typography asks for")
