r"""Removes a line that only leads to another page: "Read the full report on our site".

The words were a link. A sentence with a full stop, and an invitation to look at a page or figure of
the same text, is the author's.

Changed: 'The end.\nRead the full report on the institute\u2019s site'
To: 'The end.\n'
Kept: 'Read the full report on page 12 before the meeting.\nRead the full story of his life.'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.occurrence import lines_starting
from curate.text import Proposal

STAGE = "boilerplate"
WORDS = (
    *("access", "click", "continue", "download", "find", "get", "learn", "read", "see", "view"),
)
_THING = (
    r"(?:article|blog(?: post)?|briefing|document|guidance|interview|paper|post|press release|"
    r"publication|release|report|review|speech|statement|story|study|text|transcript)"
)
_LINK = re.compile(
    r"(?:read|download|view|see|get|access) (?:the |our |this |their )?"
    rf"(?:full|complete|original|whole|entire) (?:\w+ )?{_THING}s?\b.{{0,60}}"
    r"|(?:read|find out|learn|see|view) more(?: (?:about|at|from|here|in|on) .{1,60}|…|\.{3})?"
    r"|continue reading(?: .{1,80})?"
    r"|click here (?:to|for) (?:read|download|see|view|more|find|visit|the full)\b.{0,60}",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:page|chapter|section|figure|table|below|above)\b", re.IGNORECASE)


def propose(text: str) -> Iterator[Proposal]:
    """Each such line."""
    for line in lines_starting(text, WORDS):
        link = line.text.strip(" \t»›>→…[]()")
        is_link = link and link[-1] not in '.!?:;,”"' and line.start and _LINK.fullmatch(link)
        if is_link and not _WITHIN.search(link):
            yield Proposal(whole(line), "", "link to another page")
