r"""Reports a place where words are missing: "a relationship with , their experience".

A link or an image was lost there. Nothing is changed: only a person with the page can mend it.

Kept: 'an improved relationship with , their experience'
"""

import re
from collections.abc import Iterator

from curate.clean.letters import plain
from curate.clean.rule import Notice
from curate.text import Proposal, Span

STAGE = "words"
LONGEST = 10
"""Characters from the beginning of the word to the mark."""
MARKS = b",;."
_GAP = re.compile(
    r"(?<![^\W_])(?:about|against|and|at|between|by|for|from|in|into|of|on|or|the|than|to|towards"
    r"|under|via|with)[ \u00a0]{1,3}(?=[,;.](?:\s|$))"
)


def propose(text: str) -> Iterator[Proposal]:
    """Never anything."""
    return iter(())


def notice(text: str) -> Iterator[Notice]:
    """Each word that cannot end a phrase before a space and a comma or full stop."""
    import numpy as np

    codes = np.frombuffer(plain(text), np.uint8)
    is_mark = codes == MARKS[0]
    for mark in MARKS[1:]:
        is_mark |= codes == mark
    for at in ((codes[:-1] == ord(" ")) & is_mark[1:]).nonzero()[0].tolist():
        start, after = max(0, at - LONGEST), text[at + 2 : at + 3]
        match = _GAP.search(text[start : at + 3]) if not after or after.isspace() else None
        if match and start + match.end() == at + 1:
            span = Span(start + match.start(), start + match.end())
            near = " ".join(text[max(0, span.start - 30) : span.end + 20].split())
            why = f"words seem to be missing in “…{near}…”; left as it is"
            yield Notice(span, why)
