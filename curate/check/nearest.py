"""The known name that a name was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

CUTOFF = 0.6
"""difflib's own: nearer names are usually slips of the pen, farther ones usually other words."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that differs least, if any is near: in case, in the order of its letters
    (which difflib takes for a large difference), or as difflib finds.

    >>> nearest("txte", ["text", "note"]), nearest("Span", ["span"]), nearest("red", ["span"])
    ('text', 'span', None)
    """
    folded = {each.casefold(): each for each in known}
    wanted = name.strip().casefold()
    if wanted in folded:
        return folded[wanted]
    letters = sorted(wanted)
    for each, original in folded.items():
        if sorted(each) == letters:
            return original
    near = get_close_matches(wanted, folded, n=1, cutoff=CUTOFF)
    return folded[near[0]] if near else None
