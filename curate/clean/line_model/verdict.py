"""The verdict of the model on a text: blocks of lines to remove, each with score and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from curate.clean.line_model import decode, network, reasons
from curate.clean.line_model import lines as counted
from curate.clean.line_model import words as known
from curate.clean.line_model.lines import Lines
from curate.text import Proposal, Span

if TYPE_CHECKING:
    import numpy as np

ENGLISH_SHARE = 0.025
"""Share of a text's words that must be telling English words; below it, the text is left alone.

Of the 1,214 pages the model was trained on, all English ones but one of a hundred are above; the
Italian and Portuguese ones are below. A page of nothing but names is left alone, too.
"""

MOSTLY_CONTENT = 0.88
"""Share of a text's words that are content, as the model expects, from which on it removes nothing:
such a text has been cleaned before, and the rules that look for one thing do better on it.
"""

FEWEST_WORDS = 60
"""Below so many words there is no page to judge a line by, and the text is left alone."""


def is_english(lines: Lines) -> bool:
    """Is the text in the language the model knows?"""
    numbers = lines.kinds[:, counted.NUMBER : counted.YEAR + 1].sum()
    english = (lines.flags & known.ENGLISH > 0).sum()
    return bool(english > ENGLISH_SHARE * (len(lines.flags) - numbers))


def removals(text: str, strictness: str) -> Iterator[Proposal]:
    """Blocks of whole lines that the model takes for boilerplate, in text order.

    `strictness` is one of `decode.RECALL`. None in a text that is short or not
    English.
    """
    lines = counted.measure(text)
    if lines is None or len(lines.flags) < FEWEST_WORDS or not is_english(lines):
        return
    answer = network.shipped().answer(lines)
    removed = ~keep(lines, answer.chances, strictness)
    yield from _blocks(text, lines, answer, removed)


def keep(lines: Lines, chances: np.ndarray, strictness: str) -> np.ndarray:
    """Which lines to keep (bool), given the chance that each is content."""
    sizes = lines.kinds.sum(1) + 0.1
    if chances @ sizes > MOSTLY_CONTENT * sizes.sum():
        return chances >= 0
    kept: np.ndarray = chances >= decode.threshold(chances, sizes, decode.RECALL[strictness])
    return kept


def _blocks(
    text: str, lines: Lines, answer: network.Answer, removed: np.ndarray
) -> Iterator[Proposal]:
    import numpy as np

    edges = np.nonzero(np.diff(removed, prepend=False, append=False))[0]
    if not len(edges):
        return
    firsts, afters = edges[::2], edges[1::2]
    sizes = lines.kinds.sum(1) + 0.1
    scores = 1 - _sums(answer.chances * sizes, edges) / _sums(sizes, edges)
    said = reasons.of_blocks(text, lines, answer.seen, edges)
    starts = lines.begins[firsts]
    starts[0] = starts[0] if firsts[0] else 0
    ends = np.append(lines.begins, len(text))[afters]
    for score, why, start, end in zip(
        scores.tolist(), said, starts.tolist(), ends.tolist(), strict=True
    ):
        yield Proposal(Span(start, end), "", f"{score:.2f} boilerplate: {why}")


def _sums(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """The sum over each block from an even edge to the odd one after it."""
    import numpy as np

    sums = np.append(0, np.cumsum(values))[edges]
    found: np.ndarray = sums[1::2] - sums[::2]
    return found
