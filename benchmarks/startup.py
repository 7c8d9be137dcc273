"""How long people wait: for `curate --help`, and for building the example corpus from nothing.

    python benchmarks/startup.py

Wall time and CPU time of whole processes, the median of several; goals: 150 ms and 2 s.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
NEEDED = ("curate.toml", "corpus", "schema", "annotations")


def main() -> None:
    tell("curate --help", 15, 150, lambda: run("--help"))
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in NEEDED:
            source = REPOSITORY / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, project / name)

        def build() -> None:
            shutil.rmtree(project / "build", ignore_errors=True)
            run("build", "-q", "-C", str(project))

        tell("curate build, from nothing", 5, 2000, build)
        tell("curate build, nothing changed", 5, 2000, lambda: run("build", "-q", "-C", folder))


def run(*arguments: str) -> None:
    command = [sys.executable, "-m", "curate", *arguments]
    subprocess.run(command, check=False, capture_output=True)


def tell(name: str, times: int, goal: int, work: Callable[[], None]) -> None:
    walls, cpus = [], []
    for _ in range(times):
        start, before = time.perf_counter(), os.times()
        work()
        after = os.times()
        walls.append(1000 * (time.perf_counter() - start))
        used = (after.children_user, after.children_system)
        cpus.append(1000 * (sum(used) - before.children_user - before.children_system))
    wall, cpu = statistics.median(walls), statistics.median(cpus)
    print(f"{name:32} {wall:6.0f} ms wall {cpu:6.0f} ms CPU   goal {goal} ms")


if __name__ == "__main__":
    main()
