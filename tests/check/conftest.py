"""A small project with one document and one annotation, as records that tests may break."""

import hashlib
import json
from pathlib import Path

import pytest

from curate.check.project import check_project
from curate.check.schemas import Options
from curate.corpus import Project

RAW = (
    "In 2019 NHS England said that cafe\u0301s help.\n\nNHS England was right. \U0001f44d\U0001f3fd"
)
SHA = hashlib.sha256(RAW.encode()).hexdigest()

CODEBOOK = {
    "id": "small",
    "version": "1.1.0",
    "attributes": {
        "voice": {"type": "enum", "values": ["author", "reported"], "definition": "Who says it."}
    },
    "labels": [
        {"id": "org", "kind": "span", "definition": "A body.", "group": "g", "overlap": "nest"},
        {
            "id": "claim",
            "kind": "span",
            "definition": "A claim.",
            "attributes": ["voice"],
            "overlap": "free",
        },
        {
            "id": "said_by",
            "kind": "relation",
            "definition": "Who says it.",
            "domain": ["claim"],
            "range": ["org"],
        },
        {
            "id": "supports",
            "kind": "relation",
            "definition": "Gives grounds for.",
            "domain": ["claim"],
            "range": ["claim"],
            "acyclic": True,
        },
        {
            "id": "topic",
            "kind": "document",
            "definition": "What it is about.",
            "values": ["care", "money"],
            "required": True,
        },
    ],
    "changes": [{"version": "1.1.0", "type": "rename", "old": ["body"], "new": ["org"]}],
}


def annotation(number, kind="span", **facts):
    """A right record; `facts` replace or (with None) remove fields."""
    record = {
        "v": 1,
        "id": f"a{number:012d}",
        "rev": 1,
        "kind": kind,
        "doc": {"id": "0001", "sha256": SHA},
        "codebook": {"id": "small", "version": "1.1.0"},
        "status": "accepted",
        "by": {"id": "anna", "type": "person"},
        "at": "2026-11-21T10:00:00Z",
    }
    if kind == "span":
        record |= {"label": "org", "target": [{"start": 8, "end": 19, "exact": "NHS England"}]}
    return {name: value for name, value in (record | facts).items() if value is not None}


def span(number, label, start, end, **facts):
    target = [{"start": start, "end": end, "exact": RAW[start:end]}]
    return annotation(number, label=label, target=target, **facts)


class Folder:
    """A project folder that tests fill."""

    def __init__(self, root: Path):
        self.root = root
        (root / "curate.toml").write_text('[project]\nname = "small"\n', encoding="utf-8")
        self.write("corpus/documents/0001.jsonl", [{"id": "0001", "raw": RAW}])
        self.write_json("schema/codebook.small.json", CODEBOOK)

    def write(self, name, records):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            record if isinstance(record, bytes) else json.dumps(record, ensure_ascii=False).encode()
            for record in records
        ]
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        return path

    def write_json(self, name, value):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, indent=1), encoding="utf-8")
        return path

    def annotate(self, *records, name="anna"):
        return self.write(f"annotations/{name}.jsonl", records)

    def findings(self, **options):
        results = check_project(Project.find(self.root), Options(**options))
        return [finding for result in results for finding in result.findings]

    def said(self, **options):
        """The findings as (code, line, pointer)."""
        return [(one.code, one.place.line, one.pointer) for one in self.findings(**options)]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)
