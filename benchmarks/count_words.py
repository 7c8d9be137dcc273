"""Counts the English words from which `curate/clean/english_words.txt` is made.

    python benchmarks/count_words.py page_noise/dev.jsonl scraped_text/*.jsonl > english_words.txt

Reads documents (one JSON object a line: id, text, gold). A word in small letters is listed when
two documents have it, and a short one, which may be a piece of a longer word, when more have it.
Only documents that are mostly English count, and the raw text where there is no gold one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

LEAST = {3: 12, 4: 8, 5: 5, 6: 3}
"""Documents that must have a word of so many letters; longer ones need two."""
ENGLISH = frozenset(["the", "and", "that", "with", "for", "this", "from", "are", "was", "have"])
LEAST_ENGLISH = 0.04
"""Share of these words among all words of a document in English; other languages have none."""
SHORTEST = "a am an as at be by do go he i if in is it me my no of oh on or so to up us we"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    documents: dict[str, set[str]] = defaultdict(set)
    for path in parser.parse_args().data:
        for line in path.open(encoding="utf-8"):
            document = json.loads(line)
            # The kinds of noise and the variants of a page are one document.
            name = document["id"].partition("#")[0].partition("@")[0]
            words = _WORD.findall(document.get("gold") or document["text"])
            if sum(word in ENGLISH for word in words) >= LEAST_ENGLISH * len(words):
                found = {one for word in words for one in (word, *word.split("-"))}
                found = {word for word in found if word.islower() and word.isascii()}
                documents[document.get("url") or name] |= found
    having: dict[str, int] = defaultdict(int)
    for found in documents.values():
        for word in found:
            having[word] += 1
    # "builtin" is no word where "built-in" is one more often.
    compounds = {
        word.replace("-", "")
        for word in having
        if "-" in word and having[word] > having.get(word.replace("-", ""), 0)
    }
    kept = {word for word, count in having.items() if count >= LEAST.get(len(word), 2)}
    kept = {word for word in kept if len(word) > 2 and word not in compounds and "-" not in word}
    kept |= set(SHORTEST.split())
    sys.stdout.write("\n".join(sorted(kept)) + "\n")


if __name__ == "__main__":
    sys.exit(main())
