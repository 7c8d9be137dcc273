"""What rules ask of a text again and again, found once: its lines, by what they begin with.

The answers for the last texts are remembered, so that all rules of a stage share them; a rule that
looks for words costs one look-up or one substring search where they do not occur.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import accumulate

from curate.clean.letters import folded
from curate.text import Line, Span, lines

SHORT = 160
"""Characters of the longest line that is a heading, a label, a head or a foot."""
_SIGNS = "\"'“”‘’()[]{}<>.,:;!?«»„…*_/"
_EDGE = " \t\f*•·»›>→#([{\"'“‘—–-:.,;!?)]}…|"
_BEFORE = _EDGE + "\v\x1c\x1d\x1e\x1f\x85\xa0\u2002\u2003\u2009\u202f\u3000"
_HEAD = 3
"""Letters by which the beginnings of lines are looked up."""
_make_line = partial(tuple.__new__, Line)
"""A line of its four parts, faster than `Line` itself: a text has many."""


@lru_cache(maxsize=4)
def all_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text."""
    if "\r" in text:
        return tuple(lines(text))
    texts = text.split("\n")
    ends = list(accumulate(len(line) + 1 for line in texts))
    stops = [end - 1 for end in ends]
    found = list(map(_make_line, zip(texts, [0, *ends[:-1]], stops, ends, strict=True)))
    last = found.pop()
    if last.text:
        found.append(last._replace(end=last.stop))
    return tuple(found)


def line_at(text: str, offset: int) -> Line:
    """The line that holds the character at an offset."""
    start = text.rfind("\n", 0, offset) + 1
    start = max(start, text.rfind("\r", start, offset) + 1)
    stop = text.find("\n", offset)
    stop = len(text) if stop < 0 else stop
    end = min(stop + 1, len(text))
    found = text.find("\r", offset, stop)
    if found >= 0:
        stop, end = found, end if found == stop - 1 else found + 1
    return Line(text[start:stop], start, stop, end)


def lines_holding(text: str, words: Iterable[str], start: int = 0) -> Iterator[Line]:
    """The lines in which one of the words (lower case) occurs in any case after a start, in order,
    each once.
    """
    low, found = folded(text), set()
    for word in words:
        at = low.find(word, start)
        while at >= 0:
            line = line_at(text, at)
            found.add(line)
            at = low.find(word, max(line.stop, at + 1))
    return iter(sorted(found, key=lambda line: line.start))


def lines_starting(text: str, words: Iterable[str]) -> list[Line]:
    """The short lines whose first word is one of these (lower case, of three letters or more; or a
    sign; or # for any number), in order. Signs around the word, such as bullets, do not count.
    """
    index, wanted = _by_beginning(text), frozenset(words)
    found = [line for head in {word[:_HEAD] for word in wanted} for line in index.get(head, ())]
    found = [line for line in found if _first_word(line.text) in wanted]
    return sorted(found, key=lambda line: line.start)


@lru_cache(maxsize=4)
def _by_beginning(text: str) -> dict[str, list[Line]]:
    """The short lines by their first letters, in lower case; if these are no letters, also by the
    first one, # for a digit.
    """
    index: dict[str, list[Line]] = defaultdict(list)
    for line in all_lines(text):
        words = line[0]
        if words and len(words) <= SHORT:
            words = words if words[0].isalpha() else words.lstrip(_BEFORE)
            head = words[:_HEAD].lower()
            index[head].append(line)
            sign = "#" if head[:1].isdecimal() else head[:1]
            if sign != head and not head.isalpha():
                index[sign].append(line)
    return index


def _first_word(line: str) -> str:
    words = line.split(None, 1)
    key = words[0] if words else ""
    if not key.isalpha():
        key = key.strip(_EDGE)
        if not key and len(words) > 1:
            key = words[1].split(None, 1)[0].strip(_EDGE)
        key = "#" if key.isdecimal() else key
    return key.lower()


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
