"""Repeated paragraphs: `dedup_passages.py TEXTS.jsonl [--count N] [--plain]`.

Texts are made of paragraphs of the texts given (each used once, if it has ten words or more); three
in ten get one that another text has too. Tells how many of the planted repeats were found, how many
unique paragraphs were wrongly reported, and megabytes a CPU second.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from curate.dedup import DedupSettings, find, json_lines
from curate.dedup.methods import PLAIN, compiled


def paragraphs(path):
    seen = set()
    with path.open(encoding="utf-8") as file:
        for line in file:
            for block in json.loads(line)["text"].split("\n\n"):
                words = tuple(re.findall(r"\w+", block.lower()))
                if len(words) >= 10 and words not in seen:
                    seen.add(words)
                    yield " ".join(block.split())


def write(blocks, count, path):
    """Texts of six paragraphs; where the repeats are, as (text, paragraph)."""
    random, planted, texts = Random(1), set(), []
    blocks = iter(blocks)
    for id in range(count):
        own = [block for block, _ in zip(blocks, range(6), strict=False)]
        if len(own) < 6:
            break
        if texts and random.random() < 0.3:
            at = random.randrange(6)
            own[at] = random.choice(random.choice(texts))
            planted.add((str(id), at))
        texts.append(own)
    rows = ({"id": str(id), "text": "\n\n".join(own)} for id, own in enumerate(texts))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return planted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--plain", action="store_true")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        planted = write(paragraphs(given.texts), given.count, path)
        methods = PLAIN if given.plain else compiled()
        # order by length is of no help here: ids count, so the first text is the one repeated
        settings = DedupSettings(order=("id",), contained=0, runs=0, threshold=1.0)
        size, start = path.stat().st_size / 1e6, time.process_time()
        repeats = find(json_lines(path), settings, methods=methods).passages
        seconds = time.process_time() - start
        texts = [json.loads(line) for line in path.read_text().splitlines()]
    by_id = {text["id"]: text["text"] for text in texts}
    pairs = {(by_id[item.doc][: item.start].count("\n\n"), item.doc, item.of) for item in repeats}
    hit = {(doc, at) for at, doc, _ in pairs} | {
        (item.of, by_id[item.of][: item.of_start].count("\n\n")) for item in repeats
    }
    found = len(planted & hit)
    groups = len(repeats)
    print(f"{size:.1f} MB in {seconds:.2f} CPU s: {size / seconds:.1f} MB a CPU second")
    print(
        f"{found} of {len(planted)} planted repeats found; {groups} reported, "
        f"{groups - len(planted)} more than planted"
    )


if __name__ == "__main__":
    main()
