r"""Removes a line with only a month and a year that cuts a sentence in two.

Journals print it at the foot of a page. The date line of an article and the heading of a chronicle
are followed by the beginning of a sentence and stay.

Changed: 'the report which we will\nAPRIL 2021\nexamine in detail.'
To: 'the report which we will\nexamine in detail.'
Kept: 'The march of care\nApril 2021\nOrganisations have been developing.'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.pages.figures import are_among
from curate.clean.pages.row import rows
from curate.corpus.metadata.date import MONTHS
from curate.text import Line, Proposal

STAGE = "furniture"
AHEAD = 3
"""Lines of page furniture that may stand between the month and the rest of the sentence."""
_NEXT = re.compile(r"[ \t\r\n\f]*([^\r\n]+)")
_SITE = re.compile(r"www\.|\S+\.(?:com|org|net)\b")
_MONTH = re.compile(rf"[ \t]*(?:{'|'.join(MONTHS)})[ \t,]+(?:19|20)\d\d[ \t]*", re.IGNORECASE)
LONGEST = 24
"""Letters of a month and a year with the space between."""


def propose(text: str) -> Iterator[Proposal]:
    """Each such line."""
    found = rows(text)
    (places,) = ((found.size <= LONGEST) & are_among(found.last, "0123456789")).nonzero()
    for place, bare in zip(places.tolist(), found.texts(places), strict=True):
        if _MONTH.fullmatch(bare):
            line = found[place].line
            if line.start and _MONTH.fullmatch(line.text) and _cuts(text, line):
                why = "running foot: month and year in the middle of a sentence"
                yield Proposal(whole(line), "", why)


def _cuts(text: str, line: Line) -> bool:
    """Does the text go on in lower case after the line, or after short lines of furniture?"""
    at = line.end
    for _ in range(AHEAD):
        following = _NEXT.match(text, at)
        if not following:
            return False
        if following[1][0].islower() and not _SITE.match(following[1]):
            return True
        if len(following[1]) > 60 or following[1].rstrip().endswith((".", "!", "?")):
            return False
        at = following.end()
    return False
