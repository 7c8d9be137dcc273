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
from curate.clean.recipe import Thresholds
from curate.text import Proposal

STAGE = "boilerplate"
PARAMETERS = ("thresholds",)
MOST_LINES = 1_000_000
"""Lines counted for a source; above that, lines seen once are forgotten."""
MOST_OF_TEXT = 0.8
"""Share of a text's characters; of a page with an article at most two thirds are the site's."""
_DIGITS = re.compile(r"\d")
_RUNS = re.compile(rb"#+")
_FOLDED = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\t\v\f", b"abcdefghijklmnopqrstuvwxyz##########   "
)


def measure(text: str) -> dict[str, Any]:
    """The lines of one document: `{documents: 1, lines: {key: 1}}`."""
    return {"documents": 1, "lines": {key: 1 for key in _keys(text) if key}}


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


def _keys(text: str) -> Iterator[str]:
    """For each line a short digest of what it says; empty where it says nothing. Figures count as
    the same, but in a line without letters, which is known by the line before it.

    All lines are folded at once, as bytes; only those that hold more than ASCII are looked at one
    by one.
    """
    before = b""
    data = text.encode("utf-8", "replace")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    plain = data.split(b"\n")
    for number, line in enumerate(data.translate(_FOLDED).split(b"\n")):
        said = line.strip()
        if not said:
            yield ""
            continue
        said = b" ".join(said.split()) if b"  " in said else said
        said = said if said.isascii() else _folded(said)
        if said.islower() or _has_letters(said):
            before = _RUNS.sub(b"#", said) if b"##" in said else said
            yield _digest(before)
        elif before:
            yield _digest(before + b" " + b" ".join(plain[number].split()))
        else:
            yield ""


def _folded(said: bytes) -> bytes:
    """What a line says in other letters and figures than ASCII, folded alike."""
    return _DIGITS.sub("#", said.decode().lower()).encode()


def _has_letters(said: bytes) -> bool:
    return not said.isascii() and any(map(str.isalpha, said.decode()))


def _digest(said: bytes) -> str:
    return blake2b(said, digest_size=8).hexdigest()
