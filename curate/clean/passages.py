"""What becomes of repeated passages, as the recipe says: they stay, are marked, or go.

This comes after all rules. `curate dedup` searches the texts as the rules leave them, whatever
became of passages found before (`cleaned.searched_file`), so cleaning and searching in turn end
after one round. Passages found in other texts than those that stand now are not used at all.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from curate.clean.override import Overrides
from curate.clean.pipeline import loss
from curate.clean.recipe import PASSAGES, Recipe, find
from curate.clean.state import ShardState, digest_of
from curate.corpus import Cleaned, Project, cleaned, passages
from curate.corpus.passages import Repeat
from curate.finding import Finding, Place
from curate.text import Edits, Span, compose, settle, sha256

NOT_SEARCHED = "passages-not-searched"
"""The code of the finding that no passages are known of the texts that stand now."""


@dataclass(frozen=True)
class Passages:
    """The repeated passages of a project and what its recipe makes of them."""

    project: Project
    recipe: Recipe
    overrides: Overrides

    def target(self, documents: Path) -> Path:
        """Where the edits of a shard that know nothing of passages stand."""
        if self.recipe.passages == "remove":
            return cleaned.apart_file(self.project, documents)
        return cleaned.edits_file(self.project, documents)

    def forget(self) -> None:
        """Where passages are not removed, no edits without them stand apart."""
        if self.recipe.passages != "remove":
            shutil.rmtree(self.project.build_folder / "searched", ignore_errors=True)

    def bring(self) -> tuple[set[Path], list[Finding]]:
        """Do what the recipe says; the shards whose edits changed, and what was found."""
        fate = self.recipe.passages
        if fate == "leave":
            return set(), []
        findings = [] if self._are_current else [_stale(self.project)]
        if fate == "mark":
            return set(), [*findings, *self._marks()]
        changed = set()
        for documents in self.project.shards():
            found = self._remove(documents)
            if found.is_new:
                changed.add(documents)
            findings += found.state.findings
        return changed, findings

    @cached_property
    def _are_current(self) -> bool:
        return passages.are_current(self.project)

    @cached_property
    def _by_document(self) -> dict[str, list[Repeat]]:
        found: dict[str, list[Repeat]] = {}
        for item in passages.read(self.project) if self._are_current else ():
            found.setdefault(item.doc, []).append(item)
        return found

    def _marks(self) -> Iterator[Finding]:
        for repeats in self._by_document.values():
            for item in repeats:
                yield Finding(
                    PASSAGES, item.why, Place(document=item.doc, offset=item.start), "note"
                )

    @cached_property
    def _digest(self) -> str:
        return digest_of(passages.file(self.project)) if self._are_current else ""

    @cached_property
    def _recipe_digest(self) -> str:
        most = self.recipe.settings.max_loss
        return sha256(f"{find(PASSAGES).digest} {self.overrides.digest} {most}")

    def _remove(self, documents: Path) -> _Removed:
        """The edits of a shard without its passages, made again if anything changed."""
        apart = self.target(documents)
        target = cleaned.edits_file(self.project, documents)
        wanted = ShardState(digest_of(apart), self._recipe_digest, self._digest, "")
        state = ShardState.read(target)
        if state is not None and replace(state, findings=()) == wanted:
            return _Removed(state, is_new=False)
        findings: list[Finding] = []
        read = cleaned.read_shard(documents, apart)
        cleaned.write(target, (self._without(item, findings) for item in read))
        state = replace(wanted, findings=tuple(findings))
        state.write(target)
        return _Removed(state, is_new=True)

    def _without(self, item: Cleaned, findings: list[Finding]) -> Cleaned:
        repeats = self._by_document.get(item.document.id)
        if not repeats:
            return item
        edits = remove(item, repeats, self.overrides)
        document, most = item.document, self.recipe.settings.max_loss
        if not list(loss(document.raw, item.edits, most, document.id)):
            findings += loss(document.raw, edits, most, document.id)
        return Cleaned(document, edits)


@dataclass(frozen=True)
class _Removed:
    state: ShardState
    is_new: bool


def remove(item: Cleaned, repeats: list[Repeat], overrides: Overrides) -> Edits:
    """The edits of a document that remove its repeated passages as well, but for those that
    somebody wants to keep.
    """
    shown = [
        (span, repeat.why)
        for repeat in repeats
        if not overrides.keeps(item.document, PASSAGES, raw := Span(repeat.start, repeat.end))
        and (span := item.alignment.to_clean(raw))
    ]
    proposals = find(PASSAGES).propose(item.text, passages=shown)
    made = settle(item.text, [(PASSAGES, proposal) for proposal in proposals])
    return compose(item.document.raw, item.edits, made) if made else item.edits


def _stale(project: Project) -> Finding:
    since = "texts changed since they were found"
    why = since if passages.file(project).exists() else "nobody has looked for them"
    message = f"repeated passages are left as they are: {why}"
    return Finding(NOT_SEARCHED, message, severity="note", hint="Run `curate dedup`.")
