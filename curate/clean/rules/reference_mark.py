r"""Removes superscript reference marks, and digits of such that stuck to words: "services.1".

The marks of a text count 1, 2, 3. Only those that do so are taken, and at least two digits must
stand after a sentence or clause; numbers that belong to a name or a version count nothing, and
neither do exponents.

Changed: 'They help.1 They cost.2 The Long Term Plan3 says why.'
To: 'They help. They cost. The Long Term Plan says why.'
Changed: 'They help¹ and cost².'
To: 'They help and cost.'
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
SUPERSCRIPTS = (
    "\N{SUPERSCRIPT ZERO}\N{SUPERSCRIPT ONE}\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}⁴⁵⁶⁷⁸⁹"
)
_SUPERSCRIPT = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[.,;:”’)]))[{SUPERSCRIPTS}]{{1,2}}(?![\w{SUPERSCRIPTS}])"
)
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_ONE = re.compile(r"1(?<=[^\W\d_][.,;:”’)]1)(?=\s|\Z)")
LEAST = 2
"""Marks after punctuation: one alone can be anything."""
_CANDIDATE = re.compile(
    r"(?<![\w.])([^\W\d_]{3,})([.,;:”’)]{0,2})(\d{1,2})(?=[ \t]*(?:[\r\n]|$)|[ ])"
)


def propose(text: str) -> Iterator[Proposal]:
    """The marks, in the order they count."""
    if SUPERSCRIPTS[1] in text:
        yield from _superscripts(text)
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


def _superscripts(text: str) -> Iterator[Proposal]:
    """The superscript digits after words that count up; one may be referred to again."""
    wanted, found = 1, []
    for match in _SUPERSCRIPT.finditer(text):
        value = int(match[0].translate(_DIGITS))
        if value in (wanted, wanted - 1):
            found.append(match)
            wanted = value + 1
    if wanted > LEAST:
        for match in found:
            why = f"reference mark {match[0]}, one of {len(found)} that count from 1"
            yield Proposal(Span(*match.span()), "", why)
