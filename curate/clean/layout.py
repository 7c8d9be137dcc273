"""What rules ask of a text again and again, found once: its lines, by what they begin with.

The answers for the last texts are remembered, so that all rules of a stage share them; a rule that
looks for words costs one look-up or one substring search where they do not occur.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from curate.text import Line, Span, lines

SHORT = 160
"""Characters of the longest line that is a heading, a label, a head or a foot."""
_BREAK = re.compile(r"\r\n|\r|\n")
_SIGNS = "\"'“”‘’()[]{}<>.,:;!?«»„…*_/"
_EDGE = " \t\f*•·»›>→#([{\"'“‘—–-:.,;!?)]}…|"


@lru_cache(maxsize=4)
def all_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text."""
    if "\r" in text:
        return tuple(lines(text))
    found, at = [], 0
    for line in text.split("\n"):
        stop = at + len(line)
        found.append(Line(line, at, stop, stop + 1))
        at = stop + 1
    last = found.pop()
    if last.text:
        found.append(last._replace(end=last.stop))
    return tuple(found)


@lru_cache(maxsize=4)
def folded(text: str) -> str:
    """The text in lower case, of the same length, so that its offsets are the text's."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)


def line_at(text: str, offset: int) -> Line:
    """The line that holds the character at an offset."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    found = _BREAK.search(text, offset)
    stop, end = found.span() if found else (len(text), len(text))
    return Line(text[start:stop], start, stop, end)


def lines_holding(text: str, words: Iterable[str]) -> Iterator[Line]:
    """The lines in which one of the words (lower case) occurs in any case, in order, each once."""
    low, found = folded(text), set()
    for word in words:
        at = low.find(word)
        while at >= 0:
            line = line_at(text, at)
            found.add(line)
            at = low.find(word, max(line.stop, at + 1))
    return iter(sorted(found, key=lambda line: line.start))


def lines_starting(text: str, words: Iterable[str]) -> list[Line]:
    """The short lines whose first word is one of these (lower case; # for any number), in order.

    Signs around the word, such as bullets and brackets, do not count.
    """
    index = _by_first_word(text)
    return sorted(
        (line for word in words for line in index.get(word, ())), key=lambda line: line.start
    )


@lru_cache(maxsize=4)
def _by_first_word(text: str) -> dict[str, list[Line]]:
    index: dict[str, list[Line]] = defaultdict(list)
    for line in all_lines(text):
        if 0 < len(line.text) <= SHORT:
            words = line.text.split(None, 1)
            if words:
                key = words[0]
                if not key.isalpha():
                    key = key.strip(_EDGE)
                    if not key and len(words) > 1:
                        key = words[1].split(None, 1)[0].strip(_EDGE)
                    key = "#" if key.isdecimal() else key
                index[key.lower()].append(line)
    return index


@lru_cache(maxsize=4)
def words(text: str) -> Counter[str]:
    """How often each word occurs, in lower case and without the signs around it; words in capitals
    are left out. Words are what spaces part, so a compound with hyphens is one.
    """
    counts = Counter(text.split())
    found: Counter[str] = Counter()
    for word, count in counts.items():
        if not word.isupper():
            found[word.strip(_SIGNS).lower()] += count
    return found


def whole(line: Line) -> Span:
    """The line with its line break; the last line of a text may have none."""
    return block(line, line)


def block(first: Line, last: Line) -> Span:
    """The lines from `first` to `last`, with the line break of the last one."""
    return Span(first.start, last.end)
