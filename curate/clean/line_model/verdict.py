"""The verdict of the model on a text: blocks of lines to remove, each with score and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from curate.clean.line_model import decode, network, page, reasons, running
from curate.clean.line_model.lines import Lines, steps
from curate.clean.line_model.methods import Methods, choose
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
    methods = choose(texts)
    lines = methods.measure(texts)
    cut = running.are_running(lines)
    if cut.any():
        cut &= page.is_english(lines)
    found = _of_known(texts, lines, page.are_known(lines, False) & ~cut, strictness, methods)
    if cut.any():
        places = cut.nonzero()[0].tolist()
        guesses = [running.cut(texts[place]) for place in places]
        lines = methods.measure(guesses)
        again = _of_known(guesses, lines, page.are_known(lines, True), strictness, methods)
        for place, proposals in zip(places, again, strict=True):
            found[place] = proposals
    return found


def _of_known(
    texts: Sequence[str], lines: Lines, known: np.ndarray, strictness: str, methods: Methods
) -> list[list[Proposal]]:
    """By text, the removals; none in a text that is not known (bool, by text)."""
    found: list[list[Proposal]] = [[] for _ in texts]
    if known.any():
        lines = lines if known.all() else lines.of_texts(known)
        places = known.nonzero()[0].tolist()
        read = [texts[place] for place in places]
        answer = network.shipped().answer(lines, methods)
        fates = judge(read, lines, answer.chances, strictness)
        for place, proposal in _blocks(read, lines, answer, fates):
            found[places[place]].append(proposal)
    return found


def judge(texts: Sequence[str], lines: Lines, chances: np.ndarray, strictness: str) -> np.ndarray:
    """What becomes of each line of the texts (`KEPT` and so on), given the chance that it is
    content.
    """
    import numpy as np

    beta = decode.RECALL[strictness]
    least, share = decode.thresholds(chances, 10 * lines.counts + 1, lines.from_line, beta)
    mostly = share > MOSTLY_CONTENT
    least[mostly] = 0
    removed = chances < least[lines.text]
    (places,) = np.nonzero((lines.counts >= FULL) & ~removed & ~mostly[lines.text])
    fates = np.where(removed, REMOVED, KEPT)
    fates[_copies(texts, lines, places)] = SAID_BEFORE
    return fates


def _copies(texts: Sequence[str], lines: Lines, places: np.ndarray) -> list[int]:
    """Which of some lines say what another of them says above it in the same text. Lines without
    another of the same words cost little.
    """
    import numpy as np

    if not len(places):
        return []
    sums = lines.said[places]
    order = np.argsort(sums)
    again = np.append(False, steps(sums[order]) == 0)
    places = np.sort(places[order[again | np.append(again[1:], False)]])
    seen, copies, of = set(), [], lines.text[places]
    starts, stops = (ends[places] - lines.origins[of] for ends in (lines.starts, lines.stops))
    columns = (column.tolist() for column in (places, of, starts, stops))
    for place, text, start, stop in zip(*columns, strict=True):
        said = text, texts[text][start:stop]
        if said in seen:
            copies.append(place)
        seen.add(said)
    return copies


def _blocks(
    texts: Sequence[str], lines: Lines, answer: network.Answer, fates: np.ndarray
) -> Iterator[tuple[int, Proposal]]:
    """The removals of the texts, each with the place of its text."""
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
    said = reasons.of_blocks(texts, lines, answer, firsts, afters)
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
