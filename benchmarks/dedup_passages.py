"""Repeated paragraphs: `dedup_passages.py TEXTS.jsonl [--count N]`.

Texts are made of paragraphs of the texts given (each used once, if it has ten words or more, its
words shuffled so that no other run is repeated); three in ten get one that another text has too.
`curate dedup --passages` runs on them in a process of its own. Tells how many of the planted
repeats were found, how many unique paragraphs were wrongly reported, and megabytes a CPU second of
the whole process.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory


def paragraphs(path):
    seen, random = set(), Random(2)
    with path.open(encoding="utf-8") as file:
        for line in file:
            for block in json.loads(line)["text"].split("\n\n"):
                shuffled = block.split()
                random.shuffle(shuffled)
                words = tuple(re.findall(r"\w+", " ".join(shuffled).lower()))
                if len(words) >= 10 and words not in seen:
                    seen.add(words)
                    yield " ".join(shuffled)


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
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        planted = write(paragraphs(given.texts), given.count, path)
        command = [sys.executable, "-m", "curate", "dedup", "--passages", "--quiet", str(path)]
        lines = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.splitlines()
        usage, size = resource.getrusage(resource.RUSAGE_CHILDREN), path.stat().st_size / 1e6
        texts = map(json.loads, path.read_text().splitlines())
        by_id = {text["id"]: text["text"] for text in texts}
    repeats = [row for row in map(json.loads, lines) if row["kind"] == "paragraph"]
    hit = {(row["doc"], by_id[row["doc"]][: row["start"]].count("\n\n")) for row in repeats}
    hit |= {(row["of"], by_id[row["of"]][: row["of_start"]].count("\n\n")) for row in repeats}
    seconds = usage.ru_utime + usage.ru_stime
    print(f"{size:.1f} MB in {seconds:.2f} CPU s: {size / seconds:.1f} MB a CPU second")
    print(
        f"{len(planted & hit)} of {len(planted)} planted repeats found; {len(repeats)} reported, "
        f"{len(repeats) - len(planted)} more than planted"
    )


if __name__ == "__main__":
    main()
