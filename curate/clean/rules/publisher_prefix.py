r"""Removes the publisher's name before the title, where the text itself names its source.

Only where a line "Source: …" (or "Publisher: …", "Published by …") has the same name.

Changed: 'The Trust: Leading for care\n\nSource: The Trust\n'
To: 'Leading for care\n\nSource: The Trust\n'
Kept: 'Future of care: Leadership in systems\n\nSource: The Trust\n'
"""

import re
from collections.abc import Iterator

from curate.clean.occurrence import lines_starting
from curate.text import Proposal, Span

STAGE = "boilerplate"
_PREFIX = re.compile(r"(([^\n:|]{2,60}?)[ \t]*(?::|\||–|—|[ \t]-)[ \t]+)(?=\S)")
_SOURCE = re.compile(r"\s*(?:source|publisher|published by)[ \t]*:?[ \t]+(\S.*)", re.IGNORECASE)
WORDS = ("published", "publisher", "source")


def propose(text: str) -> Iterator[Proposal]:
    """The prefix of the first line."""
    prefix = _PREFIX.match(text, len(text) - len(text.lstrip()))
    if not prefix:
        return
    sources = (_SOURCE.fullmatch(line.text) for line in lines_starting(text, WORDS))
    names = {_name(source[1]) for source in sources if source}
    if _name(prefix[2]) in names:
        why = f"the publisher's name, which the source line gives: {prefix[2].strip()}"
        yield Proposal(Span(*prefix.span(1)), "", why)


def _name(text: str) -> str:
    """A name as it is compared: letters and digits only, without "the"."""
    return re.sub(r"^the|[\W_]+", "", text.strip().lower())
