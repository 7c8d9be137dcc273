r"""Puts together words that were set with wide letters: "CAR E SYS TEMS", "C A R E".

In a line of capitals, pieces that are no words of the text are joined to a word that the rest of
the text has. A line of single letters is joined where wide gaps part its words.

Changed: 'CAR E SYS TEMS\nThe care systems and the care of systems.'
To: 'CARE SYSTEMS\nThe care systems and the care of systems.'
Kept: 'PLAN A OR B\nTO GET HER\nA B C D E F\nThe plan is to get her or him to go together.'
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from curate.clean.layout import all_lines
from curate.text import Line, Proposal, Span

STAGE = "words"
MOST_PIECES = 5
LONGEST = 120
"""Characters of the longest heading looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[ \t]*([^\W\d_](?: {1,5}[^\W\d_]){4,})[ \t]*")


def propose(text: str) -> Iterator[Proposal]:
    """Each line, or piece of a line, that can be put together."""
    headings = []
    for line in all_lines(text):
        if " " in line.text and len(line.text) <= LONGEST:
            if line.text.isupper():
                headings.append(line)
            if line.text[1:2] == " " or line.text[:1] == " ":
                yield from _letters(line)
    if headings:
        words = set(_WORD.findall(" ".join(_lower_lines(text))))
        for line in headings:
            yield from _pieces(line, words)


def _lower_lines(text: str) -> Iterator[str]:
    """The lines that are not set in capitals, in lower case."""
    return (line.text.lower() for line in all_lines(text) if not line.text.isupper())


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


def _pieces(line: Line, words: set[str]) -> Iterator[Proposal]:
    """Runs of pieces that make one word of the text, longest first, from left to right."""
    pieces = list(_WORD.finditer(line.text))
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + MOST_PIECES), at + 1, -1):
            run = pieces[at:end]
            if _is_one_word(line.text, run, words):
                span = Span(line.start + run[0].start(), line.start + run[-1].end())
                joined = "".join(piece[0] for piece in run)
                yield Proposal(span, joined, f"pieces of the word {joined}, set with wide letters")
                break
        else:
            end = at + 1
        at = end


def _is_one_word(line: str, run: list[re.Match[str]], words: set[str]) -> bool:
    apart = [line[a.end() : b.start()] for a, b in pairwise(run)]
    joined = "".join(piece[0] for piece in run).lower()
    broken = any(piece[0].lower() not in words for piece in run)
    return broken and all(space == " " for space in apart) and joined in words
