r"""Removes control characters, terminal colours and overstruck letters.

They steer printers and terminals and show as boxes or nothing. Tab, line breaks and the form feed
(a page turn, which later rules need) stay. A backspace takes the letter it strikes out along.

Changed: 'N\bNA\bAM\bME\bE of\x00 the \x1b[1mtool\x1b[0m'
To: 'NAME of the tool'
Kept: 'one\ttwo\r\nthree\x0cfour'
"""

import re
from collections.abc import Iterator

from curate.clean.letters import unusual
from curate.text import Proposal, Span

STAGE = "characters"
CHARACTERS = "".join(chr(code) for code in (*range(32), 127) if chr(code) not in "\t\n\f\r")
_FOUND = re.compile(f"\x1b\\[[0-9;]*[A-Za-z]|[^\n]\b|[{re.escape(CHARACTERS)}]")


def propose(text: str) -> Iterator[Proposal]:
    """Each control character or sequence."""
    if not unusual(text).isdisjoint(CHARACTERS):
        for match in _FOUND.finditer(text):
            yield Proposal(Span(*match.span()), "", "control character that has no place in a text")
