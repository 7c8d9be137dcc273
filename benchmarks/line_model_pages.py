"""Pages as the line model learns them: lines as numbers, and which of them are content.

Two kinds of pages stand beside those with gold main text: pages whose main text several extractors
agree on (`more`, made by `benchmarks/more_pages.py`), and pages mixed of two, the content of one in
the boilerplate of another, so that the network sees the same words in the hands of other sites.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import orjson
from scraped_text import WORD, Page

from curate.clean.line_model.buckets import NOTHING, content_words, word_buckets
from curate.clean.line_model.features import features, groups
from curate.clean.line_model.lines import Lines, measure

RUN = 4
NO_FOLD = -1
GOLD, MORE, MIXED = 1.0, 0.6, 0.6
"""What a page with gold weighs, one by extractors, and a mixed one."""

BOILERPLATE, CONTENT = 0.2, 3
"""Share of its words up to which a line is boilerplate; words of gold that make a line content."""

LONGEST_MIX = 1500

LONG_RUN, COPIED = 8, 0.1
"""Words of a run that few texts share, and the share of such runs from which a page is a copy."""


# Which words of a page are gold


def align(page: list[str], gold: list[str]) -> np.ndarray:
    """1 for every word of the page that the gold has at that place, else 0.

    Runs of at least four equal words are chained in the order of both texts so that most words are
    covered; runs out of order take what is then left of the gold, longest first.
    """
    used, taken = np.zeros(len(page), np.int8), np.zeros(len(gold), np.int8)
    runs = _runs(page, gold)
    for i, j, size in _chain(runs):
        for step in range(size):
            if not used[i + step] and not taken[j + step]:
                used[i + step] = taken[j + step] = 1
    for i, j, size in sorted(runs, key=lambda run: (-run[2], run[0])):
        free = [s for s in range(size) if not used[i + s] and not taken[j + s]]
        if len(free) >= RUN:
            for step in free:
                used[i + step] = taken[j + step] = 1
    return used


def _runs(page: list[str], gold: list[str]) -> list[list[int]]:
    places = defaultdict(list)
    for j in range(len(gold) - RUN + 1):
        places[tuple(gold[j : j + RUN])].append(j)
    runs: list[list[int]] = []
    open_runs: dict[int, list[int]] = {}
    for i in range(len(page) - RUN + 1):
        for j in places.get(tuple(page[i : i + RUN]), ())[:50]:
            run = open_runs.get(i - j)
            if run and run[0] + run[2] == i + RUN - 1:
                run[2] += 1
            else:
                open_runs[i - j] = run = [i, j, RUN]
                runs.append(run)
    longest = sorted(runs, key=lambda run: (-run[2], run))[:4000]
    return sorted(longest)


def _chain(runs: list[list[int]]) -> list[list[int]]:
    if not runs:
        return []
    at, to, size = np.array(runs).T
    best, back = np.zeros(len(runs)), np.full(len(runs), -1)
    for k in range(len(runs)):
        best[k] = size[k] - 1
        if k:
            overlap = np.maximum(
                np.maximum(at[:k] + size[:k] - at[k], to[:k] + size[:k] - to[k]), 0
            )
            fits = (at[:k] < at[k]) & (to[:k] < to[k]) & (overlap < size[k])
            far = at[k] - at[:k] > size[:k] + 400
            value = np.where(fits, best[:k] + size[k] - overlap - 1 - 3 * far, -1e9)
            before = int(value.argmax())
            if value[before] > best[k]:
                best[k], back[k] = value[before], before
    chain, k = [], int(best.argmax())
    while k >= 0:
        chain.append(runs[k])
        k = int(back[k])
    return chain


@dataclass(slots=True)
class Sample:
    """A page as numbers: see `curate.clean.line_model.features`. `target` is the share of each
    line's words that is content, `weight` what the page counts in training.
    """

    page: Page
    weight: float
    lines: Lines
    features: np.ndarray
    target: np.ndarray
    words: np.ndarray
    buckets: np.ndarray
    bucket_line: np.ndarray
    content: np.ndarray
    content_line: np.ndarray
    groups: tuple[np.ndarray, np.ndarray]


def sample(page: Page, golds: Sequence[str] = (), weight: float = GOLD) -> Sample | None:
    """The page as numbers; with several `golds`, a word counts by how many of them have it."""
    lines = measure([page.text])
    if not len(lines):
        return None
    by_line = [
        WORD.findall(page.text[start:stop])
        for start, stop in zip(lines.starts, lines.stops, strict=True)
    ]
    words = [word for words in by_line for word in words]
    used = np.mean([align(words, WORD.findall(gold)) for gold in golds or [page.gold]], axis=0)
    counts = np.array([len(words) for words in by_line])
    ends = np.cumsum(counts)
    sums = np.append(0, np.cumsum(used))
    target = np.where(counts, (sums[ends] - sums[ends - counts]) / np.maximum(counts, 1), 0.5)
    return _sample(page, weight, lines, target)


def _sample(page: Page, weight: float, lines: Lines, target: np.ndarray) -> Sample:
    found = np.stack(word_buckets(lines), axis=1)
    line = np.broadcast_to(lines.line[:, None], found.shape)[found < NOTHING]
    content = content_words(lines)
    return Sample(
        page, weight, lines, features(lines), target.astype(np.float32),
        (lines.counts + 0.1).astype(np.float32), found[found < NOTHING], line, content.key,
        content.line, groups(lines),
    )  # fmt: skip


def more(folder: Path, data: Path) -> list[Sample]:
    """Pages of other sites than those in `data`, and no copies of these, their main text marked, or
    by extractors (`gold` is then a list of texts). They are in no fold. What is marked counts as
    gold.
    """
    known = list(_rows(data))
    sites = {site(row["url"]) for row in known}
    runs = set().union(*(_long_runs(row["gold"]) for row in known))
    found = [
        row
        for row in _rows(folder)
        if site(row["url"]) not in sites and not _is_copy(row["gold"], runs)
    ]
    marked = {row["text"]: row for row in found if isinstance(row["gold"], str)}
    by_tools = [row for row in found if row["text"] not in marked]
    samples = [_further(row, [row["gold"]], GOLD) for row in marked.values()]
    samples += [_further(row, row["gold"], MORE) for row in by_tools]
    return [one for one in samples if one is not None and one.target.any()]


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        yield from map(orjson.loads, path.read_bytes().splitlines())


def _long_runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return set(zip(*(words[start:] for start in range(LONG_RUN)), strict=False))


def _is_copy(gold: str | list[str], known: set[tuple[str, ...]]) -> bool:
    """Has a page so many of its runs of words in common with those known?"""
    runs = _long_runs(gold if isinstance(gold, str) else max(gold, key=len, default=""))
    return len(runs & known) > COPIED * len(runs)


def _further(row: dict[str, Any], golds: list[str], weight: float) -> Sample | None:
    page = Page(row["id"], row["page_type"], row["variant"], row["text"], "", NO_FOLD)
    return sample(page, golds, weight)


def site(url: str) -> str:
    """The site of an address: the last two parts of the host's name, three under `.co.uk` and such.

    >>> site("https://www.example.co.uk/x"), site("https://a.b.example.com")
    ('example.co.uk', 'example.com')
    """
    parts = urlsplit(url).netloc.lower().split(":")[0].split(".")
    deep = len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3 if deep else -2 :])


# Mixed pages


def mixed(samples: Sequence[Sample], others: Sequence[Sample], seed: int) -> list[Sample]:
    """Each page twice in the boilerplate of another of `samples` (articles in that of articles) and
    once in that of one of `others`; always of pages of the same rendering.
    """
    chance = random.Random(seed)
    found = []
    for pool, times, is_alike in ((samples, 2, True), (others, 1, False)):
        partners = defaultdict(list)
        for other in pool:
            partners[_sort(other, is_alike)].append(other)
        for one in samples:
            for _ in range(times if pool else 0):
                found.append(mix(one, chance.choice(partners[_sort(one, is_alike)]), chance))
    return [one for one in found if one is not None]


def _sort(one: Sample, is_alike: bool) -> tuple[str, bool]:
    return one.page.variant, is_alike and one.page.kind == "article"


def mix(one: Sample, other: Sample, chance: random.Random) -> Sample | None:
    """The content of one page between head and foot of another, sometimes with a block of the
    other's boilerplate inside; None where one has no content, or the page would get too long.
    """
    ours, theirs = _pieces(one), _pieces(other)
    if not ours[1] or not theirs[1]:
        return None
    head = theirs[0] if chance.random() < 0.8 else ours[0]
    foot = theirs[2] if chance.random() < 0.8 else ours[2]
    body, blocks = ours[1], _blocks(theirs[1])
    if blocks and len(body) > 6 and chance.random() < 0.4:
        place = chance.randrange(3, len(body))
        body = body[:place] + chance.choice(blocks) + body[place:]
    pieces = head + body + foot
    text = "".join(piece if piece.endswith("\n") else piece + "\n" for piece, _ in pieces)
    lines = measure([text])
    if len(lines) != len(pieces) or len(lines) > LONGEST_MIX:
        return None
    return _sample(
        replace(one.page, text=text), MIXED, lines, np.array([target for _, target in pieces])
    )


Pieces = list[tuple[str, float]]
"""Lines with the blank lines before them, and which share of them is content."""


def _pieces(one: Sample) -> tuple[Pieces, Pieces, Pieces]:
    """The lines before the first line of content, those up to the last one, those after it."""
    text, begins = one.page.text, one.lines.begins.tolist()
    cuts = [0, *begins[1:], len(text)]
    pieces = [(text[cuts[k] : cuts[k + 1]], float(target)) for k, target in enumerate(one.target)]
    (content,) = np.nonzero(one.target * one.words > CONTENT)
    if not len(content):
        return pieces, [], []
    first, after = int(content[0]), int(content[-1]) + 1
    return pieces[:first], pieces[first:after], pieces[after:]


def _blocks(pieces: Pieces) -> list[Pieces]:
    """Runs of at least two lines of boilerplate."""
    found: list[Pieces] = [[]]
    for piece in pieces:
        if piece[1] < BOILERPLATE:
            found[-1].append(piece)
        elif found[-1]:
            found.append([])
    return [block for block in found if len(block) > 1]
