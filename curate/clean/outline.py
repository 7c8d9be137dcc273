"""The outline of a text: where its lines begin and end, how, and with what, as arrays.

A rule asks of all lines at once which of them could be meant, and looks only at those that are
left: Python takes as long for one line as numpy for a hundred.
"""

from __future__ import annotations

from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from curate.clean.letters import FOREIGN_SIGN, plain
from curate.clean.line_model import characters as chars
from curate.text import Line

if TYPE_CHECKING:
    import numpy as np

FOREIGN = chars.CLASSES
"""The class of characters beyond Latin-1, besides those of `line_model.characters`: among them are
letters as well as bullets, dashes, curly quotation marks and rare spaces.
"""

_make_line = partial(tuple.__new__, Line)
"""A line of its four parts, faster than `Line` itself: a text has many."""


def _class_of(char: str) -> int:
    if char == FOREIGN_SIGN:
        return FOREIGN
    if char.isspace():
        return chars.BREAK if char in "\n\r" else chars.SPACE
    found = chars.class_of(char)
    return chars.SYMBOL if found == chars.SPACE else found


_CLASSES = bytes(_class_of(chr(code)) for code in range(256))


@lru_cache(maxsize=4)
def outline(text: str) -> Outline:
    """The outline of a text; those of the last texts are remembered, so that rules share them."""
    return Outline(text)


class Outline:
    """The lines of a text as `curate.text.lines` parts them, each array by line.

    `start` and `stop` are offsets of the line without its break, `end` is where the next one
    starts, `size` the characters of the line. What is costlier is made when it is asked for.
    """

    def __init__(self, text: str) -> None:
        import numpy as np

        self.text = text
        self.plain = plain(text)
        self.codes = np.frombuffer(self.plain, np.uint8)
        """The same as an array."""
        stop, end = _breaks(self.codes, "\r" in text)
        end[-1] = len(text)
        start = np.empty_like(end)
        start[0], start[1:] = 0, end[:-1]
        if start[-1] == len(text):
            start, stop, end = start[:-1], stop[:-1], end[:-1]
        self.start, self.stop, self.end = start, stop, end
        self.size = stop - start

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def classes(self) -> np.ndarray:
        """The class of each character (see `line_model.characters`), and of the last line break."""
        import numpy as np

        return np.frombuffer(self.plain.translate(_CLASSES), np.uint8)

    @cached_property
    def bare_start(self) -> np.ndarray:
        """Where each line starts without the white space before it; `stop` where it is blank."""
        found = self.start.copy()
        (indented,) = self._is_space[found].nonzero()
        if len(indented):
            (before,) = (self._is_space[:-1] > self._is_space[1:]).nonzero()
            place = before.searchsorted(self.start[indented])
            found[indented] = before[place] + 1
        for number in self._foreign(found):
            rest = self.text[found[number] : self.stop[number]]
            found[number] += len(rest) - len(rest.lstrip())
        return found

    @cached_property
    def bare_stop(self) -> np.ndarray:
        """Where each line ends without the white space after it; `stop` where it is blank."""
        import numpy as np

        found = self.stop.copy()
        (trailing,) = (self._is_space[found - 1] & (self.bare_start < found)).nonzero()
        if len(trailing):
            (before,) = (self._is_space[1:] > self._is_space[:-1]).nonzero()
            place = before.searchsorted(self.stop[trailing]) - 1
            found[trailing] = before[place] + 1
        for number in self._foreign(found - 1):
            rest = self.text[self.start[number] : found[number]]
            found[number] -= len(rest) - len(rest.rstrip())
        bare: np.ndarray = np.maximum(found, self.bare_start)
        return bare

    @cached_property
    def bare_size(self) -> np.ndarray:
        """Characters of each line without the white space around it; 0 where it is blank."""
        found: np.ndarray = self.bare_stop - self.bare_start
        return found

    @cached_property
    def first(self) -> np.ndarray:
        """The class of the first character that is no white space; `BREAK` where there is none."""
        found: np.ndarray = self.classes[self.bare_start]
        return found

    @cached_property
    def last(self) -> np.ndarray:
        """The class of the last character that is no white space; no matter where there is none."""
        found: np.ndarray = self.classes[self.bare_stop - 1]
        return found

    def _foreign(self, offsets: np.ndarray) -> list[int]:
        """At which of some offsets there is white space beyond Latin-1."""
        places = (self.classes[offsets] == FOREIGN).nonzero()[0].tolist()
        return [place for place in places if self.text[offsets[place]].isspace()]

    @cached_property
    def _is_space(self) -> np.ndarray:
        found: np.ndarray = self.classes == chars.SPACE
        return found

    def line(self, place: int) -> Line:
        """One line, by its place."""
        start, stop = int(self.start[place]), int(self.stop[place])
        return Line(self.text[start:stop], start, stop, int(self.end[place]))

    def lines(self, is_meant: np.ndarray) -> list[Line]:
        """The lines that are meant (bool by line, or their places), in order."""
        places = is_meant.nonzero()[0] if is_meant.dtype == bool else is_meant
        start, stop = self.start[places].tolist(), self.stop[places].tolist()
        texts = [self.text[low:high] for low, high in zip(start, stop, strict=True)]
        parts = zip(texts, start, stop, self.end[places].tolist(), strict=True)
        return list(map(_make_line, parts))


def _breaks(codes: np.ndarray, has_returns: bool) -> tuple[np.ndarray, np.ndarray]:
    """Where each line stops and the next one starts; CR LF is one break."""
    is_feed = codes == ord("\n")
    if not has_returns:
        (stop,) = is_feed.nonzero()
        return stop, stop + 1
    is_return = codes == ord("\r")
    begins, ends = is_feed | is_return, is_feed | is_return
    pair = is_return[:-1] & is_feed[1:]
    begins[1:][pair] = False
    ends[:-1][pair] = False
    (stop,), (end,) = begins.nonzero(), ends.nonzero()
    return stop, end + 1
