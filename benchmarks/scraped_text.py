"""Quality and speed of plain-text cleaning on scraped pages with gold main text, peers included.

    python benchmarks/train_line_model.py DATA_DIR --folds FOLDER
    python benchmarks/scraped_text.py DATA_DIR --folds FOLDER

DATA_DIR holds `*.jsonl` files of pages with `id`, `page_type`, `url`, `variant`, `text`, `gold`.
Our model is always the one that was trained without the page's site: the first command writes five
sets of weights, one for each part of the sites left out. Peers see one line as one paragraph; a
peer that is not installed is named as such. Tools that need HTML (trafilatura, readability) cannot
take part: there is none. The last column is megabytes of text per second of CPU time of all
threads, with everything a tool does from the text to the clean text.
"""

from __future__ import annotations

import argparse
import html
import re
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from statistics import fmean
from typing import TypeAlias
from urllib.parse import urlsplit

import numpy as np
import orjson

from curate.clean import Recipe, Task, clean_texts
from curate.clean.line_model import network
from curate.clean.recipe import CleanSettings
from curate.text import apply

WORD = re.compile(r"\w+")
FOLDS = 5
Clean: TypeAlias = Callable[[list[str]], Iterable[str]]
"""What makes clean texts of many texts, in order."""


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
    precision = fmean([p for _, (p, _, _) in rows if p is not None] or [0.0])
    recall = fmean(r for _, (_, r, _) in rows)
    return {
        "page F1": fmean(fmean(values) for values in by_page.values()),
        "shingle F1": 2 * precision * recall / max(precision + recall, 1e-9),
        "precision": precision,
        "recall": recall,
    }


# Ours

RECIPES = {
    "curate, default recipe": Recipe.of(),
    "curate, recipe without the model": Recipe.of(CleanSettings(without=("boilerplate-lines",))),
    **{
        f"curate, model alone, {strictness}": Recipe(
            tuple(rule for rule in Recipe.of().rules if rule.name == "boilerplate-lines"),
            CleanSettings(strictness=strictness),
        )
        for strictness in ("strict", "balanced", "keep-more")
    },
}


def with_recipe(recipe: Recipe, texts: list[str]) -> list[str]:
    made = clean_texts(map(Task, texts), recipe)
    return [apply(text, edits) for text, (edits, _) in zip(texts, made, strict=True)]


# Peers: a text in, a text out; None when the peer is not installed


def c4() -> Callable[[str], str]:
    """The line rules of C4 (Raffel et al. 2020, section 2.2): a line ends with a terminal mark, has
    five words, and does not speak of javascript or policies.
    """
    policies = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies")

    def is_kept(line: str) -> bool:
        low = line.lower()
        return (
            line.endswith((".", "!", "?", '"', "\N{RIGHT DOUBLE QUOTATION MARK}"))
            and not line.endswith("...")
            and len(line.split()) >= 5
            and "javascript" not in low
            and not any(policy in low for policy in policies)
        )

    return lambda text: "\n".join(filter(is_kept, map(str.strip, text.splitlines())))


def gopher() -> Callable[[str], str]:
    """The quality rules of Gopher (Rae et al. 2021, appendix A.1.1): a text stays or goes."""
    stop_words = {"the", "be", "to", "of", "and", "that", "have", "with"}

    def is_kept(text: str) -> bool:
        words, lines = text.split(), [line for line in text.splitlines() if line.strip()]
        return (
            50 <= len(words) <= 100_000
            and 3 <= fmean(map(len, words)) <= 10
            and (text.count("#") + text.count("...") + text.count("\N{HORIZONTAL ELLIPSIS}"))
            <= 0.1 * len(words)
            and sum(line.lstrip()[0] in "-*\N{BULLET}" for line in lines) <= 0.9 * len(lines)
            and sum(line.rstrip().endswith(("...", "\N{HORIZONTAL ELLIPSIS}")) for line in lines)
            <= 0.3 * len(lines)
            and sum(any(map(str.isalpha, word)) for word in words) >= 0.8 * len(words)
            and len(stop_words & set(text.lower().split())) >= 2
        )

    return lambda text: text if is_kept(text) else ""


