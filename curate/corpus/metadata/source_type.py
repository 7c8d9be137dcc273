"""The kind of place a text was published in."""

from __future__ import annotations

import re

from curate.corpus.metadata.head import Head

_KINDS = {
    "journal": re.compile(r"journal", re.IGNORECASE),
    "magazine": re.compile(r"magazine", re.IGNORECASE),
    "newspaper": re.compile(r"newspaper|\bgazette\b", re.IGNORECASE),
}
_SUBSCRIPTION = re.compile(
    r"\b(?:subscribe|subscription|copy|issue|edition)\b.{0,60}\b(journal|magazine|newspaper)\b",
    re.IGNORECASE,
)


def read_source_type(head: Head, publisher: str) -> str:
    """The word journal, magazine or newspaper, when the publisher's name or a subscription line
    says it; else "".
    """
    for kind, pattern in _KINDS.items():
        if pattern.search(publisher):
            return kind
    short = (line for line in head.all if len(line) < 200)
    named = {match[1].lower() for line in short if (match := _SUBSCRIPTION.search(line))}
    return named.pop() if len(named) == 1 else ""
