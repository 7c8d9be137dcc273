"""Cleaning a project: shard by shard, only what changed, written to `build/edits/`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from curate.clean.pipeline import clean_text
from curate.clean.recipe import CleanSettings, Recipe
from curate.corpus import Cleaned, Document, Project, cleaned, ledger, shard
from curate.finding import Finding, Place

VERSION = "1"
"""Of the pipeline itself: raise it when the same rules would now give other edits."""


@dataclass(frozen=True, slots=True)
class ShardState:
    """What the edits of a shard were made from, and what was found on the way."""

    documents: str
    recipe: str
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The form beside the edits: digests of the shard and of the recipe, and findings."""
        return {
            "documents": self.documents,
            "recipe": self.recipe,
            "findings": [finding.to_json() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What cleaning a project did: how many shards were done anew, and what was found in all."""

    shards: int
    done: int
    findings: tuple[Finding, ...]


def clean_project(
    project: Project,
    recipe: Recipe | None = None,
    progress: Callable[[int], None] = lambda _bytes: None,
) -> Outcome:
    """Bring the edits of every document up to date; a shard that did not change is left alone.

    The recipe is that of `[clean]` in curate.toml where none is given. `progress` is told the
    bytes of each shard as it is finished: a shard is the unit of resumption. Raises
    `SettingsError`, `UnknownRuleError` and `WriteError`.
    """
    recipe = recipe or Recipe.of(project.table(CleanSettings, "clean"))
    wanted = f"{VERSION} {recipe.digest}"
    findings: list[Finding] = []
    done = 0
    shards = project.shards()
    for documents in shards:
        target = cleaned.edits_file(project, documents)
        state = _read_state(target)
        digest = _digest(documents)
        if state is None or (state.documents, state.recipe) != (digest, wanted):
            found: list[Finding] = []
            cleaned.write(target, _clean_shard(documents, recipe, found))
            state = ShardState(digest, wanted, tuple(found))
            _write_state(target, state)
            done += 1
        findings += state.findings
        progress(documents.stat().st_size)
    return Outcome(len(shards), done, tuple(findings))


def is_cleaned(project: Project, documents: Path, recipe: Recipe) -> bool:
    """Are the edits of a shard up to date?"""
    state = _read_state(cleaned.edits_file(project, documents))
    wanted = (_digest(documents), f"{VERSION} {recipe.digest}")
    return state is not None and (state.documents, state.recipe) == wanted


def _clean_shard(documents: Path, recipe: Recipe, findings: list[Finding]) -> Iterator[Cleaned]:
    for item in shard.read(documents):
        if isinstance(item, Document):
            edits, found = clean_text(item.raw, recipe, item.id)
            findings += found
            yield Cleaned(item, edits)
        else:
            findings.append(item)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _state_file(edits: Path) -> Path:
    return edits.with_suffix(".state.json")


def _read_state(edits: Path) -> ShardState | None:
    """The state beside the edits; None where it or they are missing or cannot be read."""
    try:
        record = orjson.loads(_state_file(edits).read_bytes())
        findings = tuple(map(_finding_from_json, record["findings"]))
        state = ShardState(record["documents"], record["recipe"], findings)
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return None
    return state if edits.exists() else None


def _write_state(edits: Path, state: ShardState) -> None:
    with ledger.replacing(_state_file(edits)) as temporary:
        temporary.write_bytes(orjson.dumps(state.to_json()))


def _finding_from_json(record: dict[str, Any]) -> Finding:
    at = {
        name: record[name]
        for name in ("file", "line", "column", "document", "offset")
        if name in record
    }
    code, message, severity = record["code"], record["message"], record["severity"]
    return Finding(code, message, Place(**at), severity, hint=record.get("hint", ""))
