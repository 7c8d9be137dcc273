"""Where words occur in a text: the lines that begin with one, and the lines that hold one.

All words that any rule looks for are found in one go, by their first four letters; what a rule pays
is one look-up.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, product
from operator import attrgetter
from typing import TYPE_CHECKING

from curate.clean.layout import line_at
from curate.clean.letters import plain
from curate.clean.outline import outline
from curate.text import Line

if TYPE_CHECKING:
    import numpy as np

SHORT = 160
"""Characters of the longest line that is a heading, a label, a head or a foot."""

_EDGE = " \t\f*•·»›>→#([{\"'“‘—–-:.,;!?)]}…|"
_HEAD = 4
_DIGIT, _OTHER, _SIGN, _BEYOND, _CODES = range(26, 31)
"""Codes of characters, after the letters of ASCII; up to `_OTHER` they make words. `_BEYOND` are
all those beyond Latin-1.
"""
_FIRST, _ANYWHERE = 1, 2
_asked: set[tuple[int, tuple[str, ...]]] = set()
"""The words that rules look for, which do not change: as the first word of a line, or anywhere."""


def lines_starting(text: str, words: tuple[str, ...]) -> list[Line]:
    """The short lines whose first word is one of these (lower case, of three letters or more; or a
    sign), in order. Signs around the word, such as bullets, and a number before it do not count.
    """
    _asked.add((_FIRST, words))
    index = _by_first_word(text, len(_asked))
    found = chain.from_iterable(index[word] for word in index.keys() & words)
    return sorted(found, key=attrgetter("start"))


def lines_holding(text: str, phrases: tuple[str, ...], start: int = 0) -> list[Line]:
    """The lines in which, after a start, one of these phrases (lower case, of three letters or
    more) begins where a word does, in any case; in order.
    """
    _asked.add((_ANYWHERE, phrases))
    longest = max(map(len, phrases))
    found, stop = [], start
    for at in _found(text, len(_asked))[1]:
        if at >= stop and text[at : at + longest].lower().startswith(phrases):
            found.append(line_at(text, at))
            stop = found[-1].stop
    return found


@lru_cache(maxsize=4)
def _by_first_word(text: str, asked: int) -> dict[str, list[Line]]:
    """The lines that begin with one of the words that are asked for, by that word."""
    wanted = _words(asked)
    index: dict[str, list[Line]] = {}
    for line in outline(text).lines(_found(text, asked)[0]):
        word = _first_word(line.text)
        if word in wanted:
            index.setdefault(word, []).append(line)
    return index


def _first_word(line: str) -> str:
    """The first word of a line, in lower case and without the signs around it."""
    words = line.split(None, 3)
    word = words[0] if words else ""
    if not word.isalpha():
        bare = (word.strip(_EDGE) for word in [*words, "", "", ""])
        word = next(bare) or next(bare)
        word = next(bare) if word.isdecimal() else word
    return word.lower()


@lru_cache(maxsize=4)
def _found(text: str, asked: int) -> tuple[np.ndarray, list[int]]:
    """The places of the short lines that may begin with one of the words that are asked for, and
    the offsets at which one may stand that is asked for anywhere.
    """
    import numpy as np

    lines = outline(text)
    # The end is a word, too, so that there is one after every line.
    data = b"".join((_A_SIGN, plain(text).translate(_CODE), bytes(_HEAD + 1)))
    codes = np.frombuffer(data, np.uint8)
    is_word = codes < _SIGN
    (starts,) = (is_word[1:] > is_word[:-1]).nonzero()
    fours = np.ndarray(len(data) - _HEAD, "<u4", data, offset=1, strides=(1,))
    kinds = _kinds(asked)[_mixed(fours[starts])]
    (short,) = ((lines.size > 0) & (lines.size <= SHORT)).nonzero()
    first = starts.searchsorted(lines.start[short])
    first += codes[1:][starts[first]] == _DIGIT
    return short[kinds[first] & _FIRST != 0], starts[kinds & _ANYWHERE != 0].tolist()


@lru_cache(maxsize=1)
def _words(asked: int) -> frozenset[str]:
    """The words that are asked for as the first word of a line."""
    return frozenset(word for kind, words in _asked if kind == _FIRST for word in words)


@lru_cache(maxsize=1)
def _kinds(asked: int) -> np.ndarray:
    """As what words are asked for, by the number of their first four letters."""
    import numpy as np

    kinds = np.zeros(1 << 16, np.uint8)
    for kind, words in _asked:
        for word in words:
            head = bytes(map(_code_of, word[:_HEAD]))
            if head[0] == _BEYOND:  # such letters are no word here: every line may begin with it
                kinds |= kind
            more = product(range(_CODES), repeat=max(_HEAD - len(head) - 1, 0))
            ends = (b"",) if len(head) == _HEAD else (_A_SIGN, bytes([_BEYOND]))
            full = b"".join(head + end + bytes(rest) for rest in more for end in ends)
            kinds[_mixed(np.frombuffer(full, "<u4"))] |= kind
    return kinds


def _mixed(fours: np.ndarray) -> np.ndarray:
    """Four codes as a number below 2 ** 16 that few others share."""
    import numpy as np

    mixed: np.ndarray = (fours * np.uint32(0x9E3779B1) >> np.uint32(16)).astype(np.intp)
    return mixed


def _code_of(char: str) -> int:
    """A number for a character, the same in upper case; in a plain text a question mark stands
    for all characters beyond Latin-1.
    """
    low = char.lower()
    if "a" <= low <= "z":
        return ord(low) - ord("a")
    if low > "\xff" or low == "?":
        return _BEYOND
    if low.isdecimal():
        return _DIGIT
    return _SIGN if low.isascii() or low.isspace() or low in _EDGE else _OTHER


_CODE = bytes(map(_code_of, map(chr, range(256))))
_A_SIGN = bytes([_SIGN])
