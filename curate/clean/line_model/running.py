"""Running text: a page whose lines were joined by whatever scraped it, cut into lines again.

Where a page has lost its line breaks, a menu still ends where a sentence begins. Sentences are told
by their stops; where a stretch without one is long, or full of capitals, it is taken for a menu
that runs into a sentence, and cut before every capital that follows a small letter. A cut takes the
place of a space, so that all offsets stay what they are. A sentence that a menu ran into may be cut
as well, and lose its beginning with the menu.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from curate.clean.line_model.lines import Lines

if TYPE_CHECKING:
    import numpy as np

FULL = 12
"""Words: where half of the lines have more, the text is running. Of 1,214 scraped pages under 2 in
100 are, of the same pages with six lines joined to one nearly all."""

LONGEST, FEW, CAPITALS = 45, 6, 0.35
"""A stretch of more words than the first has no end a sentence has; one of more than the second of
which this share (after the first word) has a capital is a row of titles."""

_OPENERS = """
    A After All An And Are As At Before But By For From Have He How I If In Is It No Not On Our She
    Since That The There They This To We What When While Why With You Your
"""
_UNENDING = "The a an and at by for from in of on the to with"
_SENTENCE = re.compile(r"([.!?…][\"'”’)\]]?) (?=[\"'“‘(\[]?[A-Z0-9])")
_GAP = re.compile(r"  (?=\S)")
_BARS = "|»•·›→"
_TITLE = re.compile(
    " (?:(?<=[a-z0-9] )(?=[A-Z$£€#@©])"
    + "".join(f"(?<! {word} )" for word in _UNENDING.split())
    + rf"|(?<=[A-Za-z] )(?=(?:{'|'.join(_OPENERS.split())}) [a-z]))"
)


def are_running(lines: Lines) -> np.ndarray:
    """Which texts have lost their line breaks (bool, by text)."""
    import numpy as np

    (full,) = lines.by_text(lines.counts > FULL)
    found: np.ndarray = 2 * full > np.diff(lines.from_line)
    return found


def cut(text: str) -> str:
    """The text with line breaks where its lines may have been; it stays as long as it was.

    >>> cut("Sport Log in Sign up The council met on Tuesday. It rained.").splitlines()
    ['Sport', 'Log in Sign up', 'The council met on Tuesday.', 'It rained.']
    """
    text = _SENTENCE.sub(r"\1\n", text)
    for bar in _BARS:
        text = text.replace(f" {bar}", f"\n{bar}")
    text = _GAP.sub(" \n", text)
    pieces = text.split("\n")
    return "\n".join(_TITLE.sub("\n", one) if _has_titles(one) else one for one in pieces)


def _has_titles(piece: str) -> bool:
    words = piece.split()
    if not FEW < len(words) <= LONGEST:
        return len(words) > LONGEST
    capitals = sum(map(str.isupper, [word[0] for word in words[1:]]))
    return capitals > CAPITALS * (len(words) - 1)
