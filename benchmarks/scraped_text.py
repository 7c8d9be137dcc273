"""Quality and speed of plain-text cleaning on scraped pages with gold main text.

    python benchmarks/scraped_text.py DATA_DIR

DATA_DIR holds `*.jsonl` files of pages with `id`, `page_type`, `url`, `variant`, `text`, `gold`.
Pages are scored by their multisets of word 4-grams (see `measure_page`).
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from urllib.parse import urlsplit

import orjson

WORD = re.compile(r"\w+")
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    kind: str
    variant: str
    text: str
    gold: str
    fold: int


def pages(folder: Path) -> list[Page]:
    """All pages, sorted; `fold` is the same for all pages of a site."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            row = orjson.loads(line)
            site = urlsplit(row["url"]).netloc.lower().removeprefix("www.")
            fold = zlib.crc32(site.encode()) % FOLDS
            found.append(
                Page(row["id"], row["page_type"], row["variant"], row["text"], row["gold"], fold)
            )
    return sorted(found, key=lambda page: (page.id, page.variant))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    found = WORD.findall(text)
    return Counter(zip(found, found[1:], found[2:], found[3:], strict=False))


def measure_page(clean: str, gold: str) -> tuple[float | None, float, float]:
    """Precision (None for an empty answer), recall and F1 of a page."""
    ours, theirs = shingles(clean), shingles(gold)
    shared, size, wanted = sum((ours & theirs).values()), ours.total(), theirs.total()
    f1 = 2 * shared / (size + wanted) if size and wanted else 0.0
    return shared / size if size else None, shared / max(wanted, 1), f1


def summary(scores: Iterable[tuple[Page, tuple[float | None, float, float]]]) -> dict[str, float]:
    """Mean page F1 (the variants of a page averaged first), shingle F1, precision, recall."""
    rows = list(scores)
    by_page = defaultdict(list)
    for page, (_, _, f1) in rows:
        by_page[page.id].append(f1)
    precision = fmean(p for _, (p, _, _) in rows if p is not None)
    recall = fmean(r for _, (_, r, _) in rows)
    return {
        "page F1": fmean(fmean(values) for values in by_page.values()),
        "shingle F1": 2 * precision * recall / (precision + recall),
        "precision": precision,
        "recall": recall,
    }
