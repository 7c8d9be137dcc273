r"""Removes lines that many documents of one source share: menus, notices, footers.

It counts in how many documents of a source each line stands. A line that a third of them have, and
at least five, is the site's and not a text's; titles, short answers and greetings are too rare. The
settings line_share and line_documents change that, for all sources or for one. A line of signs or
figures alone is counted together with the line before it. A text of which next to nothing would be
left is a copy of others, and stays: copies are for `curate dedup`.

Kept: 'Share this page\nA text that no other document has.\n'
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from curate.clean.layout import all_lines, whole
from curate.clean.letters import folded, unusual
from curate.clean.recipe import Thresholds
from curate.text import Proposal

STAGE = "boilerplate"
PARAMETERS = ("thresholds",)
MOST_LINES = 1_000_000
"""Lines counted for a source; above that, lines seen once are forgotten."""
MOST_OF_TEXT = 0.8
"""Share of a text's characters; of a page with an article at most two thirds are the site's."""
_DIGITS = re.compile(r"\d")
LONGEST = 64
"""Characters of a line that is its own key; a longer one takes more memory than its digest."""
_FOLDED = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\t\v\f", b"abcdefghijklmnopqrstuvwxyz##########   "
)


def measure(text: str) -> dict[str, Any]:
    """The lines of one document: `{documents: 1, lines: {key: 1}}`."""
    return {"documents": 1, "lines": {key: 1 for key in _keys(text) if key}}


def merge(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both measurements together, in any order."""
    lines = {**one["lines"], **other["lines"]}
    for key in one["lines"].keys() & other["lines"].keys():
        lines[key] = one["lines"][key] + other["lines"][key]
    if len(lines) > MOST_LINES:
        lines = {key: count for key, count in lines.items() if count > 1}
    return {"documents": one["documents"] + other["documents"], "lines": lines}


def conclude(measured: dict[str, Any], thresholds: Thresholds) -> dict[str, Any]:
    """The lines that are common enough; all that `propose` needs."""
    least = max(thresholds.documents, thresholds.share * measured["documents"])
    lines = {key: count for key, count in measured["lines"].items() if count >= least}
    return {"documents": measured["documents"], "lines": lines} if lines else {}


def propose(text: str, measured: dict[str, Any]) -> Iterator[Proposal]:
    """Each line that the source's documents share, unless they are nearly all of the text."""
    common = measured.get("lines", {})
    if not common:
        return
    found = [
        (whole(line), count)
        for line, key in zip(all_lines(text), _keys(text), strict=False)
        if (count := common.get(key))
    ]
    if sum(span.end - span.start for span, _ in found) > MOST_OF_TEXT * len(text):
        return
    for span, count in found:
        why = f"stands in {count} of {measured['documents']} documents of this source"
        yield Proposal(span, "", why)


def _keys(text: str) -> list[str]:
    """For each line a key of what it says; empty where it says nothing. Figures count as the same,
    but in a line without letters, which is known by the line before it.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    keys = _said(text)
    lines: list[str] = []
    before = ""
    for number, line in enumerate(keys):
        if line[:1].isalpha() or any(map(str.isalpha, line)):
            before = line
            if len(line) > LONGEST:
                keys[number] = _digest(line)
        elif line and before:
            lines = lines or text.split("\n")
            figures = b" ".join(lines[number].encode("utf-8", "replace").split()).decode()
            line = f"{before} {figures}"
            keys[number] = line if len(line) <= LONGEST else _digest(line)
        else:
            keys[number] = ""
    return keys


def _said(text: str) -> list[str]:
    """What each line says: in lower case, any number as one sign, with single spaces; all of them
    at once.
    """
    import numpy as np

    if any(letter.lower() != letter for letter in unusual(text)):
        text = folded(text)
    if any(letter.isdecimal() for letter in unusual(text)):
        text = _DIGITS.sub("#", text)
    data = b"\n" + text.encode("utf-8", "replace").translate(_FOLDED) + b"\n"
    codes = np.frombuffer(data, np.uint8)
    before, one = codes[:-1], codes[1:]
    is_more = (one == ord("#")) & (before == ord("#"))
    is_more |= (one == ord(" ")) & ((before == ord(" ")) | (before == ord("\n")))
    said: str = one[~is_more].tobytes().replace(b" \n", b"\n").decode()
    return said.split("\n")[:-1]


def _digest(said: str) -> str:
    """Of what a long line says; its digits are in no line, which has a sign for them."""
    return blake2b(said.encode(), digest_size=12).hexdigest()
