r"""Makes a no-break space between words a plain space.

Editors and web pages put U+00A0 where a person typed a space; a search for two words then misses
them. It stays where it is meant: beside digits and inside French quotes and before their marks.

Changed: 'commissioned by the\u00a0Academy'
To: 'commissioned by the Academy'
Kept: '\u00ab\u00a0mot\u00a0\u00bb, vraiment\u00a0? 10\u00a0000 personnes'
"""

from collections.abc import Iterator

from curate.clean.letters import offsets
from curate.text import Proposal, Span

STAGE = "characters"
SPACE = "\N{NO-BREAK SPACE}"
_MEANT_BEFORE = frozenset("«‹—–0123456789")
_MEANT_AFTER = frozenset("»›:;!?%€$£°—–0123456789")


def propose(text: str) -> Iterator[Proposal]:
    """Each run of no-break spaces that no typography asks for."""
    end = 0
    for at in offsets(text, SPACE):
        if at < end:
            continue
        end = at + 1
        while text[end : end + 1] == SPACE:
            end += 1
        is_meant = text[at - 1 : at] in _MEANT_BEFORE or text[end : end + 1] in _MEANT_AFTER
        if not is_meant:
            new = " " * (end - at)
            yield Proposal(Span(at, end), new, "no-break space that no typography asks for")
