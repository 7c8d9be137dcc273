"""Speed of validation: 200,000 span annotations, records per CPU second, peers in the same run.

    python benchmarks/validate.py [--records N] [--peers VENV] [--ajv NODE_FOLDER]

Everything that is timed reads the same file of JSON lines, against schema/annotation.schema.json
with formats asserted. `curate` is timed from outside, start-up and all; peers as libraries in the
best way they offer. Peers that are not installed are said to be so:

    python -m venv peers && peers/bin/pip install check-jsonschema fastjsonschema
    npm install ajv ajv-formats
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "schema/annotation.schema.json"
WORDS = (
    "integrated",
    "care",
    "systems",
    "need",
    "leaders",
    "who",
    "work",
    "together",
    "in",
    "England",
)
LABELS = ("claim.barrier", "claim.enabler", "claim.finding")

LOOP = """
import json, sys, time
schema = json.load(open(sys.argv[1]))
lines = open(sys.argv[2], "rb").read().splitlines()[: int(sys.argv[3])]
{setup}
start = time.process_time()
bad = sum(not {test} for line in lines)
print(len(lines) / (time.process_time() - start), bad)
"""
AJV = """
const fs = require("fs"), Ajv = require("ajv/dist/2020"), formats = require("ajv-formats");
const ajv = new Ajv({strict: false}); formats(ajv);
const check = ajv.compile(JSON.parse(fs.readFileSync(process.argv[2])));
const lines = fs.readFileSync(process.argv[3], "utf8").split("\\n").filter(Boolean);
const start = process.cpuUsage(); let bad = 0;
for (const line of lines) if (!check(JSON.parse(line))) bad++;
const used = process.cpuUsage(start);
console.log(lines.length / ((used.user + used.system) / 1e6), bad);
"""
# title, packages to import, set-up, test of one line, share of the records (slow ones get fewer)
PEERS = [
    ("orjson.loads alone (the limit)", "import orjson", "orjson.loads(line)", 1.0),
    (
        "bare orjson + jsonschema-rs",
        "import orjson, jsonschema_rs\n"
        "v = jsonschema_rs.validator_for(schema, validate_formats=True)",
        "v.is_valid(orjson.loads(line))",
        1.0,
    ),
    (
        "json + jsonschema, one validator",
        "import jsonschema\nc = jsonschema.Draft202012Validator\n"
        "v = c(schema, format_checker=c.FORMAT_CHECKER)",
        "v.is_valid(json.loads(line))",
        0.01,
    ),
    (
        "json + fastjsonschema (wrong on 2020-12)",
        "import fastjsonschema\nf = fastjsonschema.compile(schema)\n"
        "def ok(x):\n    try: f(x); return True\n"
        "    except fastjsonschema.JsonSchemaException: return False",
        "ok(json.loads(line))",
        0.1,
    ),
]


def make(folder: Path, records: int) -> None:
    """A project: 200 documents and one journal."""
    rng = random.Random(1)
    (folder / "curate.toml").write_text('[project]\nname = "speed"\n')
    for name in ("corpus/documents", "annotations", "schema"):
        (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / "schema/codebook.ics-policy.json", folder / "schema")
    edition = json.loads((ROOT / "schema/codebook.ics-policy.json").read_text())["version"]
    texts = [" ".join(rng.choices(WORDS, k=700)) for _ in range(200)]
    with (folder / "corpus/documents/0001.jsonl").open("w") as file:
        for number, raw in enumerate(texts):
            file.write(json.dumps({"id": f"{number:04}", "raw": raw}) + "\n")
    with (folder / "annotations/anna.jsonl").open("w") as file:
        for number in range(records):
            document = number * len(texts) // records
            file.write(annotation(number, document, texts[document], edition) + "\n")


def annotation(number: int, document: int, raw: str, edition: str) -> str:
    """One or two words of the text; no two of a label are the same."""
    spaces = [match.start() for match in re.finditer(" ", raw)]
    place, words = number % 690, 1 + number // 690 % 2
    start, end = spaces[place] + 1, spaces[place + words]
    around = {"prefix": raw[max(0, start - 16) : start], "suffix": raw[end : end + 16]}
    record = {
        "v": 1,
        "id": f"a{number:012}",
        "rev": 1,
        "kind": "span",
        "doc": {"id": f"{document:04}", "sha256": hashlib.sha256(raw.encode()).hexdigest()},
        "codebook": {"id": "ics-policy", "version": edition},
        "label": LABELS[number // 1380 % 3],
        "target": [{"start": start, "end": end, "exact": raw[start:end], **around}],
        "status": "accepted",
        "by": {"id": "anna", "type": "person"},
        "at": "2026-11-21T10:00:00Z",
    }
    return json.dumps(record, separators=(",", ":"))


def run(*command: str, cwd: Path | None = None) -> tuple[float, float, str]:
    """CPU seconds, peak memory in MiB, and output of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if status:
        sys.exit(f"{' '.join(command)} ended with {status}: {output[-500:]}")
    return seconds, usage.ru_maxrss / 1024, output


