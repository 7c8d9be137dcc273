r"""Writes a letter and its accents as one character where there is one (Unicode NFC).

Off by default: it changes how a text is stored, not how it looks. Switch it on where texts of
several origins are searched together.

Changed: 'cafe\u0301'
To: 'caf\u00e9'
Kept: 'caf\u00e9 x\u0301'
"""

import re
import unicodedata
from collections.abc import Iterator

from curate.text import Proposal, Span

STAGE = "characters"
DEFAULT = False
_COMBINED = re.compile(r"\S[\u0300-\u036f\u0483-\u0487\u05b0-\u05c7\u064b-\u0655\u3099\u309a]+")


def propose(text: str) -> Iterator[Proposal]:
    """Each letter with accents that has a shorter form."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return
    for match in _COMBINED.finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield Proposal(Span(*match.span()), composed, "one character for a letter with accents")
