r"""Removes invitations to subscribe or to follow the publisher, where a paragraph ends with them.

Only sentences that call on the reader are taken, and only with nothing but such sentences after
them in the line; news about subscribers and followers are news.

Changed: 'The report is launched today. Follow our Twitter to keep up to date.'
To: 'The report is launched today.'
Kept: 'Patients who follow our Twitter subscribe to a newsletter. Subscribe to what they read.'
"""

import re
from collections.abc import Iterator

from curate.clean.layout import whole
from curate.clean.occurrence import lines_holding
from curate.text import Proposal, Span

STAGE = "boilerplate"
WORDS = (
    *("connect with us", "find us", "follow ", "join us", "like us"),
    *("register ", "sign up", "subscribe "),
)
_PLACES = (
    r"(?:bluesky|facebook|flipboard|google news|instagram|linked ?in|mastodon|pinterest"
    r"|social media|telegram|threads|tik ?tok|twitter|whatsapp|x|youtube)"
)
_NEWS = (
    r"(?:newsletters?|(?:news|e-?mail|weekly|daily|free) (?:updates?|alerts?|bulletins?|digests?)"
    r"|e-?bulletins?|mailing list|rss(?: feed)?|e-?mails|copy of the magazine|magazine)"
)
_KEYS = re.compile(rf"\b(?:{_PLACES}|{_NEWS})\b")
_CALL = re.compile(
    r"(?:(?:enjoy(?:ed|ing)?|lik(?:e|ed|ing)|lov(?:e|ed|ing)|want) [^.!?]{1,60}\? )?"
    r"(?:please |don[’']t forget to |you can (?:also )?)?"
    rf"(?:(?:follow|like|find|join|connect with) (?:us|our|@\w+|.{{1,30}} on)\b[^.!?,]{{0,60}}"
    rf"\b{_PLACES}\b[^.!?]*"
    r"|(?:subscribe|sign up|register) (?:here|now|today|to our|to the|to|for our|for the|for free"
    rf"|by|below|via)\b[^.!?,]{{0,60}}\b{_NEWS}\b[^.!?]*)(?:[.!?]+|$)\s*",
    re.IGNORECASE,
)
_START = re.compile(r"(?:^|(?<=[.!?][”\"’) ])|(?<=[.!?]))\s*(?=[A-Z])")


def propose(text: str) -> Iterator[Proposal]:
    """Each such ending of a line, with the space before it; the whole line where all is such."""
    for line in lines_holding(text, WORDS):
        start = _call_start(line.text) if _KEYS.search(line.text.lower()) else None
        if start is None:
            continue
        why = "invitation to subscribe or to follow"
        span = Span(line.start + start, line.stop) if start else whole(line)
        yield Proposal(span, "", why)


def _call_start(line: str) -> int | None:
    """Where the invitations begin that the line ends with, the space before them included."""
    for match in _START.finditer(line):
        at = match.end()
        while at < len(line) and (call := _CALL.match(line, at)):
            at = call.end()
        if at == len(line) > match.end():
            return match.start() if line[: match.start()].strip() else 0
    return None
