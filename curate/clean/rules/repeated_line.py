r"""Removes lines that many documents of one source share: menus, notices, footers.

It counts in how many documents of a source each line stands. A line that a third of them have, and
at least five, is the site's and not a text's; titles, short answers and greetings are too rare.

Kept: 'Share this page\nA text that no other document has.\n'
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from curate.clean.layout import all_lines, whole
from curate.text import Proposal

STAGE = "boilerplate"
LEAST_DOCUMENTS = 5
"""Documents of a source that have the line; fewer may be parts of one text."""
SHARE = 1 / 3
"""Share of the source's documents that have the line; sections of a site have their own menus."""
MOST_LINES = 1_000_000
"""Lines counted for a source; above that, lines seen once are forgotten."""
_DIGITS = re.compile(r"\d+")


def measure(text: str) -> dict[str, Any]:
    """The lines of one document: `{documents: 1, lines: {key: 1}}`."""
    keys = {_key(line.text) for line in all_lines(text)}
    return {"documents": 1, "lines": dict.fromkeys(keys - {""}, 1)}


def merge(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both measurements together, in any order."""
    small, big = sorted((one["lines"], other["lines"]), key=len)
    lines = dict(big)
    for key, count in small.items():
        lines[key] = lines.get(key, 0) + count
    if len(lines) > MOST_LINES:
        lines = {key: count for key, count in lines.items() if count > 1}
    return {"documents": one["documents"] + other["documents"], "lines": lines}


def conclude(measured: dict[str, Any]) -> dict[str, Any]:
    """The lines that are common enough; all that `propose` needs."""
    least = max(LEAST_DOCUMENTS, SHARE * measured["documents"])
    lines = {key: count for key, count in measured["lines"].items() if count >= least}
    return {"documents": measured["documents"], "lines": lines} if lines else {}


def propose(text: str, measured: dict[str, Any]) -> Iterator[Proposal]:
    """Each line that the source's documents share."""
    common = measured.get("lines", {})
    for line in all_lines(text) if common else ():
        count = common.get(_key(line.text))
        if count:
            why = f"stands in {count} of {measured['documents']} documents of this source"
            yield Proposal(whole(line), "", why)


def _key(line: str) -> str:
    """A short digest of what the line says; empty for a line without letters."""
    said = _DIGITS.sub("#", " ".join(line.split()).lower())
    if not any(map(str.isalpha, said)):
        return ""
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()
