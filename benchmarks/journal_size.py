"""How long a large journal takes to read, and one action to be stored in it.

python benchmarks/journal_size.py --records 200000
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from curate.annotate import Annotation, By, Edition, Fragment, Journal, actions, journal
from curate.annotate.record import new_id


def annotation(number: int) -> Annotation:
    return Annotation(
        id=new_id(number * 7919),
        kind="span",
        doc=f"{number % 5000:04}",
        sha256="0" * 64,
        by=By("anna"),
        at="2026-11-21T10:00:00Z",
        codebook=Edition("care", "1.0.0"),
        label="org",
        target=(Fragment(number % 9000, number % 9000 + 3, "NHS", "x" * 32, "y" * 32),),
        attributes={"voice": "author"},
    )


def timed(what: str, work: Callable[[], object]) -> object:
    began = time.perf_counter()
    result = work()
    print(f"{what:44} {time.perf_counter() - began:8.3f} s")
    return result


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=200_000)
    count = options.parse_args().records
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = [annotation(number) for number in range(count)]
        Journal(folder, "anna").write(made)
        print(f"{count} records, {(folder / 'anna.jsonl').stat().st_size / 2**20:.0f} MiB")
        journals = timed("read everything", lambda: journal.read(folder))
        assert isinstance(journals, journal.Journals)
        timed("the current state", lambda: journals.current)
        timed("read for one document", lambda: journal.read(folder, "0007").select("0007"))
        lines = [line.annotation for line in journals.lines["anna"]]
        timed("the history for undo", lambda: actions.history(lines))
        mine = Journal(folder, "anna")
        timed("first change (learns all revisions)", lambda: mine.write([replace(made[0], rev=2)]))
        times = []
        for item in made[1:101]:
            began = time.perf_counter()
            mine.write([replace(item, rev=2)])
            times.append(time.perf_counter() - began)
        print(f"{'one more change, median of 100':44} {median(times):8.4f} s")


if __name__ == "__main__":
    main()
