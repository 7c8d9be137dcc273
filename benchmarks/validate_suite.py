"""The official JSON Schema Test Suite, through the command line as a black box.

    git clone https://github.com/json-schema-org/JSON-Schema-Test-Suite
    python benchmarks/validate_suite.py JSON-Schema-Test-Suite [--engine reference] [--show]

For each draft: required cases, optional cases, and optional formats (with --formats). The suite's
remote schemas live at http://localhost:1234; a server there counts requests, which must be none.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

REMOTES = "http://localhost:1234"
DRAFTS = {"2020-12": "draft2020-12", "2019-09": "draft2019-09"} | {
    number: f"draft{number}" for number in ("7", "6", "4")
}


def parts(folder: Path) -> dict[str, list[Path]]:
    """The files of a draft: required, optional, and formats."""
    return {
        "required": sorted(folder.glob("*.json")),
        "optional": sorted(folder.glob("optional/*.json")),
        "format": sorted(folder.glob("optional/format/*.json")),
    }


def write_cases(files: list[Path], folder: Path) -> tuple[Path, list[tuple[str, bool]]]:
    """Write schemas, instances and the manifest; what each line should say."""
    expected, lines = [], []
    for file in files:
        for group_number, group in enumerate(json.loads(file.read_text())):
            schema = folder / f"{file.stem}-{group_number}.schema.json"
            schema.write_text(json.dumps(group["schema"]))
            for number, test in enumerate(group["tests"]):
                instance = folder / f"{file.stem}-{group_number}-{number}.json"
                instance.write_text(json.dumps(test["data"]))
                lines.append(json.dumps({"schema": str(schema), "instance": str(instance)}))
                name = f"{file.stem}: {group['description']}: {test['description']}"
                expected.append((name, test["valid"]))
    manifest = folder / "manifest.jsonl"
    manifest.write_text("\n".join(lines))
    return manifest, expected


def run(suite: Path, draft: str, part: str, engine: str) -> tuple[int, int, list[str], float]:
    """Right answers, cases, what went wrong, and seconds."""
    files = parts(suite / "tests" / DRAFTS[draft])[part]
    with tempfile.TemporaryDirectory() as name:
        manifest, expected = write_cases(files, Path(name))
        if not expected:
            return 0, 0, [], 0.0
        command = [
            *("curate", "validate", "--manifest", str(manifest), "--json", "--max", "0"),
            *("--draft", draft, "--engine", engine, "--ref-map", f"{REMOTES}={suite / 'remotes'}"),
            *(["--formats"] if part == "format" else []),
        ]
        started = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - started
    if done.returncode not in (0, 1):
        return 0, len(expected), [done.stderr[-2000:]], seconds
    results = json.loads(done.stdout)["results"]
    wrong = [
        f"{title}: says {result['valid']}, {result['findings'][:1]}"
        for (title, valid), result in zip(expected, results, strict=True)
        if result["valid"] is not valid
        or any(finding["code"] == "broken-schema" for finding in result["findings"])
    ]
    return len(expected) - len(wrong), len(expected), wrong, seconds


class Counter(BaseHTTPRequestHandler):
    requests = 0

    def do_GET(self) -> None:
        Counter.requests += 1
        self.send_error(404)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--engine", default="fast", choices=["fast", "reference"])
    parser.add_argument("--draft", action="append", choices=list(DRAFTS))
    parser.add_argument("--show", action="store_true", help="print every wrong answer")
    options = parser.parse_args()
    server = ThreadingHTTPServer(("localhost", 1234), Counter)
    Thread(target=server.serve_forever, daemon=True).start()
    bad = 0
    for draft in options.draft or DRAFTS:
        for part in ("required", "optional", "format"):
            right, total, wrong, seconds = run(options.suite, draft, part, options.engine)
            print(f"draft {draft:8} {part:9} {right:5} of {total:5} right  {seconds:5.1f} s")
            bad += total - right
            if options.show:
                print(*(f"    {line[:400]}" for line in wrong), sep="\n")
    print(f"requests made: {Counter.requests}")
    sys.exit(1 if bad or Counter.requests else 0)


if __name__ == "__main__":
    main()
