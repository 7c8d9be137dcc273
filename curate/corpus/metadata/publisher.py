"""The publisher of a text, where the text names it."""

from __future__ import annotations

import re

from curate.corpus.metadata.head import Head

_SOURCE = re.compile(
    r"(?:source|publisher|published by)\s*:?\s+(?P<name>[^.]{2,80})", re.IGNORECASE
)
_RUNNING_SITE = re.compile(
    r"(?:https?://)?www\.(?P<name>[a-z0-9.-]+\.[a-z]{2,})\W*[l|]?\W*\d{1,4}", re.I
)
_PROMOTION = re.compile(
    r"(?:Enjoying|Enjoyed|Like|Love)\s+(?P<name>[A-Z][^?]{1,60})\?\s+Subscribe\b"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*\d{4}(?:\s*[-–]\s*\d{4})?,?\s+(?:by\s+)?"
    r"(?P<name>[A-Z][^.|]{1,60}?)\.?(?:\s+All rights reserved\.?)?",
    re.IGNORECASE,
)


def is_source_line(line: str) -> bool:
    """Does the line do nothing but name where the text came from?"""
    return bool(_SOURCE.fullmatch(line) and ":" in line) or line.lower().startswith("published by")


def read_publisher(head: Head) -> str:
    r"""The name on a source line; else the site in a running foot with a page number; else the
    name in a subscription line or a copyright line; else "".

    >>> read_publisher(Head.of("A title\nSource: The Gazette\n" + "Long text. " * 20))
    'The Gazette'
    """
    for line in head.above:
        if is_source_line(line) and (match := _SOURCE.match(line)):
            return match["name"].strip()
    for pattern in (_RUNNING_SITE, _PROMOTION, _COPYRIGHT):
        names = {_named(match["name"]) for line in head.all if (match := _whole(pattern, line))}
        if len(names) == 1:
            return names.pop()
    return ""


def _whole(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    return pattern.match(line) if pattern is _PROMOTION else pattern.fullmatch(line)


def _named(name: str) -> str:
    """A site's name in lower case; another as it stands."""
    return name.strip().lower() if "." in name and " " not in name else name.strip()
