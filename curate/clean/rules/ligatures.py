r"""Writes the ligatures of print (U+FB00 to U+FB06) as the letters they stand for.

PDF files store the shape of a letter pair; a search for the word then misses it. Letters of a
language that look alike (Danish, French, Armenian) are letters and stay.

Changed: '\ufb01nancial bene\ufb01ts and e\ufb00ects'
To: 'financial benefits and effects'
Kept: 'C\u00e6sar et l\u2019\u0153uvre'
"""

import re
from collections.abc import Iterator

from curate.clean.letters import unusual
from curate.text import Proposal, Span

STAGE = "characters"
LETTERS = {
    "\N{LATIN SMALL LIGATURE FF}": "ff",
    "\N{LATIN SMALL LIGATURE FFI}": "ffi",
    "\N{LATIN SMALL LIGATURE FFL}": "ffl",
    "\N{LATIN SMALL LIGATURE FI}": "fi",
    "\N{LATIN SMALL LIGATURE FL}": "fl",
    "\N{LATIN SMALL LIGATURE LONG S T}": "st",
    "\N{LATIN SMALL LIGATURE ST}": "st",
}
_FOUND = re.compile(f"[{''.join(LETTERS)}]")


def propose(text: str) -> Iterator[Proposal]:
    """Each ligature."""
    if not unusual(text).isdisjoint(LETTERS):
        for match in _FOUND.finditer(text):
            yield Proposal(Span(*match.span()), LETTERS[match[0]], "ligature of print")
