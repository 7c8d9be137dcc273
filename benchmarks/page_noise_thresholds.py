"""How much the page furniture rules owe to their thresholds: does any of them fit one text?

    python benchmarks/page_noise_thresholds.py path/to/dev.jsonl [--rooms pages.margin,pages.run]

Every number that stands by name in the modules of these rules is moved a notch (a fifth) down and
up, alone. A flat optimum is safe: texts nobody has seen will not mind. Then the notches are chosen
anew on half of the sources and measured on the other half, both ways; the mean of the two is what
a choice of thresholds promises for unseen sources.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import page_noise
from page_noise_score import score

from curate.clean import Recipe

PACKAGE = "curate.clean"
PAGES = ("count", "facing", "furniture", "inline", "margin", "mark", "row", "run", "zone")
RULES = (
    *("broken_line", "catch_word", "contents_line", "hyphenated_word", "letter_spaced"),
    *("line_number", "month_foot", "pull_quote", "reference_mark", "split_word"),
)
ROOMS = (*(f"pages.{name}" for name in PAGES), *(f"rules.{name}" for name in RULES), "wrapping")
NOTCH = 1.25
MOST_LOSS = 0.05
"""Percent of the content; a notch that loses more is not chosen."""


class Threshold(NamedTuple):
    """A number by name in a module, and the values tried: what stands, a notch less, one more."""

    name: str
    values: tuple[float, float, float]


class Run(NamedTuple):
    """Of each document the F1, and how many letters of its content are lost."""

    f1: list[float]
    lost: list[int]


class Bench:
    """The documents, and what is found in them with some thresholds."""

    def __init__(self, path: Path) -> None:
        every = [json.loads(line) for line in path.open(encoding="utf-8")]
        self.documents = [one for one in every if one["family"] != "control"]
        self.control = [one for one in every if one["family"] == "control"]
        self.families = [one["family"] for one in self.documents]
        sources = sorted({(one["family"], one["group"]) for one in self.documents})
        self.content: list[int] = []
        self.half = [sources.index((one["family"], one["group"])) % 2 for one in self.documents]

    def run(self, chosen: dict[str, float]) -> Run:
        """With these thresholds in the place of those that stand."""
        before = _set(chosen)
        results = []
        for document in self.documents:
            output, kept = page_noise.curate(document)
            results.append(score(document, output, kept))
        _set(before)
        self.content = [one.content for one in results]
        return Run([one.f1 for one in results], [one.gone for one in results])

    def macro(self, run: Run, half: int | None = None) -> tuple[float, float]:
        """Mean F1 over families and mean percent lost, of all documents or of one half."""
        by_family = defaultdict(list)
        for place, family in enumerate(self.families):
            if half is None or self.half[place] == half:
                by_family[family].append(place)
        f1 = [page_noise.mean([run.f1[at] for at in places]) for places in by_family.values()]
        lost = [
            100 * sum(run.lost[at] for at in places) / sum(self.content[at] for at in places)
            for places in by_family.values()
        ]
        return page_noise.mean(f1), page_noise.mean(lost)


def thresholds() -> list[Threshold]:
    """Every number that one of the modules names."""
    found = []
    for room in ROOMS:
        module = import_module(f"{PACKAGE}.{room}")
        for name in _defined(module):
            value = vars(module)[name]
            low, high = value / NOTCH, value * NOTCH
            if isinstance(value, int):
                low, high = min(round(low), value - 1), max(round(high), value + 1)
            found.append(Threshold(f"{room}.{name}", (value, low, high)))
    return found


def _defined(module: ModuleType) -> list[str]:
    """The numbers by name in a module, without imported ones and the order of a rule."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    names = [
        name.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    ]
    return [name for name in names if type(vars(module)[name]) in (int, float) and name != "ORDER"]


def _set(chosen: dict[str, float]) -> dict[str, float]:
    """Sets the numbers, also where they are imported, and gives back those that stood.

    What modules remember of the last few texts needs no forgetting: every run begins elsewhere.
    """
    before = {}
    for key, value in chosen.items():
        room, _, name = key.rpartition(".")
        before[key] = vars(import_module(f"{PACKAGE}.{room}"))[name]
        setattr(import_module(f"{PACKAGE}.{room}"), name, value)
        for other in ROOMS:
            module = import_module(f"{PACKAGE}.{other}")
            tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
            for node in tree.body:
                imported = isinstance(node, ast.ImportFrom) and node.module == f"{PACKAGE}.{room}"
                if imported and any(alias.name == name for alias in node.names):
                    setattr(module, name, value)
    return before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rooms", default="", help="only modules that begin so: pages.margin")
    options = parser.parse_args()
    page_noise.RECIPE = Recipe.of()
    bench = Bench(options.data)
    standing = bench.run({})
    macro, lost = bench.macro(standing)
    print(f"as it stands: macro F1 {macro:.4f}, lost {lost:.4f} %")
    moved: dict[Threshold, dict[float, Run]] = {}
    for one in thresholds():
        if not one.name.startswith(tuple(options.rooms.split(","))):
            continue
        runs = {value: bench.run({one.name: value}) for value in one.values[1:]}
        moved[one] = {one.values[0]: standing, **runs}
        changes = [bench.macro(runs[value]) for value in one.values[1:]]
        print(
            f"| {one.name} | {one.values[0]:g} |",
            " | ".join(
                f"{value:g}: {change[0] - macro:+.4f}, {change[1] - lost:+.4f} %"
                for value, change in zip(one.values[1:], changes, strict=True)
            ),
            "|",
            flush=True,
        )
    for half in (0, 1):
        chosen = {}
        for one, runs in moved.items():
            best = max(one.values, key=lambda value: _worth(bench, runs[value], half))
            if _worth(bench, runs[best], half) > _worth(bench, standing, half):
                chosen[one.name] = best
        other = bench.run(chosen)
        print(
            f"chosen on half {half + 1}: {chosen}; there {bench.macro(other, half)[0]:.4f};"
            f" on the other half {bench.macro(other, 1 - half)[0]:.4f}"
            f" (lost {bench.macro(other, 1 - half)[1]:.4f} %),"
            f" as it stands {bench.macro(standing, 1 - half)[0]:.4f}"
        )


def _worth(bench: Bench, run: Run, half: int) -> float:
    macro, lost = bench.macro(run, half)
    return macro - max(lost - MOST_LOSS, 0.0)


if __name__ == "__main__":
    sys.exit(main())
