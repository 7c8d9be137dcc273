"""Ten broken records side by side: what curate and its peers put first, as a page in Markdown.

    python benchmarks/validate_messages.py [--peers VENV] [--ajv NODE_FOLDER] > page.md

Each record has one fault; the schema is TAGGED of validate_faults.py, in whose oneOf the branch
that was meant stands last. Peers run as their users run them; not installed ones are left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from copy import deepcopy
from pathlib import Path

from validate_faults import TAGGED

GOOD = {"id": "a1", "type": "span", "start": 1, "end": 4, "label": "person", "by": "anna"}
CASES = [
    ("a key is missing", {"start": None}),
    ("a key is misspelt", {"label": None, "lable": "person"}),
    ("a key too many", {"colour": "red"}),
    ("a number in quotes", {"start": "1"}),
    ("a value nearly right", {"label": "persn"}),
    ("the kind misspelt", {"type": "spam"}),
    ("a number too small", {"start": -1}),
    ("a pattern missed", {"id": "A1"}),
    ("a condition unmet", {"status": "final", "by": None}),
    ("a comma after the last value", None),
]
JSONSCHEMA = """
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
try:
    error = jsonschema.exceptions.best_match(
        jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(sys.argv[2]))))
    print(error.json_path, error.message)
except ValueError as error:
    print(error)
"""
RUST = """
import json, sys, jsonschema_rs
try:
    v = jsonschema_rs.validator_for(json.load(open(sys.argv[1])))
    print(str(next(iter(v.iter_errors(json.load(open(sys.argv[2])))))).split(chr(10))[0])
except ValueError as error:
    print(error)
"""
AJV = """
const fs = require("fs"), Ajv = require("ajv/dist/2020");
try {
  const ajv = new Ajv({strict: false}); require("ajv-formats")(ajv);
  const check = ajv.compile(JSON.parse(fs.readFileSync(process.argv[2])));
  check(JSON.parse(fs.readFileSync(process.argv[3])));
  console.log(check.errors[0].instancePath || "/", check.errors[0].message);
} catch (error) { console.log(error.message); }
"""


def record_of(change: dict[str, object] | None) -> str:
    if change is None:
        return json.dumps(GOOD, indent=2).replace("\n}", ",\n}")
    made = {name: value for name, value in (GOOD | change).items() if value is not None}
    return json.dumps(made, indent=2)


def output(*command: str, cwd: str | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    return (done.stdout + done.stderr).strip()


def ours(schema: str, file: str) -> str:
    command = (sys.executable, "-m", "curate", "validate", "-s", schema, "--json", file)
    (finding,) = json.loads(output(*command))["results"][0]["findings"]
    hint = f" {finding['hint']}" if "hint" in finding else ""
    return f"{finding['line']}:{finding['column']} {finding['message']}.{hint}"


def checker(python: str, schema: str, file: str) -> str:
    text = output(python, "-m", "check_jsonschema", "-o", "json", "--schemafile", schema, file)
    found = json.loads(text)
    if found.get("parse_errors"):
        return str(found["parse_errors"][0]["message"])
    error = found["errors"][0]
    error = error.get("best_deep_match", error)
    return f"{error['path']} {error['message']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="folder of a virtual environment with check-jsonschema")
    parser.add_argument("--ajv", help="folder with node_modules")
    options = parser.parse_args()
    schema = deepcopy(TAGGED)
    schema["oneOf"] = schema["oneOf"][1:] + schema["oneOf"][:1]
    with tempfile.TemporaryDirectory() as name:
        schema_file, file = Path(name) / "schema.json", Path(name) / "record.json"
        schema_file.write_text(json.dumps(schema))
        pair = (str(schema_file), str(file))
        for title, change in CASES:
            file.write_text(record_of(change))
            print(f"\n**{title}**\n\n```text")
            print("curate            ", ours(*pair))
            print("jsonschema        ", output(sys.executable, "-c", JSONSCHEMA, *pair))
            print("jsonschema-rs     ", output(sys.executable, "-c", RUST, *pair))
            if options.peers:
                print("check-jsonschema  ", checker(f"{options.peers}/bin/python", *pair))
            if options.ajv:
                print("ajv               ", output("node", "-e", AJV, "-", *pair, cwd=options.ajv))
            print("```")


if __name__ == "__main__":
    main()
