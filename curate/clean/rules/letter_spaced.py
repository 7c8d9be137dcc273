r"""Puts together words that were set with wide letters: "CAR E SYS TEMS", "C A R E".

In a line of capitals, pieces that are no words of the text are joined to a word that the rest of
the text has. A line of single letters is joined where wide gaps part its words.

Changed: 'CAR E SYS TEMS\nThe care systems and the care of systems.'
To: 'CARE SYSTEMS\nThe care systems and the care of systems.'
Kept: 'PLAN A OR B\nTO GET HER\nA B C D E F\nThe plan is to get her or him to go together.'
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from curate.clean.layout import all_lines, folded, words
from curate.text import Line, Proposal, Span

STAGE = "words"
MOST_PIECES = 5
MOST_PAIRS = 40
"""Pairs of pieces looked for one by one; for more, all words of the text are gathered."""
LONGEST = 120
"""Characters of the longest heading looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[ \t]*([^\W\d_](?: {1,5}[^\W\d_]){4,})[ \t]*")


def propose(text: str) -> Iterator[Proposal]:
    """Each line, or piece of a line, that can be put together."""
    headings = []
    for line in all_lines(text):
        if len(line.text) <= LONGEST and not line.text[1:2].islower() and " " in line.text:
            if line.text.isupper():
                headings.append(line)
            if line.text[1:2] == " " or line.text[:1] == " ":
                yield from _letters(line)
    if headings and _may_be_broken(text, headings):
        known = words(text)
        for line in headings:
            yield from _pieces(line, known)


def _may_be_broken(text: str, headings: list[Line]) -> bool:
    """Do two pieces side by side make letters that the text has? Not asked of many headings."""
    pairs = {
        (a + b).lower() for line in headings for a, b in pairwise(line.text.split()) if a.isalpha()
    }
    return len(pairs) > MOST_PAIRS or any(pair in folded(text) for pair in pairs)


def _letters(line: Line) -> Iterator[Proposal]:
    """A line of single letters; letters in the order of the alphabet, or few, are a list."""
    if line.text.lstrip()[1:2] != " ":
        return
    match = _LETTERS.fullmatch(line.text)
    if not match:
        return
    words = re.split(r" {2,}", match[1])
    letters = match[1].replace(" ", "").lower()
    counts_up = ord(letters[1]) == ord(letters[0]) + 1
    if len(words) > 1 and len(set(letters)) > 3 and not counts_up and _has_case(letters):
        joined = " ".join(word.replace(" ", "") for word in words)
        span = Span(line.start + match.start(1), line.start + match.end(1))
        yield Proposal(span, joined, "words set with a space after each letter")


def _has_case(letters: str) -> bool:
    """Chinese, Arabic or Hindi letters alone may be words; those with capitals rarely are."""
    return all(letter.upper() != letter for letter in letters)


def _pieces(line: Line, known: Counter[str]) -> Iterator[Proposal]:
    """Runs of pieces that make one word of the text, longest first, from left to right."""
    pieces = list(_WORD.finditer(line.text))
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + MOST_PIECES), at + 1, -1):
            run = pieces[at:end]
            if _is_one_word(line.text, run, known):
                span = Span(line.start + run[0].start(), line.start + run[-1].end())
                joined = "".join(piece[0] for piece in run)
                yield Proposal(span, joined, f"pieces of the word {joined}, set with wide letters")
                break
        else:
            end = at + 1
        at = end


def _is_one_word(line: str, run: list[re.Match[str]], known: Counter[str]) -> bool:
    apart = [line[a.end() : b.start()] for a, b in pairwise(run)]
    joined = "".join(piece[0] for piece in run).lower()
    broken = any(not known[piece[0].lower()] for piece in run)
    return broken and all(space == " " for space in apart) and known[joined] > 0
