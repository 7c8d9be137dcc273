"""Cleaning JSON lines by one process and by several: `python benchmarks/clean_cores.py FILE`.

By the clock, in turns, and by how evenly the work is split, which holds on a busy machine, too: the
CPU time of one process over that of the busiest worker, its start and all, and of what this process
does itself.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any

from curate.clean import Recipe
from curate.clean.jsonl import _written, measure_blocks
from curate.corpus.blocks import OnDisk, of_file
from curate.engines import Local
from curate.engines.local import cores

ROUNDS = 2


def timed(block: OnDisk, recipe: Recipe, measured: Any) -> tuple[int, float, int]:
    """Which process cleaned a block, its CPU seconds, and the bytes of the result."""
    start = time.process_time()
    size = len(_written(block, recipe, measured).lines)
    return os.getpid(), time.process_time() - start, size


def run(path: Path, jobs: int) -> tuple[float, float, float, int]:
    """Wall seconds, CPU seconds of this process and of the busiest worker, bytes written."""
    recipe, engine, blocks = Recipe.of(), Local(jobs), of_file(path)
    wall, own, others = time.perf_counter(), time.process_time(), children()
    measured = measure_blocks(engine, blocks, recipe)
    by_worker: dict[int, float] = defaultdict(float)
    total = 0
    task = partial(timed, recipe=recipe, measured=measured)
    for worker, seconds, size in engine.flow(blocks).map(task).rows():
        by_worker[worker] += seconds
        total += size
    share = max(by_worker.values()) / sum(by_worker.values())
    wall, own = time.perf_counter() - wall, time.process_time() - own
    return wall, own, share * (children() - others), total


def children() -> float:
    """CPU seconds of the processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print a line for each run."""
    path = Path(sys.argv[1])
    size = path.stat().st_size / 1e6
    print(f"{size:.1f} MB, {cores()} cores, load {os.getloadavg()[0]:.1f}")
    for _ in range(ROUNDS):
        alone = 0.0
        for jobs in range(1, cores() + 1):
            wall, own, busiest, total = run(path, jobs)
            alone = alone or own
            print(
                f"{jobs} processes: wall {wall:.1f} s, CPU here {own:.2f} s, busiest worker "
                f"{busiest:.1f} s; {alone / (own + busiest):.2f} times as fast by the split; "
                f"{total:,} bytes"
            )


if __name__ == "__main__":
    main()