def ours(title: str, count: int, *arguments: str, times: int = 3) -> None:
    runs = [run(sys.executable, "-m", "curate", "validate", *arguments) for _ in range(times)]
    seconds = statistics.median(run[0] for run in runs)
    speed = f"{count / seconds:12,.0f} records/s" if count > 1 else f"{seconds:12.3f} s"
    print(f"curate: {title:50} {speed}  {max(run[1] for run in runs):5.0f} MiB")


def peer(python: str, title: str, setup: str, test: str, file: Path, count: int) -> None:
    code = LOOP.format(setup=setup, test=test)
    command = [python, "-c", code, str(SCHEMA), str(file), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{title:58}  not installed")
        return
    speed, bad = done.stdout.split()
    wrong = f"  ({bad} of {count} refused)" if bad != "0" else ""
    print(f"{title:58} {float(speed):12,.0f} records/s{wrong}")


def ajv(folder: str | None, file: Path) -> None:
    if not folder:
        print(f"{'ajv':58}  not installed")
        return
    _, _, output = run("node", "-e", AJV, "-", str(SCHEMA), str(file), cwd=Path(folder))
    speed, bad = output.split()
    print(f"{'JSON.parse + ajv':58} {float(speed):12,.0f} records/s  ({bad} refused)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--peers", help="folder of a virtual environment with the peers")
    parser.add_argument("--ajv", help="folder with node_modules")
    options = parser.parse_args()
    python = f"{options.peers}/bin/python" if options.peers else sys.executable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, options.records)
        file = folder / "annotations/anna.jsonl"
        size = file.stat().st_size / options.records
        print(f"{options.records:,} records of {size:.0f} bytes; load {os.getloadavg()[0]:.1f}")
        for title, setup, test, share in PEERS:
            peer(python, title, setup, test, file, int(options.records * share))
        ajv(options.ajv, file)
        few = folder / "few.jsonl"
        with file.open("rb") as lines:
            few.write_bytes(b"".join(line for line, _ in zip(lines, range(4000), strict=False)))
        one = folder / "one.jsonl"
        one.write_bytes(few.read_bytes().split(b"\n")[0])
        broken = folder / "broken.jsonl"
        with file.open("rb") as lines, broken.open("wb") as out:
            for number, line in enumerate(lines):
                out.write(line if number % 100 else line.replace(b'"rev":1', b'"rev":0'))
        count = options.records
        ours("shape, repeated keys refused", count, "-s", "annotation", str(file))
        ours("shape and sense, a project", count, "-C", str(folder))
        ours("--engine reference", 4000, "-s", "annotation", "--engine", "reference", str(few))
        ours("one record, with start-up", 1, "-s", "annotation", str(one), times=9)
        done = run("sh", "-c", f"{sys.executable} -m curate validate -s annotation {broken}; true")
        print(f"curate: {'shape, 1 % of the records broken':50} {count / done[0]:12,.0f} records/s")


if __name__ == "__main__":
    main()
