"""How long a person waits: `curate --help`, and `curate build` of the example corpus from nothing.

Run: python benchmarks/startup.py [RUNS]

Prints the median and the spread of whole-process wall times, beside those of `python -c pass` and
`datasette --version` on the same machine in the same run.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
TARGETS = {"curate --help": 0.150, "curate build": 2.0}


def seconds(command: list[str], folder: Path, before: Path | None = None) -> float:
    if before:
        shutil.rmtree(before, ignore_errors=True)
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        for part in ("corpus", "schema", "annotations"):
            shutil.copytree(ROOT / part, project / part)
        shutil.copy(ROOT / "curate.toml", project)
        build = project / "build"
        commands = {
            "python -c pass": ([sys.executable, "-c", "pass"], None),
            "datasette --version": ([str(BIN / "datasette"), "--version"], None),
            "curate --help": ([str(BIN / "curate"), "--help"], None),
            "curate build": ([str(BIN / "curate"), "build"], build),
            "curate build, nothing new": ([str(BIN / "curate"), "build"], None),
        }
        print(f"{'command':<28}{'median s':>10}{'min':>8}{'max':>8}{'target':>8}")
        for title, (command, before) in commands.items():
            seconds(command, project, before)  # not counted: the first run fills caches
            taken = [seconds(command, project, before) for _ in range(runs)]
            target = TARGETS.get(title, "")
            print(
                f"{title:<28}{statistics.median(taken):>10.3f}{min(taken):>8.3f}{max(taken):>8.3f}"
                f"{target:>8}"
            )


if __name__ == "__main__":
    main()
