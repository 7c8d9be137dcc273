"""The verdict of the model on a text: blocks of lines to remove, each with score and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from curate.clean.line_model import decode, network, page, reasons
from curate.clean.line_model import lines as counted
from curate.clean.line_model.lines import Lines
from curate.text import Proposal, Span

if TYPE_CHECKING:
    import numpy as np

MOSTLY_CONTENT = 0.84
"""Share of a text's words that are content, as the model expects, from which on it removes nothing:
such a text has been cleaned before, and the rules that look for one thing do better on it. In
cross-validation 0.84 costs nothing that can be measured; 0.8 costs 0.2 points of mean page F1.
"""


def removals(text: str, strictness: str) -> Iterator[Proposal]:
    """Blocks of whole lines that the model takes for boilerplate, in text order.

    `strictness` is one of `decode.RECALL`. None in a text the model does not know (see `page`).
    """
    lines = counted.measure(text)
    if lines is None or not page.is_known(lines):
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