def justext() -> Callable[[str], str] | None:
    try:
        from justext import core, get_stoplist
        from justext.paragraph import Paragraph
    except ImportError:
        return None
    stop_words = get_stoplist("English")

    def clean(text: str) -> str:
        paragraphs = []
        for line in filter(str.strip, text.splitlines()):
            paragraph = Paragraph(core.PathInfo())
            paragraph.append_text(line)
            paragraphs.append(paragraph)
        core.classify_paragraphs(paragraphs, stop_words)
        core.revise_paragraph_classification(paragraphs)
        return "\n".join(one.text for one in paragraphs if not one.is_boilerplate)

    return clean


def boilerpipe() -> Callable[[str], str] | None:
    try:
        from boilerpy3.extractors import ArticleExtractor
    except ImportError:
        return None
    extractor = ArticleExtractor(raise_on_failure=False)

    def clean(text: str) -> str:
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
        return str(extractor.get_content(f"<html><body>{lines}</body></html>"))

    return clean


PEERS = {
    "nothing": lambda: str,
    "C4 line rules (ours after the paper)": c4,
    "Gopher quality rules (ours after the paper)": gopher,
    "jusText on lines": justext,
    "boilerpipe (boilerpy3) on lines": boilerpipe,
}


# The table


def row(name: str, clean: Clean, found: list[Page], folds: list[object]) -> str:
    """One line of the table: quality by kind of page, and speed."""
    scores = []
    seconds = 0.0
    for fold, group in groupby(sorted(found, key=attrgetter("fold")), attrgetter("fold")):
        if folds:
            network.shipped = partial(lambda one: one, folds[fold])  # type: ignore[assignment]
        some = list(group)
        began = time.process_time()
        answers = list(clean([page.text for page in some]))
        seconds += time.process_time() - began
        for page, answer in zip(some, answers, strict=True):
            scores.append((page, measure_page(answer, page.gold)))
    articles = [score for score in scores if score[0].kind == "article"]
    others = [score for score in scores if score[0].kind != "article"]
    parts = [summary(part) for part in (scores, articles, others)]
    figures = [f"{part['page F1']:.3f} ({part['shingle F1']:.3f})" for part in parts]
    figures += [f"{parts[0]['precision']:.3f}", f"{parts[0]['recall']:.3f}"]
    kinds = sorted({page.kind for page in found} - {"article"})
    by_kind = [summary(s for s in scores if s[0].kind == kind)["page F1"] for kind in kinds]
    figures += [f"{value:.3f}" for value in by_kind]
    size = sum(len(page.text.encode()) for page in found) / 1e6
    figures.append(f"{size / seconds:.1f}" if seconds > 0.01 else "\N{EN DASH}")
    return f"| {name} | " + " | ".join(figures) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=Path, help="weights that never saw the page's site")
    parser.add_argument("--one-line", action="store_true", help="join all lines of each page")
    options = parser.parse_args()
    found = pages(options.data)
    if options.one_line:
        found = [replace(page, text=" ".join(page.text.split())) for page in found]
    folds: list[object] = []
    if options.folds:
        files = [options.folds / f"fold{fold}.npz" for fold in range(FOLDS)]
        folds = [network.Network.of(dict(np.load(file))) for file in files]
    else:
        print("Without --folds our model has seen these pages: its figures say nothing.")
    kinds = sorted({page.kind for page in found} - {"article"})
    head = ["", "all", "articles", "others", "precision", "recall", *kinds, "MB/CPU s"]
    print("| " + " | ".join(head) + " |\n|" + " --- |" * len(head))
    for name, peer in PEERS.items():
        clean = peer()
        shown = row(name, partial(map, clean), found, []) if clean else None
        print(shown or f"| {name} | not installed |", flush=True)
    for name, recipe in RECIPES.items():
        print(row(name, partial(with_recipe, recipe), found, folds), flush=True)


if __name__ == "__main__":
    main()
