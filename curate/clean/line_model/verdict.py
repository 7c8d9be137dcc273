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

FULL = 8
"""Words from which on a line is kept but once in a page: pages say things twice for narrow and wide
screens. In cross-validation by site that brings 0.3 points of mean page F1, with 5 and 12 words as
much; of shorter lines, those that say something twice on purpose (code, tables) weigh more.
"""

KEPT, REMOVED, SAID_BEFORE = range(3)
"""What becomes of a line."""


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
        text = "\n".join(texts)
        fates = judge(text, lines, answer.chances, strictness)
        places = known.nonzero()[0].tolist()
        for of, proposal in _blocks(text, lines, answer, fates):
            found[places[of]].append(proposal)
    return found


def judge(text: str, lines: Lines, chances: np.ndarray, strictness: str) -> np.ndarray:
    """What becomes of each line (`KEPT` and so on), given the chance that it is content; `text` is
    all texts with a line break between.
    """
    import numpy as np

    sizes, fates = lines.counts + 0.1, np.full(len(lines), KEPT)
    full = lines.counts >= FULL
    bounds = lines.from_line.tolist()
    for start, stop in pairwise(bounds):
        chance, size = chances[start:stop], sizes[start:stop]
        if (chance * size).sum() <= MOSTLY_CONTENT * size.sum():
            least = decode.threshold(chance, size, decode.RECALL[strictness])
            fates[start:stop][chance < least] = REMOVED
        else:
            full[start:stop] = False
    (places,) = np.nonzero(full & (fates == KEPT))
    fates[_copies(text, lines, places)] = SAID_BEFORE
    return fates


def _copies(text: str, lines: Lines, places: np.ndarray) -> list[int]:
    """Which of some lines say what another of them says above it in the same text."""
    seen, copies = set(), []
    columns = (places, lines.text[places], lines.starts[places], lines.stops[places])
    for place, of, start, stop in zip(*(column.tolist() for column in columns), strict=True):
        said = of, text[start:stop]
        if said in seen:
            copies.append(place)
        seen.add(said)
    return copies


def _blocks(
    text: str, lines: Lines, answer: network.Answer, fates: np.ndarray
) -> Iterator[tuple[int, Proposal]]:
    """The removals of all texts, each with the place of its text."""
    import numpy as np

    new = np.append(True, fates[1:] != fates[:-1])
    new[lines.from_line[:-1]] = True
    edges = np.append(np.nonzero(new)[0], len(lines))
    removed = fates[edges[:-1]] != KEPT
    firsts, afters = edges[:-1][removed], edges[1:][removed]
    if not len(firsts):
        return
    of, before = lines.text[firsts], fates[firsts] == SAID_BEFORE
    sizes = lines.counts + 0.1
    edges = np.stack((firsts, afters), 1).ravel()
    chances = np.where(fates == SAID_BEFORE, 0, answer.chances)
    weighted = np.append(chances * sizes, 0), np.append(sizes, 0)
    kept, whole = (np.add.reduceat(values, edges)[::2] for values in weighted)
    said = reasons.of_blocks(text, lines, answer.seen, firsts, afters)
    said = [reasons.SAID_BEFORE if again else why for why, again in zip(said, before, strict=True)]
    origins, ends = lines.origins[of], lines.origins[of] + lines.sizes[of]
    starts = np.where(firsts == lines.from_line[of], origins, lines.begins[firsts])
    next_line = np.append(lines.begins, 0)[afters]
    stops = np.where(afters == lines.from_line[of + 1], ends, next_line)
    for place, score, why, start, stop in zip(
        of.tolist(), (1 - kept / whole).tolist(), said,
        (starts - origins).tolist(), (stops - origins).tolist(), strict=True,
    ):  # fmt: skip
        yield place, Proposal(Span(start, stop), "", f"{score:.2f} boilerplate: {why}")
