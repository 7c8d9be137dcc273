r"""Removes the alternative text of an image that was pasted into a word.

"pKings Fund Logoarts" is "parts" with the text of a logo in it. A capital inside a word, a word for
an image, and the rest of the word after it give it away.

Changed: 'all pTrust Fund Logoarts of the service'
To: 'all parts of the service'
Kept: 'an iPhone Logo, eBay Photos and the iPad Iconography'
"""

import re
from collections.abc import Iterator

from curate.text import Proposal, Span

STAGE = "words"
WORDS = ("Banner", "Icon", "Image", "Logo", "Photo", "Picture", "Screenshot", "logo", "photo")
_WORDS_GOING_ON = (
    r"(?:s|d|ed|r|ry|ries|graph\w*|graphy|type\w*|typ|genic|n|ns|ic|ography|clast\w*|sque)\b"
)
_FUSED = re.compile(
    r"(?<![\w.@/-])[a-z]{1,12}"
    r"((?:[A-Z][\w’'&-]*[ ]){1,5}"
    rf"(?:{'|'.join(WORDS)})(?!{_WORDS_GOING_ON}))(?=[a-z]{{2,}})"
)
LONGEST = 90
"""Characters of the longest alternative text, from the word it stands in."""


def propose(text: str) -> Iterator[Proposal]:
    """Each such text inside a word."""
    for word in WORDS:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if text[end : end + 1].islower() and text[end + 1 : end + 2].islower():
                start = max(0, at - LONGEST)
                for match in _FUSED.finditer(text, start, end + LONGEST):
                    if match.end(1) == end:
                        why = f"alternative text of an image inside a word: {match[1]}"
                        yield Proposal(Span(*match.span(1)), "", why)
            at = text.find(word, end)
