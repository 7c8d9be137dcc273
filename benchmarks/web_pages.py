"""Fits the weights by which the line model tells scraped web pages from other texts.

    python benchmarks/web_pages.py DATA_DIR DOCUMENTS.jsonl

DATA_DIR holds scraped pages (see `scraped_text.py`); DOCUMENTS holds manuals, books and standards
with `group`, `text` and `gold`. Web pages stand against these documents, pieces out of their
middle, and the gold texts of the pages. Prints how many of each pass a gate fitted to other
sources, for the weights of which to choose `page.WEB_PAGE`, and the weights for `page.WEIGHTS`.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import orjson
from scraped_text import FOLDS, pages

from curate.clean.line_model import page
from curate.clean.line_model.lines import measure

WEB, GOLD, DOCUMENT, PIECE = range(4)
WEIGHT = np.array([1.0, 4.0, 8.0, 2.0])
"""What a text of each sort weighs: a wrong page costs less than a wrong document."""

PIECES = (1500, 5000)
STEPS = 30


def texts(data: Path, documents: Path) -> Iterator[tuple[str, int, int]]:
    """Texts with their sort and fold."""
    for one in pages(data):
        yield one.text, WEB, one.fold
        yield one.gold, GOLD, one.fold
    for line in documents.read_bytes().splitlines():
        row = orjson.loads(line)
        fold = zlib.crc32(str(row["group"]).encode()) % FOLDS
        for text in filter(None, (row["text"], row["gold"])):
            yield text, DOCUMENT, fold
            start = text.find("\n", len(text) // 2) + 1
            for size in PIECES:
                yield text[start : start + size], PIECE, fold


def is_asked(text: str) -> bool:
    """Would the gate be asked about the text: is it English, and long enough?"""
    lines = measure([text])
    return bool(len(lines)) and bool(page.is_english(lines)[0])


def looks(text: str) -> np.ndarray:
    return np.concatenate(page.looks(measure([text])))


def fit(seen: np.ndarray, sort: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, the last one the bias, by Newton's method."""
    mean, spread = seen.mean(0), seen.std(0) + 1e-6
    table = np.column_stack(((seen - mean) / spread, np.ones(len(seen))))
    weight, wanted = WEIGHT[sort], sort == WEB
    found, ridge = np.zeros(table.shape[1]), np.eye(table.shape[1])
    ridge[-1, -1] = 1e-6
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        bend = (table * (weight * chance * (1 - chance))[:, None]).T @ table + ridge
        found -= np.linalg.solve(bend, table.T @ (weight * (chance - wanted)) + ridge @ found)
    by_look = found[:-1] / spread
    return np.append(by_look, found[-1] - mean @ by_look)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("documents", type=Path)
    options = parser.parse_args()
    asked = [row for row in texts(options.data, options.documents) if is_asked(row[0])]
    seen = np.array([looks(text) for text, _, _ in asked])
    sort, fold = (np.array(column) for column in list(zip(*asked, strict=True))[1:])
    odds = np.zeros(len(seen))
    for part in range(FOLDS):
        found = fit(seen[fold != part], sort[fold != part])
        odds[fold == part] = seen[fold == part] @ found[:-1] + found[-1]
    for least in (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0):
        passed = np.bincount(sort[odds >= least], minlength=4) / np.bincount(sort)
        print(f"{least:4.1f}: pages {passed[WEB]:.3f} gold {passed[GOLD]:.3f}", end=" ")
        print(f"documents {passed[DOCUMENT]:.4f} pieces {passed[PIECE]:.4f}")
    *weights, bias = fit(seen, sort)
    for name, weight in zip(page.WEIGHTS, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    print(f"BIAS = {bias:.2f}")


if __name__ == "__main__":
    main()
