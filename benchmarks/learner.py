"""Learning curves: reading in the order of the learner's doubt against reading in random order.

    python benchmarks/learner.py --brat FOLDER        (pairs of .txt and .ann)
    python benchmarks/learner.py --conll TRAIN TEST   (token and tag a line, blank lines between)

Texts are annotated in rounds by copying the real annotations; after each round the learner is
trained anew and its spans on texts that nobody picks are compared with the real ones (exact F1).
Effort is counted in tokens read, since a long text costs more than a short one.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from statistics import mean

from curate.annotate.prelabel.learner import Labelled, Learner


def read_brat(folder: Path) -> list[Labelled]:
    found = []
    for path in sorted(folder.glob("*.ann")):
        spans = []
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if cells[0].startswith("T") and ";" not in cells[1]:
                label, start, end = cells[1].split()
                spans.append((int(start), int(end), label))
        found.append(Labelled(path.with_suffix(".txt").read_text(encoding="utf-8"), spans))
    return found


def read_conll(path: Path) -> list[Labelled]:
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text, spans = "", []
        for line in block.splitlines():
            cells = line.split("\t")
            if len(cells) < 2 or not cells[0]:
                continue
            start, text = len(text), f"{text}{cells[0]} "
            if cells[1].startswith("B-"):
                spans.append((start, len(text) - 1, cells[1][2:]))
            elif cells[1].startswith("I-") and spans:
                spans[-1] = (spans[-1][0], len(text) - 1, spans[-1][2])
        if text:
            found.append(Labelled(text, spans))
    return found


def f1(learner: Learner, tests: list[Labelled]) -> float:
    right = found = wanted = 0
    for test in tests:
        hits = {(hit.start, hit.end, hit.label) for hit in learner.hits(test.text)}
        truth = set(test.spans)
        right, found, wanted = right + len(hits & truth), found + len(hits), wanted + len(truth)
    return 2 * right / (found + wanted) if found + wanted else 0.0


def curve(
    pool: list[Labelled], tests: list[Labelled], by_doubt: bool, seed: int, batch: int, rounds: int
) -> list[tuple[int, float]]:
    chance = random.Random(seed)
    waiting = pool[:]
    chance.shuffle(waiting)
    read, waiting = waiting[:batch], waiting[batch:]
    points = []
    for _ in range(rounds):
        learner = Learner(read, {label: "all" for item in pool for *_, label in item.spans})
        points.append((sum(len(item.text.split()) for item in read), f1(learner, tests)))
        if by_doubt:
            waiting.sort(key=lambda item: -learner.doubt(item.text))
        read, waiting = read + waiting[:batch], waiting[batch:]
    return points


def at(points: list[tuple[int, float]], effort: float) -> float:
    """The F1 at that effort, between two points in proportion."""
    before = points[0]
    for point in points:
        if point[0] >= effort:
            share = (effort - before[0]) / max(point[0] - before[0], 1)
            return before[1] + share * (point[1] - before[1])
        before = point
    return points[-1][1]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--brat", type=Path)
    options.add_argument("--conll", type=Path, nargs=2)
    options.add_argument("--batch", type=int, default=5, help="texts a round")
    options.add_argument("--rounds", type=int, default=8)
    options.add_argument("--seeds", type=int, default=3)
    chosen = options.parse_args()
    if chosen.conll:
        pool, tests = read_conll(chosen.conll[0]), read_conll(chosen.conll[1])
    else:
        texts = read_brat(chosen.brat)
        random.Random(0).shuffle(texts)
        cut = len(texts) * 7 // 10
        pool, tests = texts[:cut], texts[cut:]
    began = time.perf_counter()
    orders = {}
    for name, by_doubt in (("doubt", True), ("random", False)):
        orders[name] = [
            curve(pool, tests, by_doubt, seed, chosen.batch, chosen.rounds)
            for seed in range(chosen.seeds)
        ]
    first = max(points[0][0] for curves in orders.values() for points in curves)
    last = min(points[-1][0] for curves in orders.values() for points in curves)
    print(f"{len(pool)} texts to read, {len(tests)} to test on; exact F1, mean of {chosen.seeds}")
    print(f"{'tokens read':>12} {'doubt':>7} {'random':>7}")
    for step in range(7):
        effort = first + (last - first) * step / 6
        values = [mean(at(points, effort) for points in orders[name]) for name in orders]
        print(f"{effort:12.0f} {values[0]:7.3f} {values[1]:7.3f}")
    print(f"{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
