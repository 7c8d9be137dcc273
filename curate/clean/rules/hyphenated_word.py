r"""Puts together a word that was cut at the end of a line.

The text itself says how: a word that it also has whole loses the hyphen, one that it also has with
the hyphen keeps it; else a hyphen between two words of the text stays. In a wrapped text the line
break moves behind the word.

Changed: 'it was inte-\ngrated care'
To: 'it was integrated\ncare'
Kept: 'a list:\n-\none, two- and\nthree-fold, A-\nB'
"""

import re
from collections import Counter
from collections.abc import Iterator

from curate.clean.wrapping import is_unwrapped
from curate.text import Proposal, Span

STAGE = "flow"
ORDER = -1
PARAMETERS = ("seams",)
HYPHENS = "-\N{HYPHEN}\N{NOT SIGN}\N{DOUBLE OBLIQUE HYPHEN}"
COMPOUNDS = frozenset(("and", "or", "und", "oder", "et", "ou", "y", "o", "bis", "to"))
"""What follows a hanging hyphen: "two- and threefold"."""
_CUT = re.compile(
    rf"(?<![^\W_]-)([^\W\d_]{{2,}})([{HYPHENS}])[ \t]*(\r?\n)((?:[ \t\f]*\r?\n)*)([ \t\f]*)"
    r"([^\W\d_]+)([^\s]*)([ \t]*)"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-\N{HYPHEN}][^\W\d_]+)*")


def propose(text: str, seams: tuple[int, ...] = ()) -> Iterator[Proposal]:
    """Each such word; across blank lines only where something was removed."""
    if not any(hyphen in text for hyphen in HYPHENS):
        return
    found = [match for match in _CUT.finditer(text) if match[6][0].islower()]
    if not found:
        return
    words, unwrapped, removed = _words(text, found), is_unwrapped(text), frozenset(seams)
    for match in found:
        if match[4] and removed.isdisjoint(range(match.start(3), match.end(5) + 1)):
            continue
        hyphen = _hyphen(match, words)
        if hyphen is not None:
            yield _mend(match, hyphen, unwrapped)


def _words(text: str, cut: list[re.Match[str]]) -> set[str]:
    """The words of the text, in lower case, with plain hyphens, without the parts of cut ones."""
    counts = Counter(word.lower().replace("\N{HYPHEN}", "-") for word in _WORD.findall(text))
    counts.subtract(part.lower() for match in cut for part in (match[1], match[6]))
    return {word for word, count in counts.items() if count > 0}


def _hyphen(match: re.Match[str], words: set[str]) -> str | None:
    """What is to stand between the parts: nothing, the hyphen, or None to leave all as it is."""
    first, second = match[1].lower(), match[6].lower()
    if second in COMPOUNDS:
        return None
    if match[2] not in "-\N{HYPHEN}" or first + second in words:
        return ""
    if f"{first}-{second}" in words:
        return match[2]
    return match[2] if first in words and second in words else ""


def _mend(match: re.Match[str], hyphen: str, unwrapped: bool) -> Proposal:
    """The word without its break; in a wrapped text the break is put behind it."""
    why = "word cut at the end of a line"
    if unwrapped:
        start = match.start(2) + len(hyphen)
        return Proposal(Span(start, match.end(5)), "", why)
    rest = match[6] + match[7]
    goes_on = match[8] or match.string[match.end() : match.end() + 1] not in ("\n", "\r", "")
    new = hyphen + rest + (match[3] + match[5] if goes_on else "")
    return Proposal(Span(match.start(2), match.end()), new, why)
