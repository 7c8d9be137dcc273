r"""Puts together a word that a page turn cut without a hyphen: "contain [Pg 8] ing".

Asked for are a removal between the two parts and a word, of the text or common in English, that
they make; one of the parts may be none. Where such cuts are a custom of the text, words that are
made of two words are put together as well, if the text never has the two side by side.

Kept: 'he will contain\ning is no word'
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from curate.clean.layout import words
from curate.clean.letters import folded
from curate.clean.vocabulary import english
from curate.text import Proposal, Span

STAGE = "flow"
ORDER = -1
PARAMETERS = ("seams",)
CUSTOM = 2
"""Words certainly cut that make a custom; each is already rare by chance."""
LONGEST = 40
"""Letters of a part."""
_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{2,})[ \t\r\n\f]*\Z")
_AFTER = re.compile(r"[ \t\r\n\f]*([^\W\d_]{2,})(?![^\W_])")


class _Cut(NamedTuple):
    """The space between two parts of a word, and the parts in lower case."""

    gap: Span
    first: str
    second: str


def propose(text: str, seams: tuple[int, ...] = ()) -> Iterator[Proposal]:
    """Each such gap."""
    found = [cut for seam in seams if (cut := _cut_at(text, seam))]
    made = [cut for cut in found if _is_word(text, cut.first + cut.second)]
    sure = [cut for cut in made if not _are_words(text, cut)]
    for cut in made:
        custom = len(sure) >= CUSTOM and f"{cut.first} {cut.second}" not in folded(text)
        if cut in sure or custom:
            word = cut.first + cut.second
            yield Proposal(cut.gap, "", f"the word {word}, cut in two where a page turns")


def _cut_at(text: str, seam: int) -> _Cut | None:
    near = text[seam : seam + LONGEST].lstrip()
    if near and not near[0].islower():
        return None
    before = _BEFORE.search(text[max(0, seam - LONGEST) : seam])
    if not before:  # asked before the gap is read to its end: many seams may stand in one
        return None
    after = _AFTER.match(text, seam)
    if not after or not after[1][0].islower():
        return None
    start = seam - LONGEST + before.end(1) if seam > LONGEST else before.end(1)
    if start == after.start(1):
        return None
    return _Cut(Span(start, after.start(1)), before[1].lower(), after[1].lower())


def _is_word(text: str, word: str) -> bool:
    """Is it a common word, or one of the text? Most are not even a part of the text, and its words
    need not be counted.
    """
    may_be = word in folded(text) or not word.isascii()
    return word in english() or (may_be and words(text)[word] > 0)


def _are_words(text: str, cut: _Cut) -> bool:
    """Is each part a word elsewhere: not only here?"""
    counts = words(text)
    return all(part in english() or counts[part] > 1 for part in (cut.first, cut.second))
