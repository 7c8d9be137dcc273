"""Page numbers of transcribed books rewritten in other forms: does a rule know only those it saw?

    python benchmarks/page_noise_forms.py path/to/dev.jsonl

Takes the books with labelled page numbers, writes every number in each form in its place (inside
words too, where the original stood so) and prints the mean F1 of a document for each form.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

import page_noise
from page_noise_score import score

FORMS = (
    *("[Pg {}]", "[Page {}]", "[p. {}]", "[S. {}]", "[{}]", "{{{}}}", "({})"),
    *("Page {}", "Pg {}", "page {}", "p. {}", "|{}|", "- {} -", "{}"),
)
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


def rewritten(document: dict[str, Any], form: str) -> dict[str, Any]:
    """The document with its page numbers in another form, labelled."""
    text = document["text"]
    spans = [tuple(span[:2]) for span in document.get("noise_spans") or ()]
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if number in (document.get("noise_lines") or ()):
            spans.append((start, start + len(line)))
        start += len(line) + 1
    pieces, labels, at, size = [], [], 0, 0
    for start, end in sorted(spans):
        found = _NUMBER.search(text, start, end)
        new = form.format(found[0]) if found else text[start:end]
        pieces += [text[at:start], new]
        size += start - at + len(new)
        labels.append([size - len(new), size, "page_number"])
        at = end
    other = {"text": "".join([*pieces, text[at:]]), "noise_spans": labels, "noise_lines": []}
    return {**document, **other, "joins": [], "gold_joined": False}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    every = [json.loads(line) for line in parser.parse_args().data.open(encoding="utf-8")]
    books = [document for document in every if document["family"] == "gutenberg"]
    for form in FORMS:
        results = []
        for book in books:
            document = rewritten(book, form)
            results.append(score(document, *page_noise.curate(document)))
        f1 = page_noise.mean([result.f1 for result in results])
        print(f"{form.format(12):10} {f1:.3f}  lines lost {sum(len(r.lost) for r in results)}")


if __name__ == "__main__":
    sys.exit(main())
