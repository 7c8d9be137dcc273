r"""Reports a place where words are missing: "a relationship with , their experience".

A link or an image was lost there. Nothing is changed: only a person with the page can mend it.

Kept: 'an improved relationship with , their experience'
"""

import re
from collections.abc import Iterator

from curate.clean.rule import Notice
from curate.text import Proposal, Span

STAGE = "words"
_GAP = re.compile(
    r"\b(?:about|against|and|at|between|by|for|from|in|into|of|on|or|the|than|to|towards|under|via"
    r"|with)[ \u00a0]{1,3}(?=[,;.](?:\s|$))"
)


def propose(text: str) -> Iterator[Proposal]:
    """Never anything."""
    return iter(())


def notice(text: str) -> Iterator[Notice]:
    """Each word that cannot end a phrase before a space and a comma or full stop."""
    if " ," in text or " ." in text or " ;" in text:
        for match in _GAP.finditer(text):
            near = text[max(0, match.start() - 30) : match.end() + 20]
            why = f"words seem to be missing in “…{' '.join(near.split())}…”; left as it is"
            yield Notice(Span(*match.span()), why)
