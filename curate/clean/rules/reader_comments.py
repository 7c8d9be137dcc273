r"""Removes what readers wrote under an article, with its heading.

Asked for are paragraphs of the article before the heading and, after it, what only a comment
section has: the form for a comment, or who said something and when. Where readers wrote more than
the article has, what they wrote may be what the page is for (a thread): that is left alone.

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
from collections.abc import Iterator
from itertools import islice

from curate.clean.occurrence import lines_starting
from curate.clean.outline import outline
from curate.clean.rules.reply_form import form_lines
from curate.text import Line, Proposal, Span

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
_TALK_ENDS = (*"0123456789", "abuse", "ago", "am", "permalink", "pm", "reply", "says:")
LONGEST = 100
"""Characters of a line that says who wrote a comment, and when."""
WORDS = (
    *("all", "comment", "comments", "latest", "reader", "readers’", "recent", "replies"),
    *("response", "responses", "thought", "thoughts", "user", "view"),
)
_PROSE_ENDS = (".", "!", "?", "”", '"', "’", "'")
PROSE = 80
"""Characters of a paragraph of the article; menus and bylines are shorter."""


def propose(text: str) -> Iterator[Proposal]:
    """From the last heading with comments under it to the end of the text."""
    found = lines_starting(text, WORDS)
    headings = [line for line in found if _HEADING.fullmatch(line.text.strip(" \t*#•"))]
    article = _after_paragraphs(text) if headings else 0
    headings = [line for line in headings if line.start > article]
    if not headings:
        return
    form = max((line.start for line in form_lines(text)), default=-1)
    talk = _second_last_talk(text, headings[0])
    for heading in reversed(headings):
        if max(form, talk) > heading.start and not _is_thread(text, heading):
            why = "comments of readers, with their heading"
            yield Proposal(Span(heading.start, len(text)), "", why)
            return


def _after_paragraphs(text: str) -> int:
    """Where the second paragraph of an article begins; the end of the text if there is none."""
    lines = outline(text)
    (long,) = (lines.bare_size >= PROSE).nonzero()
    bare = ((place, lines.line(place).text.rstrip()) for place in long.tolist())
    prose = (place for place, line in bare if line.endswith(_PROSE_ENDS))
    place = next(islice(prose, 1, None), None)
    return len(text) if place is None else int(lines.start[place])


def _is_thread(text: str, heading: Line) -> bool:
    """Is there more prose after the heading than before it?"""
    lines = outline(text)
    prose = lines.bare_size * (lines.bare_size >= PROSE)
    return bool(2 * prose[lines.start > heading.start].sum() > prose.sum())


def _second_last_talk(text: str, heading: Line) -> int:
    """Where the second last line after a heading starts that says who wrote something, or when; -1
    if there are no two.
    """
    lines = outline(text)
    is_short = (lines.bare_size > 0) & (lines.bare_size <= LONGEST) & (lines.start > heading.start)
    starts, stops = lines.bare_start[is_short].tolist(), lines.bare_stop[is_short].tolist()
    talks = (
        start
        for start, stop in zip(reversed(starts), reversed(stops), strict=True)
        if text[max(start, stop - 10) : stop].lower().endswith(_TALK_ENDS)
        if _TALK.fullmatch(text, start, stop)
    )
    return next(islice(talks, 1, None), -1)
