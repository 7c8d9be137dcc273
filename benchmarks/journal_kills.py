"""Kill a writer of annotations at random moments; nothing that was accepted may be lost.

    python benchmarks/journal_kills.py --kills 1000

Each round starts a process that appends annotations and prints what the journal accepted at once,
waits a random time, and ends it with SIGKILL. Then every revision printed must stand in the
journal, and every line but a torn one must be valid against the schema.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from curate.annotate import Annotation, By, Edition, Fragment, Journal, journal
from curate.annotate.author import together
from curate.annotate.record import new_id

SCHEMA = Path(__file__).parents[1] / "schema" / "annotation.schema.json"


def write(folder: Path, annotator: str, count: int) -> None:
    """Append actions until killed: one annotation, several at once, or a change of an earlier."""
    out = Journal(folder, annotator)
    chance = random.Random(secrets.randbits(64))
    made: list[Annotation] = []
    while count:
        count -= 1
        new = [_annotation(annotator) for _ in range(chance.choice([1, 1, 1, 5]))]
        action = together(new)
        if made and chance.random() < 0.3:
            changed = made.pop(chance.randrange(len(made)))
            action = (replace(changed, rev=changed.rev + 1, note="x" * chance.randint(1, 3000)),)
        out.write(action)
        made += action
        print(" ".join(annotation.name for annotation in action), flush=True)


def _annotation(annotator: str) -> Annotation:
    target = (Fragment(3, 6, "NHS", "before", "after"),)
    return Annotation(
        id=new_id(secrets.randbelow(36**12)),
        kind="span",
        doc="0001",
        sha256="0" * 64,
        by=By(annotator),
        at="2026-11-21T10:00:00Z",
        codebook=Edition("care", "1.0.0"),
        label="org",
        target=target,
        note="é" * secrets.randbelow(200) + ".",
    )


def kill(rounds: int, seed: int) -> int:
    """Run the rounds; the number of faults found."""
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text(encoding="utf-8")))
    chance, faults, torn, accepted = random.Random(seed), 0, 0, 0
    command = [sys.executable, __file__, "--write"]
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            writer = subprocess.Popen([*command, name, "anna"], stdout=subprocess.PIPE)
            assert writer.stdout
            printed = writer.stdout.readline()
            time.sleep(chance.random() * 0.05)
            os.kill(writer.pid, signal.SIGKILL)
            printed += writer.stdout.read()
            writer.wait()
            whole = set(printed.rpartition(b"\n")[0].decode().split())
            journals = journal.read(folder)
            written = {line.annotation.name for line in journals.lines.get("anna", ())}
            torn += len(journals.findings)
            accepted += len(whole)
            lost = whole - written
            invalid = [
                line
                for line, _ in journals.lines.get("anna", ())
                if not validator.is_valid(line.to_json())
            ]
            faults += bool(lost) + bool(invalid)
        if (number + 1) % 100 == 0:
            print(
                f"{number + 1} kills, {accepted} accepted revisions, {torn} torn, {faults} faults"
            )
    print(f"{rounds} kills: {accepted} accepted revisions, {torn} torn lines, {faults} faults")
    return faults


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--write", nargs=2, metavar=("FOLDER", "NAME"))
    options.add_argument("--count", type=int, default=-1)
    chosen = options.parse_args()
    if chosen.write:
        write(Path(chosen.write[0]), chosen.write[1], chosen.count)
    else:
        sys.exit(1 if kill(chosen.kills, chosen.seed) else 0)


if __name__ == "__main__":
    main()
