r"""Puts together a word that was cut at the end of a line.

The text itself says how: a word that it also has whole loses the hyphen, one that it also has with
the hyphen keeps it. Else the hyphen stays between two words, after capitals, and where the lines of
the text end with hyphens so rarely that nobody cut words. A text that cuts words with a hyphen of
their own (U+2010) means every other one. In a wrapped text the line break moves behind the word.

Changed: 'it was inte-\ngrated care'
To: 'it was integrated\ncare'
Kept: 'a list:\n-\none, two- and\nthree-fold, A-\nB'
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from curate.clean.layout import all_lines, words
from curate.clean.pages.row import LONG
from curate.clean.vocabulary import english
from curate.clean.wrapping import is_unwrapped
from curate.text import Proposal, Span

STAGE = "flow"
ORDER = -1
PARAMETERS = ("seams",)
HYPHENS = "-\N{HYPHEN}\N{NOT SIGN}\N{DOUBLE OBLIQUE HYPHEN}"
COMPOUNDS = frozenset(("and", "or", "und", "oder", "et", "ou", "y", "o", "bis", "to"))
"""What follows a hanging hyphen: "two- and threefold"."""
RARE = 0.02
"""Share of the long lines that end with a hyphen, below which a text was wrapped without cutting
words: manual pages and RFCs have up to 0.017, what is set with TeX from 0.021.
"""
_BEFORE = re.compile(r"(?<![^\W_]-)(?<![^\W_])([^\W\d_]{2,})\Z")
_BEFORE_SOFT = re.compile(r"(?<![^\W_])([^\W\d_]{2,})\Z")
_AFTER = re.compile(r"[ \t]*(\r?\n)((?:[ \t\f]*\r?\n)*)([ \t\f]*)([^\W\d_]+)([^\s]*)([ \t]*)")
_INSIDE = re.compile(r"\w\N{HYPHEN}\w")
LONGEST = 60
"""Letters of the longest first part; languages that write compounds as one word have such."""


class _Cut(NamedTuple):
    """A word and how it was cut: the part before the hyphen, where that stands, what follows."""

    first: str
    hyphen: int
    after: re.Match[str]


def propose(text: str, seams: tuple[int, ...] = ()) -> Iterator[Proposal]:
    """Each such word; across blank lines only where something was removed."""
    found = sorted(_cuts(text), key=lambda cut: cut.hyphen)
    if not found:
        return
    known, unwrapped, removed = _words(text, found), is_unwrapped(text), frozenset(seams)
    meant = "" if unwrapped else _meant(text, found)
    for cut in found:
        match = cut.after
        if match[2] and removed.isdisjoint(range(match.start(1), match.end(3) + 1)):
            continue
        hyphen = _hyphen(cut, known, meant)
        if hyphen is not None:
            yield _mend(cut, hyphen, unwrapped)


def _cuts(text: str) -> Iterator[_Cut]:
    """The hyphens at line ends that have a word before them and a small letter after them."""
    for hyphen in HYPHENS:
        at = text.find(hyphen)
        while at >= 0:
            if text[at + 1 : at + 2] in "\r\n \t":
                after = _AFTER.match(text, at + 1)
                pattern = _BEFORE if hyphen == "-" else _BEFORE_SOFT
                before = after and pattern.search(text[max(0, at - LONGEST) : at])
                if after and before and _is_rest(after[4], before[1], hyphen):
                    yield _Cut(before[1], at, after)
            at = text.find(hyphen, at + 1)


def _is_rest(second: str, first: str, hyphen: str) -> bool:
    """Is it in small letters, or, after a hyphen that only cuts words, in capitals as the first?"""
    return second[0].islower() or (hyphen != "-" and first.isupper() and second.isupper())


def _words(text: str, cuts: list[_Cut]) -> Counter[str]:
    """The words of the text without the parts of cut ones."""
    found = words(text).copy()
    found.subtract(cut.after[4].lower() for cut in cuts)
    return found


def _meant(text: str, cuts: list[_Cut]) -> str:
    """The hyphens that are part of their word at line ends as well, as is usual in this text."""
    ends = Counter(text[cut.hyphen] for cut in cuts)
    if ends["\N{HYPHEN}"] and not _INSIDE.search(text):
        return "-"
    long = sum(len(line.text) > LONG for line in all_lines(text))
    return "-\N{HYPHEN}" if len(cuts) < RARE * long else ""


def _hyphen(cut: _Cut, known: Counter[str], meant: str) -> str | None:
    """What is to stand between the parts: nothing, the hyphen, or None to leave all as it is."""
    first, second = cut.first.lower(), cut.after[4].lower()
    hyphen = cut.after.string[cut.hyphen]
    if second in COMPOUNDS:
        return None
    if hyphen not in "-\N{HYPHEN}" or known[first + second] > 0:
        return ""
    if known[f"{first}-{second}"] > 0:
        return hyphen
    if meant == "-" and hyphen != "-":
        return ""
    if first + second in english():
        return ""
    capitals = cut.first.isupper() and cut.after[4].islower()
    words = all(known[part] > 0 or part in english() for part in (first, second))
    return hyphen if words or capitals or hyphen in meant else ""


def _mend(cut: _Cut, hyphen: str, unwrapped: bool) -> Proposal:
    """The word without its break; in a wrapped text the break is put behind it."""
    why = "word cut at the end of a line"
    match = cut.after
    if unwrapped:
        return Proposal(Span(cut.hyphen + len(hyphen), match.end(3)), "", why)
    rest = match[4] + match[5]
    goes_on = match[6] or match.string[match.end() : match.end() + 1] not in ("\n", "\r", "")
    new = hyphen + rest + (match[1] + match[3] if goes_on else "")
    return Proposal(Span(cut.hyphen, match.end()), new, why)
