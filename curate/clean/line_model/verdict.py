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

    edges = np.nonzero(np.diff(removed.astype(np.int8), prepend=0, append=0))[0].tolist()
    if not edges:
        return
    model = network.shipped()
    sizes = lines.kinds.sum(1) + 0.1
    excess = answer.seen[:, list(reasons.COLUMNS)] - model.weights["hints:mean"]
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        block = slice(first, after)
        score = 1 - float(answer.chances[block] @ sizes[block] / sizes[block].sum())
        said = reasons.phrases(excess[block].mean(0), model.weights["hints"], after - first)
        word = reasons.telling_word(text, lines, first, after - 1, model.weights["words:hint"])
        if word:
            said.insert(
                1, f"the word \N{LEFT SINGLE QUOTATION MARK}{word}\N{RIGHT SINGLE QUOTATION MARK}"
            )
        start = int(lines.begins[first]) if first else 0
        end = int(lines.begins[after]) if after < len(lines) else len(text)
        why = f"{score:.2f} boilerplate: {', '.join(said) or 'unlike the main text'}"
        yield Proposal(Span(start, end), "", why)
