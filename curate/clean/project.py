"""Cleaning a project: shard by shard, only what changed, written to `build/edits/`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from curate.clean import override
from curate.clean.measure import Measured, measure_corpus
from curate.clean.override import Overrides
from curate.clean.recipe import CleanSettings, Recipe
from curate.clean.workers import Task, clean_many
from curate.corpus import Cleaned, Document, Project, cleaned, ledger, shard
from curate.finding import Finding, Place
from curate.text import sha256

VERSION = "1"
"""Of the pipeline itself: raise it when the same rules would now give other edits."""


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

    def to_json(self) -> dict[str, Any]:
        """The form beside the edits."""
        return {**asdict(self), "findings": [finding.to_json() for finding in self.findings]}


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
    jobs: int = 1,
) -> Outcome:
    """Bring the edits of every document up to date; a shard that did not change is left alone.

    The recipe is that of `[clean]` in curate.toml where none is given. What curators said
    (`annotations/overrides/`) outranks it. `progress` is told the bytes of each shard as it is
    finished: a shard is the unit of resumption. `jobs` is the number of cores. Raises
    `SettingsError`, `UnknownRuleError` and `WriteError`.
    """
    recipe = recipe or Recipe.of(project.table(CleanSettings, "clean"))
    work = _Work(project, recipe, override.read(project), jobs)
    findings: list[Finding] = [*work.overrides.findings]
    done = 0
    for documents, digest in work.shards.items():
        target = cleaned.edits_file(project, documents)
        state, wanted = work.states[documents], work.wanted(digest)
        if state is None or replace(state, findings=(), corpus=work.corpus) != wanted:
            found: list[Finding] = []
            cleaned.write(target, work.clean(documents, found))
            state = replace(wanted, findings=tuple(found))
            _write_state(target, state)
            done += 1
        elif state.corpus != work.corpus:
            _write_state(target, replace(state, corpus=work.corpus))
        findings += state.findings
        progress(documents.stat().st_size)
    return Outcome(len(work.shards), done, tuple(findings))


@dataclass(frozen=True)
class _Work:
    """What every shard is cleaned with; the corpus is measured only when a shard changed."""

    project: Project
    recipe: Recipe
    overrides: Overrides
    jobs: int

    @cached_property
    def shards(self) -> dict[Path, str]:
        """The shards with their digests."""
        return {documents: _digest(documents) for documents in self.project.shards()}

    @cached_property
    def states(self) -> dict[Path, ShardState | None]:
        """What is known of each shard's edits."""
        return {path: _read_state(cleaned.edits_file(self.project, path)) for path in self.shards}

    @cached_property
    def corpus(self) -> str:
        """Digest of all shards."""
        return sha256(" ".join(self.shards.values()))

    @cached_property
    def _recipe_digest(self) -> str:
        said = (sorted(self.overrides.places.items()), sorted(self.overrides.sources.items()))
        return sha256(f"{VERSION} {self.recipe.digest} {said!r}")

    @cached_property
    def _measured(self) -> Measured:
        return measure_corpus(self.project.documents(), self.recipe.rules)

    @cached_property
    def _measured_digest(self) -> str:
        """Of what was measured; known without measuring while no shard and no rule changed."""
        known = [state for state in self.states.values() if state is not None]
        if len(known) == len(self.shards) and all(
            (state.recipe, state.corpus) == (self._recipe_digest, self.corpus) for state in known
        ):
            return known[0].measured if known else ""
        kept = {source: found for source, found in self._measured.items() if any(found.values())}
        return sha256(orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode()) if kept else ""

    def wanted(self, documents: str) -> ShardState:
        """The state of a shard whose edits are up to date."""
        return ShardState(documents, self._recipe_digest, self._measured_digest, self.corpus)

    def clean(self, documents: Path, findings: list[Finding]) -> Iterator[Cleaned]:
        """The documents of a shard with their edits; what is found goes to `findings`."""
        read: list[Document] = []
        for item in shard.read(documents):
            if isinstance(item, Document):
                read.append(item)
            else:
                findings.append(item)
        made = clean_many(map(self._task, read), self.recipe, self.jobs)
        for document, (edits, found) in zip(read, made, strict=True):
            findings += found
            yield Cleaned(document, self.overrides.outrank(document, edits))

    def _task(self, document: Document) -> Task:
        measured = self._measured.get(override.source_of(document), {})
        return Task(document.id, document.raw, measured)


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
        digests = (record[name] for name in ("documents", "recipe", "measured", "corpus"))
        state = replace(ShardState(*digests), findings=findings)
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
