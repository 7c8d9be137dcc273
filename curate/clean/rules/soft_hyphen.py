r"""Removes soft hyphens, and the line break after one.

U+00AD says where a word may be cut; in plain text it only hides the word from a search.

Changed: 'an inte\u00adgrated sys\u00ad\ntem'
To: 'an integrated system'
Kept: 'the pre-cursors of joined-up care'
"""

import re
from collections.abc import Iterator

from curate.clean.letters import unusual
from curate.text import Proposal, Span

STAGE = "characters"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_FOUND = re.compile(SOFT_HYPHEN + r"(?:[ \t]*\r?\n[ \t]*(?=\w))?")


def propose(text: str) -> Iterator[Proposal]:
    """Each soft hyphen."""
    if SOFT_HYPHEN in unusual(text):
        for match in _FOUND.finditer(text):
            yield Proposal(Span(*match.span()), "", "soft hyphen: it only says where to cut a word")
