"""Cleaning a project: shard by shard, only what changed, written to `build/edits/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

import orjson

from curate.clean import override
from curate.clean.measure import Measured, measure
from curate.clean.override import Overrides, source_of
from curate.clean.passages import Passages
from curate.clean.pipeline import Task
from curate.clean.recipe import CleanSettings, Recipe
from curate.clean.state import ShardState, digest_of
from curate.clean.written import Written, write
from curate.corpus import Cleaned, Document, Project, ledger, shard
from curate.corpus.blocks import OnDisk
from curate.engines import Engine, Local, in_waves
from curate.finding import Finding
from curate.text import Edits, sha256

VERSION = "1"
"""Of the pipeline itself: raise it when the same rules would now give other edits."""


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
    engine: Engine | None = None,
) -> Outcome:
    """Bring the edits of every document up to date; a shard that did not change is left alone.

    The recipe is that of `[clean]` in curate.toml where none is given. What curators said
    (`annotations/overrides/`) outranks it. `progress` is told of bytes done; a shard is the unit of
    resumption. The work is done where the engine does it, by default in this process; edits come
    back and are written here. Raises `SettingsError`, `UnknownRuleError` and `WriteError`.
    """
    recipe = recipe or Recipe.of(project.table(CleanSettings, "clean"))
    overrides = override.read(project)
    passages = Passages(project, recipe, overrides)
    passages.forget()
    work = _Work(project, recipe, overrides, engine or Local(), passages.target)
    done = set(work.bring(progress))
    changed, found = passages.bring()
    known = [work.states[path] for path in work.shards]
    findings = [finding for state in known if state for finding in state.findings]
    return Outcome(len(work.shards), len(done | changed), (*overrides.findings, *findings, *found))


@dataclass(frozen=True)
class _Work:
    """What every shard is cleaned with; the corpus is measured only when a shard changed."""

    project: Project
    recipe: Recipe
    overrides: Overrides
    engine: Engine
    target: Callable[[Path], Path]

    @cached_property
    def shards(self) -> dict[Path, str]:
        """The shards with their digests."""
        return {documents: digest_of(documents) for documents in self.project.shards()}

    @cached_property
    def states(self) -> dict[Path, ShardState | None]:
        """What is known of each shard's edits."""
        return {path: ShardState.read(self.target(path)) for path in self.shards}

    @cached_property
    def corpus(self) -> str:
        """Digest of all shards."""
        return sha256(" ".join(self.shards.values()))

    @cached_property
    def _recipe_digest(self) -> str:
        return sha256(f"{VERSION} {self.recipe.digest} {self.overrides.digest}")

    @cached_property
    def _measured(self) -> Measured:
        blocks = (block for path in self.shards for block in shard.in_blocks(path))
        return measure(self.engine, blocks, _sourced, self.recipe)

    @cached_property
    def _measured_digest(self) -> str:
        """Of what was measured; known without measuring while no shard and no rule changed."""
        known = [state for state in self.states.values() if state is not None]
        if len(known) == len(self.shards) and all(
            (state.recipe, state.corpus) == (self._recipe_digest, self.corpus) for state in known
        ):
            return known[0].measured if known else ""
        kept = self._measured
        return sha256(orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode()) if kept else ""

    def _wanted(self, path: Path) -> ShardState:
        """The state of a shard whose edits are up to date."""
        digest = self.shards[path]
        return ShardState(digest, self._recipe_digest, self._measured_digest, self.corpus)

    def bring(self, progress: Callable[[int], None]) -> Iterator[Path]:
        """Do what is to be done; each shard when it is done anew."""
        waiting = []
        for path, state in self.states.items():
            wanted = self._wanted(path)
            if state is None or replace(state, findings=(), corpus=self.corpus) != wanted:
                waiting.append(path)
                continue
            if state.corpus != self.corpus:
                replace(state, corpus=self.corpus).write(self.target(path))
            progress(path.stat().st_size)
        yield from self._clean(waiting, progress)

    def _clean(self, paths: list[Path], progress: Callable[[int], None]) -> Iterator[Path]:
        """Clean shards, and write each when its last block is there."""
        blocks = {path: shard.in_blocks(path) for path in paths}
        measured = self._measured if blocks else {}
        task = partial(_written, recipe=self.recipe, measured=measured, overrides=self.overrides)
        made = in_waves(self.engine, chain.from_iterable(blocks.values()), task)
        for path, of_shard in blocks.items():
            yield self._write(path, zip(of_shard, made, strict=False), progress)

    def _write(
        self,
        path: Path,
        made: Iterable[tuple[OnDisk, Written]],
        progress: Callable[[int], None],
    ) -> Path:
        findings: list[Finding] = []
        target = self.target(path)
        with ledger.replacing(target) as temporary, temporary.open("wb") as out:
            for block, written in made:
                out.write(written.lines)
                findings += written.findings
                progress(block.size)
        state = replace(self._wanted(path), findings=tuple(findings))
        state.write(target)
        self.states[path] = state
        return path


def _sourced(block: OnDisk) -> Iterator[tuple[str, str]]:
    """The texts of a block, each after its source."""
    for item in shard.read_block(block):
        if isinstance(item, Document):
            yield source_of(item), item.raw


def _written(block: OnDisk, recipe: Recipe, measured: Measured, overrides: Overrides) -> Written:
    """The edits of the documents of a block, as they are stored."""

    def task(document: Document) -> Task:
        return Task(document.raw, document.id, measured.get(source_of(document), {}))

    def line(document: Document, edits: Edits) -> bytes:
        return ledger.dump(Cleaned(document, overrides.outrank(document, edits)).to_json())

    return write(list(shard.read_block(block)), task, line, recipe)
