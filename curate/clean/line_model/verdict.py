"""The verdict of the model on a text: blocks of lines to remove, each with score and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from curate.clean.line_model import decode, network, page, reasons, running
from curate.clean.line_model import lines as counted
from curate.clean.line_model.lines import Lines
from curate.text import Proposal, Span

if TYPE_CHECKING:
    import numpy as np

MOSTLY_CONTENT = 0.92
"""Share of a text's words that are content, as the model expects, from which on it removes nothing:
such a text has been cleaned before, and the rules that look for one thing do better on it. In
cross-validation 0.92 costs nothing that can be measured; 0.84 costs 0.1 points of mean page F1.
"""


def removals(texts: Sequence[str], strictness: str) -> list[list[Proposal]]:
    """By text, blocks of whole lines that the model takes for boilerplate, in order; of running
    text (see `running`) blocks of what may have been lines.

    `strictness` is one of `decode.RECALL`. None in a text the model does not know (see `page`).
    """
    found: list[list[Proposal]] = [[] for _ in texts]
    lines = counted.measure(texts)
    cut = running.are_running(lines) & page.is_english(lines)
    if cut.any():
        texts = [
            running.cut(one) if is_cut else one for one, is_cut in zip(texts, cut, strict=True)
        ]
        lines = counted.measure(texts)
    known = page.are_known(lines, cut)
    if known.any():
        lines = lines if known.all() else lines.of_texts(known)
        answer = network.shipped().answer(lines)
        removed = ~keep(lines, answer.chances, strictness)
        places = known.nonzero()[0].tolist()
        for text, proposal in _blocks("\n".join(texts), lines, answer, removed):
            found[places[text]].append(proposal)
    return found


def keep(lines: Lines, chances: np.ndarray, strictness: str) -> np.ndarray:
    """Which lines to keep (bool), given the chance that each is content."""
    import numpy as np

    sizes, kept = lines.counts + 0.1, np.ones(len(lines), bool)
    bounds = lines.from_line.tolist()
    for start, stop in pairwise(bounds):
        chance, size = chances[start:stop], sizes[start:stop]
        if (chance * size).sum() <= MOSTLY_CONTENT * size.sum():
            least = decode.threshold(chance, size, decode.RECALL[strictness])
            kept[start:stop] = chance >= least
    return kept


def _blocks(
    text: str, lines: Lines, answer: network.Answer, removed: np.ndarray
) -> Iterator[tuple[int, Proposal]]:
    """The removals of all texts, each with the place of its text."""
    import numpy as np

    new, old = np.append(True, ~removed), np.append(~removed, True)
    new[lines.from_line] = old[lines.from_line] = True
    (firsts,), (lasts,) = np.nonzero(removed & new[:-1]), np.nonzero(removed & old[1:])
    if not len(firsts):
        return
    afters, of = lasts + 1, lines.text[firsts]
    sizes = lines.counts + 0.1
    edges = np.stack((firsts, afters), 1).ravel()
    weighted = np.append(answer.chances * sizes, 0), np.append(sizes, 0)
    kept, whole = (np.add.reduceat(values, edges)[::2] for values in weighted)
    said = reasons.of_blocks(text, lines, answer.seen, firsts, afters)
    origins, ends = lines.origins[of], lines.origins[of] + lines.sizes[of]
    starts = np.where(firsts == lines.from_line[of], origins, lines.begins[firsts])
    next_line = np.append(lines.begins, 0)[afters]
    stops = np.where(afters == lines.from_line[of + 1], ends, next_line)
    for place, score, why, start, stop in zip(
        of.tolist(), (1 - kept / whole).tolist(), said,
        (starts - origins).tolist(), (stops - origins).tolist(), strict=True,
    ):  # fmt: skip
        yield place, Proposal(Span(start, stop), "", f"{score:.2f} boilerplate: {why}")
