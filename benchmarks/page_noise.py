"""How much page furniture goes, and what else goes with it, for `curate` and others.

    python benchmarks/page_noise.py path/to/dev.jsonl [--peers] [--errors FAMILY]

Reads documents with exact labels (one JSON object a line: text, gold, noise_lines, noise_spans,
neutral_lines, joins) and prints the metric of that data's README (`page_noise_score.py`) for each
family. `page_noise_thresholds.py` asks how much of it hangs on the thresholds.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from page_noise_score import Kept, Score, align, align_edits, noise_of, score

from curate.clean import CleanSettings, Recipe, clean_text
from curate.text import apply

FAMILIES = ("rfc", "man_pdf", "man_tty", "pdf_doc", "gutenberg", "scan", "seedlike", "control")


def curate(document: dict) -> tuple[str, Kept]:
    edits, _ = clean_text(document["text"], RECIPE)
    return apply(document["text"], edits), align_edits(
        document["text"], edits, noise_of(document)[1]
    )


def lines_dropped(drop: Callable[[str, Counter], bool]) -> Callable[[dict], tuple[str, Kept]]:
    """A peer that looks at lines: with the counts of all lines of the text."""

    def run(document: dict) -> tuple[str, Kept]:
        text = document["text"]
        lines = text.split("\n")
        counts = Counter(re.sub(r"\d+", "0", line.strip()) for line in lines)
        output = "\n".join(line for line in lines if not drop(line, counts))
        return output, align(text, output)

    return run


_BARE = re.compile(r"^\s*(page\s*)?\d+\s*$", re.I)
_POSTED = re.compile(
    r"^\s*(?:\[?\s*(?:page|pg\.?|p\.)\s*\d+\s*(?:of\s*\d+)?\s*\]?|[-–—\[(|]*\s*\d+\s*[-–—\])|]*"
    r"|[ivxlc]+|page\s*\d+\s*[|/].*|\d+\s*\|\s*p\s*a\s*g\s*e)\s*\|?\s*$",
    re.I,
)


def _repeated(line: str, counts: Counter) -> bool:
    return 0 < len(line.strip()) < 80 and counts[re.sub(r"\d+", "0", line.strip())] > 2


PEERS = {
    "unchanged text": lines_dropped(lambda *_: False),
    r"^\s*(page\s*)?\d+\s*$": lines_dropped(lambda line, _: bool(_BARE.match(line))),
    "page-number patterns usually posted": lines_dropped(lambda line, _: bool(_POSTED.match(line))),
    "short lines that repeat 3 times, digits masked": lines_dropped(_repeated),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the file, or the folder of dev.jsonl")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--errors", metavar="FAMILY")
    parser.add_argument("--by-source", action="store_true", help="spread of F1 over sources")
    parser.add_argument("--without", action="append", default=[], metavar="RULE")
    options = parser.parse_args()
    global RECIPE
    RECIPE = Recipe.of(CleanSettings(without=tuple(options.without)))
    file = options.data / "dev.jsonl" if options.data.is_dir() else options.data
    documents = [json.loads(line) for line in file.open(encoding="utf-8")]
    tools = {"curate": curate, **(PEERS if options.peers else {})}
    table("tool", [*FAMILIES[:-1], "macro", "ff", "no ff", "loss %", "worst", "control", "perfect"])
    for name, tool in tools.items():
        report(name, tool, documents, options)


def table(first: str, cells: list) -> None:
    print("|", " | ".join([first, *map(str, cells)]), "|")


def report(name: str, tool, documents: list[dict], options) -> None:
    by_family: dict[str, list[tuple[dict, Score]]] = defaultdict(list)
    seconds = 0.0
    for document in documents:
        start = time.process_time()
        if tool is curate:
            clean_text(document["text"], RECIPE)
        else:
            tool(document)
        seconds += time.process_time() - start
        output, kept = tool(document)
        by_family[document["family"]].append((document, score(document, output, kept)))
    f1 = {family: mean([s.f1 for _, s in rows]) for family, rows in by_family.items()}
    noisy = [family for family in FAMILIES[:-1] if family in f1]
    loss = {f: 100 * total(by_family[f], "gone") / total(by_family[f], "content") for f in noisy}
    pages = [row for f in noisy if f not in ("gutenberg", "seedlike") for row in by_family[f]]
    table(
        name,
        [
            *(f"{f1[family]:.3f}" for family in noisy),
            f"{mean([f1[family] for family in noisy]):.3f}",
            f"{mean([s.f1 for d, s in pages if chr(12) in d['text']]):.3f}",
            f"{mean([s.f1 for d, s in pages if chr(12) not in d['text']]):.3f}",
            f"{mean(list(loss.values())):.3f}",
            f"{max(loss.values()):.3f}",
            sum(len(s.lost) for _, s in by_family["control"]),
            f"{mean([s.perfect for f in noisy for _, s in by_family[f]]):.2f}",
        ],
    )
    rows = [row for f in noisy for row in by_family[f]]
    megabytes = sum(len(d["text"].encode()) for d in documents) / 1e6
    print(
        f"  joins closed {total(rows, 'closed')}/{total(rows, 'joins')},"
        f" words mended {total(rows, 'mended')}/{total(rows, 'broken_words')},"
        f" breaks kept {total(rows, 'breaks_kept')}/{total(rows, 'breaks')},"
        " new bad words per 10,000: "
        f"{1e4 * total(rows, 'new_bad') / max(total(rows, 'words'), 1):.1f};"
        f" {megabytes / max(seconds, 1e-9):.1f} MB per CPU second"
    )
    for family in noisy:
        rows = by_family[family]
        removed, lost = total(rows, "removed"), sum(len(s.lost) for _, s in rows)
        print(
            f"  {family}: P {removed / max(removed + lost, 1):.3f} "
            f"R {removed / total(rows, 'items'):.3f}"
            f" loss {loss[family]:.3f} % perfect {sum(s.perfect for _, s in rows)}/{len(rows)}"
            f" joins {total(rows, 'closed')}/{total(rows, 'joins')}"
            f" words {total(rows, 'mended')}/{total(rows, 'broken_words')}"
            f" bad {total(rows, 'new_bad')}"
        )
    if options.by_source:
        sources = defaultdict(list)
        for family in noisy:
            for document, result in by_family[family]:
                sources[family, document["source"]].append(result.f1)
        for (family, source), values in sorted(sources.items(), key=lambda item: mean(item[1])):
            print(f"  {mean(values):.3f} {family} {source} ({len(values)})")
    if options.errors and tool is curate:
        for document, result in by_family[options.errors]:
            print("==", document["id"], document["variant"], f"{result.f1:.3f}")
            for kind in ("missed", "lost", "open", "bad"):
                for line in getattr(result, kind)[:12]:
                    print("  ", kind, repr(line))


def total(rows, name: str) -> int:
    return sum(getattr(result, name) for _, result in rows)


def mean(values) -> float:
    return sum(values) / len(values) if values else 0.0


RECIPE = Recipe.of()

if __name__ == "__main__":
    sys.exit(main())
