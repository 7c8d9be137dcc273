r"""Removes lines that many documents of one source share: menus, notices, footers.

It counts in how many documents of a source each line stands. A line that a third of them have, and
at least five, is the site's and not a text's; titles, short answers and greetings are too rare. The
settings line_share and line_documents change that, for all sources or for one. A line of signs or
figures alone is counted together with the line before it.

Kept: 'Share this page\nA text that no other document has.\n'
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from curate.clean.layout import all_lines, whole
from curate.clean.recipe import Thresholds
from curate.text import Line, Proposal

STAGE = "boilerplate"
PARAMETERS = ("thresholds",)
MOST_LINES = 1_000_000
"""Lines counted for a source; above that, lines seen once are forgotten."""
_DIGITS = re.compile(r"\d+")


def measure(text: str) -> dict[str, Any]:
    """The lines of one document: `{documents: 1, lines: {key: 1}}`."""
    return {"documents": 1, "lines": dict.fromkeys({key for _, key in _keys(text)}, 1)}


def merge(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both measurements together, in any order."""
    small, big = sorted((one["lines"], other["lines"]), key=len)
    lines = dict(big)
    for key, count in small.items():
        lines[key] = lines.get(key, 0) + count
    if len(lines) > MOST_LINES:
        lines = {key: count for key, count in lines.items() if count > 1}
    return {"documents": one["documents"] + other["documents"], "lines": lines}


def conclude(measured: dict[str, Any], thresholds: Thresholds) -> dict[str, Any]:
    """The lines that are common enough; all that `propose` needs."""
    least = max(thresholds.documents, thresholds.share * measured["documents"])
    lines = {key: count for key, count in measured["lines"].items() if count >= least}
    return {"documents": measured["documents"], "lines": lines} if lines else {}


def propose(text: str, measured: dict[str, Any]) -> Iterator[Proposal]:
    """Each line that the source's documents share."""
    common = measured.get("lines", {})
    for line, key in _keys(text) if common else ():
        count = common.get(key)
        if count:
            why = f"stands in {count} of {measured['documents']} documents of this source"
            yield Proposal(whole(line), "", why)


def _keys(text: str) -> Iterator[tuple[Line, str]]:
    """The lines that say something, each with a short digest of what it says. Figures count as the
    same, but in a line without letters, which is known by the line before it.
    """
    before = ""
    for line in all_lines(text):
        said = " ".join(line.text.split())
        if any(map(str.isalpha, said)):
            before = _digest(_DIGITS.sub("#", said.lower()))
            yield line, before
        elif said and before:
            yield line, _digest(f"{before} {said}")


def _digest(said: str) -> str:
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()
