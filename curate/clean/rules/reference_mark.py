r"""Removes the digits of superscript reference marks that stuck to words: "services.1".

The marks of a text count 1, 2, 3. Only digits that do so are taken, and at least two of them must
stand after a sentence or clause; numbers that belong to a name or a version count nothing.

Changed: 'They help.1 They cost.2 The Long Term Plan3 says why.'
To: 'They help. They cost. The Long Term Plan says why.'
Kept: 'See fig.1 and fig.2 of vol.3 for Windows10 and COVID19.'
"""

import re
from collections.abc import Iterator

from curate.text import Proposal, Span

STAGE = "words"
ABBREVIATIONS = frozenset(
    (
        "art",
        "chap",
        "col",
        "eq",
        "fig",
        "figs",
        "lib",
        "note",
        "para",
        "part",
        "sect",
        "tab",
        "vers",
    )
)
_ONE = re.compile(r"1(?<=[^\W\d_][.,;:”’)]1)(?=\s|\Z)")
LEAST = 2
"""Marks after punctuation: one alone can be anything."""
_CANDIDATE = re.compile(
    r"(?<![\w.])([^\W\d_]{3,})([.,;:”’)]{0,2})(\d{1,2})(?=[ \t]*(?:[\r\n]|$)|[ ])"
)


def propose(text: str) -> Iterator[Proposal]:
    """The marks, in the order they count."""
    if not _ONE.search(text):
        return
    wanted, found = 1, []
    for match in _CANDIDATE.finditer(text):
        word, mark = match[1], match[2]
        if int(match[3]) != wanted or match[3].startswith("0"):
            continue
        if word.lower() not in ABBREVIATIONS and word[-1].islower() and (mark or wanted > 1):
            found.append(match)
            wanted += 1
    if sum(bool(match[2]) for match in found) >= LEAST:
        for match in found:
            why = f"reference mark {match[3]}, one of {len(found)} that count from 1"
            yield Proposal(Span(*match.span(3)), "", why)
