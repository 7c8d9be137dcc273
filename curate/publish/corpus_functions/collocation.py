"""Words that stand around a word more often than by chance."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from curate.publish.corpus_functions import measures
from curate.publish.corpus_functions import part as parts
from curate.publish.corpus_functions.stream import Words, sample

LOOKED_AT = 50_000
"""Places of the node that are looked at; of more, as many spread evenly, and counts are scaled."""


class Collocate(NamedTuple):
    """A word around the node: how often in the window, in the corpus, and how strongly tied."""

    word: str
    together: int
    frequency: int
    log_dice: float
    mi: float
    t: float
    log_likelihood: float


class Collocates(NamedTuple):
    """What stands around a phrase that stands `node` times; `is_sample` when not all were read."""

    node: int
    is_sample: bool
    found: list[Collocate]


def collocates(
    connection: sqlite3.Connection,
    words: Words,
    phrase: str,
    left: int = 5,
    right: int = 5,
    minimum: int = 3,
    within: str = "",
    order: str = "log_dice",
    limit: int = 100,
) -> Collocates:
    """The words up to `left` places before and `right` after a phrase, together with it at least
    `minimum` times, by the measure `order`, highest first. Windows end at the document's ends.
    Raises `QuestionError`.

    Frequencies are of the whole corpus, or of the part `within` which everything is counted.
    """
    hits = words.find(connection, phrase)
    places = list(hits.places)
    part = parts.part(connection, words, within)
    if within:
        places = parts.inside(part.stretches, places)
    node = len(places) if within else hits.total
    read = sample(places, LOOKED_AT)
    together = _together(connection, words, read, hits.length, left, right)
    scale = node / len(read) if read else 1
    whole = parts.count(connection, words, part) if within else words.frequencies
    found = []
    for form, times in together.items():
        if times < minimum:
            continue
        both, frequency = round(times * scale), whole[form]
        counts = (both, frequency, node, part.size, left + right)
        found.append(
            (
                form,
                both,
                frequency,
                measures.log_dice(both, frequency, node),
                measures.mutual_information(*counts),
                measures.t_score(*counts),
                measures.log_likelihood(*counts),
            )
        )
    place = Collocate._fields.index(order) if order in Collocate._fields[1:] else 3
    rank = words.ranks.__getitem__
    found.sort(key=lambda item: (-item[place], rank(item[0])))
    names = words.word(connection, (item[0] for item in found[:limit]))
    kept = [Collocate(names[item[0]], *item[1:]) for item in found[:limit]]
    return Collocates(node, len(read) < node, kept)


def _together(
    connection: sqlite3.Connection,
    words: Words,
    places: Sequence[int],
    length: int,
    left: int,
    right: int,
) -> Counter[int]:
    """How often each form stands in the window around the places."""
    counts: Counter[int] = Counter()
    for place in places:
        before, after = words.around(connection, place, left, length + right)
        counts.update(before)
        counts.update(after[length:])
    return counts
