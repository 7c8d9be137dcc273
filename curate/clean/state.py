"""`ShardState`: what the edits of a shard were made from, so that only what changed is done."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from curate.corpus import ledger
from curate.finding import Finding, Place


@dataclass(frozen=True, slots=True)
class ShardState:
    """What the edits of a shard were made from (digests of the shard, of the recipe with the
    overrides, of what corpus rules measured, of all shards it was measured on), and what was found.
    """

    documents: str
    recipe: str
    measured: str
    corpus: str
    findings: tuple[Finding, ...] = ()

    @classmethod
    def read(cls, edits: Path) -> ShardState | None:
        """The state beside the edits; None where it or they are missing or cannot be read."""
        try:
            record = orjson.loads(_file(edits).read_bytes())
            findings = tuple(map(_finding_from_json, record["findings"]))
            digests = (record[name] for name in ("documents", "recipe", "measured", "corpus"))
            state = replace(cls(*digests), findings=findings)
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            return None
        return state if edits.exists() else None

    def write(self, edits: Path) -> None:
        """Put it beside the edits. Raises `WriteError`."""
        with ledger.replacing(_file(edits)) as temporary:
            temporary.write_bytes(orjson.dumps(self.to_json()))

    def to_json(self) -> dict[str, Any]:
        """The form beside the edits."""
        return {**asdict(self), "findings": [finding.to_json() for finding in self.findings]}


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _file(edits: Path) -> Path:
    return edits.with_suffix(".state.json")


def _finding_from_json(record: dict[str, Any]) -> Finding:
    at = {
        name: record[name]
        for name in ("file", "line", "column", "document", "offset")
        if name in record
    }
    code, message, severity = record["code"], record["message"], record["severity"]
    return Finding(code, message, Place(**at), severity, hint=record.get("hint", ""))
