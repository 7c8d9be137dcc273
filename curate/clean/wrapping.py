"""How a text is set: each paragraph one line, or wrapped at a width; and where sentences go on."""

from __future__ import annotations

from functools import lru_cache

from curate.clean.outline import outline

WIDEST = 130
"""Characters of the longest line that wrapping makes: mail, manuals, RFCs and books have fewer."""
SHARE = 0.3
"""Of the text that is in longer lines; columns and page turns cut many paragraphs shorter."""

NEVER_LAST = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "into",
        "its",
        "of",
        "or",
        "our",
        "than",
        "that",
        "the",
        "their",
        "these",
        "this",
        "to",
        "which",
        "who",
        "will",
        "with",
    )
)
"""English words that rarely end a sentence, and never a heading: what follows belongs to them."""

_ENDS = tuple(".!?:;…")
_CLOSING = "\"'”’)]»*_ \t"
_AROUND = _CLOSING + "“‘«"


@lru_cache(maxsize=2)
def is_unwrapped(text: str) -> bool:
    """Is a good part of the text in lines longer than wrapping makes?"""
    sizes = outline(text).size
    return bool(sizes[sizes > WIDEST].sum() > SHARE * len(text))


def ends_sentence(line: str) -> bool:
    """Does the line end as sentences and introductions do?

    >>> ends_sentence("He said “no.”"), ends_sentence("which we will")
    (True, False)
    """
    return line.rstrip(_CLOSING).endswith(_ENDS)


def goes_on(line: str, following: str) -> bool:
    """Is the following line the rest of a sentence that this line begins?

    >>> goes_on("It is this report which we will", "examine in detail.")
    True
    >>> goes_on("This was said of the", "NHS in England."), goes_on("Contents", "Page")
    (True, False)
    """
    following = following.lstrip()
    line = line.rstrip()
    if not line or not following or line.endswith(_ENDS):
        return False
    if not following[0].islower():
        if line[-1] in _AROUND and not line.strip(_AROUND):
            return following[0].isalpha()
        belongs = line[line.rfind(" ") + 1 :] in NEVER_LAST
        return belongs and (following[0].isalnum() or following[0] in "(“\"'‘")
    if line[-1] in _AROUND and not line.strip(_AROUND):
        return True
    return not ends_sentence(line) and (line[-1].isalnum() or line[-1] in ",)”\"’'")
