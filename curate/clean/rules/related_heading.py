r"""Removes the heading "Related Posts" and the titles under it at the end of a page.

What follows must be titles without a full stop, and few; a heading over paragraphs is the text's.

Changed: 'The end of it.\nRelated Posts\nHow care was won\nLeaders speak out'
To: 'The end of it.\n'
Kept: 'Related stories\nThese stories are told by the people who lived them. They went home.'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import block, line_at
from curate.clean.occurrence import lines_starting
from curate.text import Line, Proposal

STAGE = "boilerplate"
WORDS = ("more", "other", "read", "recommended", "related", "you")
_HEADING = re.compile(
    r"(?:(?:other |more )?related (?:articles?|content|items|links|news|pages|posts?|reading"
    r"|stories|topics|products)|you (?:may|might) (?:also )?(?:like|be interested in|enjoy)"
    r"|recommended(?: for you| reading| articles| stories)?|read next|more from .{1,40}"
    r"|more (?:articles|news|posts|stories)(?: from .{1,40})?)[:…]?",
    re.IGNORECASE,
)
MOST = 12
"""Titles under the heading; a page that goes on after that is not at its end."""
TITLE = 120
"""Characters of the longest title."""


def propose(text: str) -> Iterator[Proposal]:
    """The first such heading after which only titles follow, to the end of the text."""
    for line in lines_starting(text, WORDS):
        if line.start and _HEADING.fullmatch(line.text.strip(" \t*#•")):
            last = _last_title(text, line)
            if last:
                why = "heading over links to other pages, at the end of the page"
                yield Proposal(block(line, last), "", why)
                return


def _last_title(text: str, heading: Line) -> Line | None:
    """The last line with text, where all lines after the heading are titles."""
    rest = text[heading.end : heading.end + (MOST + 1) * (TITLE + 8)]
    if heading.end + len(rest) < len(text):
        return None
    titles = [line.strip() for line in rest.splitlines() if line.strip()]
    if len(titles) > MOST or any(map(_is_sentence, titles)):
        return None
    return line_at(text, heading.end + len(rest.rstrip()) - 1) if titles else heading


def _is_sentence(line: str) -> bool:
    return len(line) > TITLE or (line.endswith((".", "!", ":", ";", ",")) and len(line.split()) > 3)
