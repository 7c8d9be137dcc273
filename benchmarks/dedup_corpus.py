"""Make a corpus of look-alike texts from real ones: `dedup_corpus.py COUNT OUT.jsonl [FOLDER]…`.

Paragraphs of 60 characters and more are gathered from the text files under the folders (default:
documentation on this machine) and put together at random to texts of 1 to 2 kB. Three texts in ten
belong to families: near copies with words replaced, dropped or doubled, or exact copies.
OUT.pairs.tsv gets the pairs planted, with their true similarity on runs of five words.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path
from random import Random

FOLDERS = ("/usr/share/doc", "/usr/share/man/man1", "/usr/lib/python3")
SUFFIXES = {".txt", ".md", ".rst", ".gz", ".py", ""}


def paragraphs(folders, most=40_000_000):
    found, size = {}, 0
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix not in SUFFIXES or not path.is_file() or size > most:
                continue
            try:
                data = path.read_bytes()
                data = gzip.decompress(data) if path.suffix == ".gz" else data
                text = data[:400_000].decode("utf-8")
            except (OSError, UnicodeDecodeError, EOFError):
                continue
            for block in re.split(r"\n\s*\n", text):
                block = " ".join(block.split())
                if 60 <= len(block) <= 600 and block not in found:
                    found[block] = None
                    size += len(block)
    return list(found)


def text_of(blocks, random):
    text, wanted = [], random.randint(1000, 2000)
    while sum(map(len, text)) < wanted:
        block = blocks[random.randrange(len(blocks))].split(" ")
        cut = random.randrange(len(block))  # so that no paragraph is shared whole
        text.append(" ".join(block[cut:] + block[:cut]))
    return "\n\n".join(text)


def vary(text, changes, random):
    words = text.split(" ")
    for _ in range(changes):
        at = random.randrange(len(words))
        words[at] = random.choice(["", f"{words[at]} {words[at]}", words[at - 1]])
    return " ".join(words)


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 5]) for at in range(max(1, len(words) - 4))}


def main(count, out, folders=FOLDERS):
    random, blocks = Random(1), paragraphs(folders)
    pairs = []
    with out.open("w") as file:
        made = 0
        while made < count:
            text = text_of(blocks, random)
            family = [text]
            if random.random() < 0.17:
                for _ in range(random.choice([1, 1, 1, 2, 3])):
                    family.append(vary(text, random.choice([0, 1, 2, 4, 6, 9, 12]), random))
            ids = [f"t{made + at}" for at in range(len(family))]
            for id, item in zip(ids, family, strict=True):
                file.write(json.dumps({"id": id, "text": item}, ensure_ascii=False) + "\n")
            if len(family) > 1 and len(pairs) < 20_000:
                one, other = shingles(family[0]), shingles(family[1])
                pairs.append((ids[0], ids[1], len(one & other) / len(one | other)))
            made += len(family)
    lines = (f"{left}\t{right}\t{alike:.6f}\n" for left, right, alike in pairs)
    out.with_suffix(".pairs.tsv").write_text("".join(lines))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or FOLDERS)
