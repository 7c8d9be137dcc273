"""The author of a text."""

from __future__ import annotations

import re

from curate.corpus.metadata.head import Head

_NAME = r"(?P<name>[A-Z][\w'’.-]+(?:\s+(?:(?:de|van|von|der|al|bin|la|le)\s+)*[A-Z][\w'’.-]*){1,3})"
_BYLINE = re.compile(rf"(?:(?i:by|author|written by|words)\s*:?\s+){_NAME}(?:\s*[,|–-].{{0,60}})?")
_STANDFIRST = re.compile(
    rf"{_NAME}(?P<letters>(?:,?\s+[A-Z]{{2,5}}[a-z]?)*)\s+(?:examines|explores|explains|discusses"
    r"|considers|reports|reviews|reflects|investigates|looks at|looks back|argues|asks|describes)\b"
)
_LETTERS = re.compile(r"(?:,?\s+[A-Z]{2,5})+$")


def is_byline(line: str) -> bool:
    """Does the line do nothing but name the author?"""
    return bool(_BYLINE.fullmatch(line))


def read_author(head: Head) -> str:
    r"""The name on a byline above the first paragraph; else the name that begins a standfirst
    ("Jane Doe MSc examines …"), without letters after it; else "".

    >>> read_author(Head.of("A title\nBy Jane Doe, health editor\n" + "Long text. " * 20))
    'Jane Doe'
    """
    for line in head.above:
        if match := _BYLINE.fullmatch(line):
            return match["name"]
    for line in (*head.above[-2:], head.paragraph) if head.above else ():
        if match := _STANDFIRST.match(line):
            return _LETTERS.sub("", match["name"])
    return ""
