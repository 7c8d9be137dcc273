r"""Puts together words that were set with wide letters: "CAR E SYS TEMS", "C A R E".

In a line of capitals, pieces that are no words are joined to a word that the rest of the text has,
or the common words of English. A line of single letters is joined where wide gaps part its words,
or to one such word. A single letter is its own word ("MODEL S") where nothing else
in the line is broken.

Changed: 'CAR E SYS TEMS\nThe care systems and the care of systems.'
To: 'CARE SYSTEMS\nThe care systems and the care of systems.'
Kept: 'PLAN A OR B, MODEL S\nTO GET HER\nA B C D E F\nThe plan is to get her or him to go together.'
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from curate.clean.layout import line_at, starts, words
from curate.clean.letters import folded
from curate.clean.vocabulary import english
from curate.text import Line, Proposal, Span

STAGE = "words"
MOST_PIECES = 5
MOST_JOINED = 60
"""Pieces side by side that are looked for one by one; for more, all words are counted."""
LONGEST = 120
"""Characters of the longest heading looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[ \t]*([^\W\d_](?: {1,5}[^\W\d_]){4,})[ \t]*")


def propose(text: str) -> Iterator[Proposal]:
    """Each line, or piece of a line, that can be put together."""
    headings: list[tuple[Line, set[str]]] = []
    for at, said in starts(text):
        if not said[1:2].islower() and " " in said and len(said) <= LONGEST:
            start = said.lstrip() if said[0] == " " else said
            if start[1:2] == " " and start[0].isalpha():
                yield from _letters(text, line_at(text, at))
            if said.isupper() and (joined := _joined(said)):
                headings.append((line_at(text, at), joined))
    many = sum(len(joined) for _, joined in headings) > MOST_JOINED
    for line, joined in headings:
        if many or any(word in english() or word in folded(text) for word in joined):
            yield from _pieces(text, line)


def _joined(heading: str) -> set[str]:
    """What some of the pieces side by side make, where one is no common word."""
    pieces = [piece[0].lower() for piece in _WORD.finditer(heading)]
    unknown = {piece for piece in pieces if piece not in english()}
    if max(map(len, unknown), default=0) < 2:
        return set()
    return {
        "".join(pieces[start:end])
        for start in range(len(pieces))
        for end in range(start + 2, min(len(pieces), start + MOST_PIECES) + 1)
        if not unknown.isdisjoint(pieces[start:end])
    }


def _is_word(text: str, word: str) -> bool:
    """Is it a common word, or one that the text has in small letters?"""
    return word in english() or words(text)[word] > 0


def _letters(text: str, line: Line) -> Iterator[Proposal]:
    """A line of single letters; letters in the order of the alphabet, or few, are a list."""
    match = _LETTERS.fullmatch(line.text)
    if not match:
        return
    parts = [part.replace(" ", "") for part in re.split(r" {2,}", match[1])]
    letters = "".join(parts).lower()
    counts_up = ord(letters[1]) == ord(letters[0]) + 1
    if len(set(letters)) <= 3 or counts_up or not _has_case(letters):
        return
    if len(parts) > 1 or _is_word(text, letters):
        span = Span(line.start + match.start(1), line.start + match.end(1))
        yield Proposal(span, " ".join(parts), "words set with a space after each letter")


def _has_case(letters: str) -> bool:
    """Chinese, Arabic or Hindi letters alone may be words; those with capitals rarely are."""
    return all(letter.upper() != letter for letter in letters)


def _pieces(text: str, line: Line) -> Iterator[Proposal]:
    """Each word in pieces; a single letter is a piece where longer ones are."""
    pieces = list(_WORD.finditer(line.text))
    unknown = {piece[0].lower() for piece in pieces if not _is_word(text, piece[0].lower())}
    long = {piece for piece in unknown if len(piece) > 1}
    if not any(_runs(text, line.text, pieces, long)):
        return
    for run in _runs(text, line.text, pieces, unknown):
        span = Span(line.start + run[0].start(), line.start + run[-1].end())
        joined = "".join(piece[0] for piece in run)
        yield Proposal(span, joined, f"pieces of the word {joined}, set with wide letters")


def _runs(
    text: str, line: str, pieces: list[re.Match[str]], unknown: set[str]
) -> Iterator[list[re.Match[str]]]:
    """Runs of pieces that make one word, longest first, from left to right."""
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + MOST_PIECES), at + 1, -1):
            if _is_one_word(text, line, pieces[at:end], unknown):
                yield pieces[at:end]
                break
        else:
            end = at + 1
        at = end


def _is_one_word(text: str, line: str, run: list[re.Match[str]], unknown: set[str]) -> bool:
    if any(line[a.end() : b.start()] != " " for a, b in pairwise(run)):
        return False
    parts = [piece[0].lower() for piece in run]
    return not unknown.isdisjoint(parts) and _is_word(text, "".join(parts))
