"""What new texts cost when the others are known: `dedup_grown.py TEXTS.jsonl [SHARE]`.

The last texts (by default one in a hundred) are set apart. Then `curate dedup --jsonl --index` runs
on the others, on nothing new, with the new texts in a file beside the old one, and with them at its
end. Each runs in a process of its own; CPU seconds and peak memory are of the whole process. The
output is held against that of a run on everything without an index.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

CURATE = "from curate.cli.group import main; main()"


def run(out, *arguments):
    """CPU seconds and peak megabytes of one run."""
    command = [sys.executable, "-c", CURATE, "dedup", "--quiet", "--jsonl"]
    with out.open("wb") as file:
        process = subprocess.Popen([*command, *map(str, arguments)], stdout=file)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def split(texts, share, folder):
    """The old texts, the new ones, and all in one file."""
    with texts.open("rb") as file:
        count = sum(1 for _ in file)
        file.seek(0)
        old, new, every = (folder / f"{name}.jsonl" for name in ("old", "new", "every"))
        with old.open("wb") as first, new.open("wb") as second:
            for number, line in enumerate(file):
                (first if number < count * (1 - share) else second).write(line)
    shutil.copyfile(old, every)
    return old, new, every


def main(texts, share=0.01):
    with TemporaryDirectory() as name:
        folder = Path(name)
        old, new, every = split(texts, share, folder)
        outs = {name: folder / f"{name}.out" for name in ("old", "beside", "appended", "whole")}
        print(f"{texts.name}: {texts.stat().st_size / 1e6:.0f} MB, {share:.1%} of it new")
        full, peak = run(outs["old"], "--index", folder / "a", old)
        run(outs["old"], "--index", folder / "b", every)
        report("all but the new", full, peak, full)
        report("nothing new", *run(outs["old"], "--index", folder / "a", old), full)
        report("new file beside", *run(outs["beside"], "--index", folder / "a", old, new), full)
        with every.open("ab") as file:
            file.write(new.read_bytes())
        report("at the end", *run(outs["appended"], "--index", folder / "b", every), full)
        report("everything", *run(outs["whole"], every), full)
        found = {name: out.read_bytes() for name, out in outs.items() if name != "old"}
        print("the same output:", len(set(found.values())) == 1)


def report(name, seconds, peak, full):
    print(f"{name:18} {seconds:7.2f} CPU s {seconds / full:7.1%} {peak:6.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(float, sys.argv[2:]))
