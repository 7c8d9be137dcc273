r"""Removes what is left of a form for comments: "Leave a Reply", "Notify of".

Asked for is a line with nothing else, among the last of the text, or a second such line near it.

Changed: 'The end of the article.\n\nLeave a Reply\n\nNotify of'
To: 'The end of the article.\n\n\n'
Kept: 'Leave a reply\nTo leave a reply, press the button.\nThen wait.\nIt is read first.\nThe end.'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.occurrence import lines_starting
from curate.text import Line, Proposal

STAGE = "boilerplate"
WORDS = (
    *("add", "cancel", "click", "comments", "e-mail", "email", "join", "leave", "log", "notify"),
    *(
        "please",
        "post",
        "reply",
        "required",
        "save",
        "sign",
        "submit",
        "the",
        "write",
        "you",
        "your",
    ),
)
_FORM = re.compile(
    r"(?:(?:please )?(?:add|leave|post|write|submit) (?:a|your|my) (?:comment|reply)s?(?: below)?"
    r"|(?:add|leave|post|submit|write) comments?|cancel reply|join the (?:conversation|discussion)"
    r"|(?:click here to )?cancel reply\.?|reply to this comment"
    r"|notify (?:of|me of (?:follow-?up comments|new posts|new comments)"
    r"(?: (?:by|via) e-?mail)?)\.?"
    r"|(?:(?:your|the) )?e-?mail (?:address )?will not be (?:published|shared)\.?"
    r"(?: required fields are marked ?\*?)?|required fields are marked ?\*?"
    r"|save my name, e-?mail,? and website in this browser for the next time i comment\.?"
    r"|you must be (?:logged|signed) in to (?:post a |leave a )?(?:comment|reply)\.?"
    r"|(?:log|sign) in to (?:reply|comment|post a comment)|comments are (?:now )?closed\.?)"
    r"[:!…]?",
    re.IGNORECASE,
)
TAIL = 3
"""Lines with text from the end: a form is the last thing of a page, a heading is not."""
NEAR = 400
"""Characters between two lines of the same form."""


def form_lines(text: str) -> list[Line]:
    """All lines that could be of such a form, wherever they stand."""
    found = lines_starting(text, WORDS)
    return [line for line in found if _FORM.fullmatch(line.text.strip(" \t*•"))]


def propose(text: str) -> Iterator[Proposal]:
    """Each line of a form that stands at the end or beside another."""
    found = form_lines(text)
    for place, line in enumerate(found):
        beside = found[max(place - 1, 0) : place] + found[place + 1 : place + 2]
        near = any(abs(other.start - line.start) < NEAR for other in beside)
        if near or (text.count("\n", line.stop) < 50 and _after(text, line) < TAIL):
            yield Proposal(whole(line), "", "form for comments")


def _after(text: str, line: Line) -> int:
    """How many lines with text follow."""
    return sum(1 for other in text[line.end :].splitlines() if other.strip())
