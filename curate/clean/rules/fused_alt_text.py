r"""Removes the alternative text of an image that was pasted into a word.

"pKings Fund Logoarts" is "parts" with the text of a logo in it. A capital inside a word, a word for
an image, and the rest of the word after it give it away.

Changed: 'all pTrust Fund Logoarts of the service'
To: 'all parts of the service'
Kept: 'an iPhone Logo, eBay Photos and the iPad Iconography'
"""

import re
from collections.abc import Iterator

from curate.clean.letters import plain
from curate.text import Proposal, Span

STAGE = "words"
WORDS = ("Banner", "Icon", "Image", "Logo", "Photo", "Picture", "Screenshot", "logo", "photo")
_WORDS_GOING_ON = (
    r"(?:s|d|ed|r|ry|ries|graph\w*|graphy|type\w*|typ|genic|n|ns|ic|ography|clast\w*|sque)\b"
)
_FUSED = re.compile(
    r"(?:[A-Z][\w’'&-]*[ ]){1,5}"
    rf"(?:{'|'.join(WORDS)})(?!{_WORDS_GOING_ON})(?=[a-z]{{2,}})"
)
LONGEST_PART = 12
"""Letters of the part of the word that stands before the alternative text."""
_PART = re.compile(rf"(?<![\w.@/-])[a-z]{{1,{LONGEST_PART}}}\Z")
LONGEST = 90
"""Characters of the longest alternative text, from the word it stands in."""


def propose(text: str) -> Iterator[Proposal]:
    """Each such text inside a word."""
    import numpy as np

    codes = np.frombuffer(plain(text), np.uint8)
    is_seam = (codes[:-1] - np.uint8(ord("a")) < 26) & (codes[1:] - np.uint8(ord("A")) < 26)
    for at in (is_seam.nonzero()[0] + 1).tolist():
        match = _FUSED.match(text, at, at + LONGEST)
        if match and _PART.search(text[max(0, at - LONGEST_PART - 1) : at]):
            why = f"alternative text of an image inside a word: {match[0]}"
            yield Proposal(Span(*match.span()), "", why)
