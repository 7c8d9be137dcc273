r"""Removes what readers wrote under an article, with its heading.

Asked for are paragraphs of the article before the heading and, after it, what only a comment
section has: the form for a comment, or who said something and when.

Changed: ('The case for care appears to have been won, at least in principle, and it is endorsed.\n'
          'A new briefing summarises the evidence and describes examples from around the world.\n'
          'Comments\nI would like to see a major change in this.\nAdd your comment')
To: ('The case for care appears to have been won, at least in principle, and it is endorsed.\n'
     'A new briefing summarises the evidence and describes examples from around the world.\n')
Kept: ('The case for care appears to have been won, at least in principle, and it is endorsed.\n'
       'A new briefing summarises the evidence and describes examples from around the world.\n'
       'Comments\nA comment begins with a hash sign and ends with the line.')
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import attrgetter

from curate.clean.layout import all_lines, block, lines_starting
from curate.clean.rules.reply_form import form_lines
from curate.text import Line, Proposal

STAGE = "boilerplate"
_HEADING = re.compile(
    r"(?:\d+ )?(?:(?:reader|readers’|user|latest|all|recent|view) )?(?:comments?|responses)"
    r"(?: (?:section|so far|on .{1,120}|to .{1,120}))?(?: ?\(\d+\))?:?"
    r"|\d+ (?:thoughts?|replies|responses) (?:on|to) .{1,120}",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"reply|report abuse|permalink|.{1,40} says:|.{0,40} 20\d\d,? at \d{1,2}[:.]\d\d ?(?:[ap]m)?"
    r"|(?:.{0,60} )?\d+ (?:minute|hour|day|week|month|year)s? ago",
    re.IGNORECASE,
)
LONGEST = 100
"""Characters of a line that says who wrote a comment, and when."""
WORDS = (
    *("#", "all", "comment", "comments", "latest", "reader", "readers’", "recent", "response"),
    *("responses", "user", "view"),
)
PROSE = 80
"""Characters of a paragraph of the article; menus and bylines are shorter."""


def propose(text: str) -> Iterator[Proposal]:
    """From the last heading with comments under it to the end of the text."""
    found = lines_starting(text, WORDS)
    headings = [line for line in found if _HEADING.fullmatch(line.text.strip(" \t*#•"))]
    if not headings:
        return
    lines = all_lines(text)
    prose = islice((line.start for line in lines if _is_prose(line.text.rstrip())), 2)
    _, second = [*prose, len(text), len(text)][:2]
    form = max((line.start for line in form_lines(text)), default=-1)
    for heading in reversed(headings):
        if second < heading.start and (form > heading.start or _is_talked(lines, heading)):
            why = "comments of readers, with their heading"
            yield Proposal(block(heading, lines[-1]), "", why)
            return


def _is_talked(lines: Sequence[Line], heading: Line) -> bool:
    """Do two lines or more after the heading say who wrote something, or when?"""
    after = lines[bisect_right(lines, heading.start, key=attrgetter("start")) :]
    return len(list(islice((line for line in after if _is_talk(line.text.strip())), 2))) == 2


def _is_talk(line: str) -> bool:
    """Does the line say who wrote something, or when?"""
    return 0 < len(line) <= LONGEST and bool(_TALK.fullmatch(line))


def _is_prose(line: str) -> bool:
    """Is it a paragraph of an article?"""
    return len(line) >= PROSE and line.endswith((".", "!", "?", "”", '"', "’", "'"))
