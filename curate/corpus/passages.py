"""Repeated passages on disk: what `curate dedup` found, as cleaning and all others read it.

They hold for the texts that were searched and for no others: `are_current` says whether these are
the texts that stand now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from curate.corpus import cleaned, ledger
from curate.corpus.project import Project
from curate.text import Alignment, Span


class Repeat(NamedTuple):
    """A span that repeats an earlier one, in the same document or another.

    Earlier in the order that decides which of two duplicates is kept, then in the text. Offsets are
    of the text searched, in a project of raw text once stored; `words` counts the words repeated.
    """

    doc: str
    start: int
    end: int
    of: str
    of_start: int
    of_end: int
    words: int
    kind: Literal["paragraph", "run"]

    def on_raw(self, alignments: Mapping[str, Alignment]) -> Repeat:
        """The repeat in raw offsets, as it is stored; `alignments` by document."""
        ours = alignments[self.doc].to_raw(Span(self.start, self.end))
        theirs = alignments[self.of].to_raw(Span(self.of_start, self.of_end))
        return self._replace(
            start=ours.start, end=ours.end, of_start=theirs.start, of_end=theirs.end
        )

    @property
    def why(self) -> str:
        """What it repeats, in a phrase.

        >>> Repeat("b", 0, 60, "a", 120, 180, 11, "paragraph").why
        'repeats 11 words of a at 120–180'
        """
        return f"repeats {self.words} words of {self.of} at {self.of_start}–{self.of_end}"

    def to_json(self) -> dict[str, Any]:
        """The record in `build/passages.jsonl`."""
        return self._asdict()


def file(project: Project) -> Path:
    """Where the repeated passages of a project stand, one a line."""
    return project.build_folder / "passages.jsonl"


def searched(project: Project) -> str:
    """Digest of the texts that `curate dedup` searches: changes with any text or edit."""
    digest = hashlib.sha256()
    for documents in project.shards():
        edits = cleaned.searched_file(project, documents)
        if edits.exists():
            with edits.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()


def write(project: Project, found: Iterable[Repeat], texts: str) -> None:
    """Write the passages found in texts of this digest, whole or not at all."""
    stamp = _stamp(project)
    stamp.unlink(missing_ok=True)  # passages without a stamp are never current
    with ledger.replacing(file(project)) as temporary, temporary.open("wb") as out:
        for item in found:
            out.write(ledger.dump(item.to_json()))
    with ledger.replacing(stamp) as temporary:
        temporary.write_text(texts)


def read(project: Project) -> Iterator[Repeat]:
    """The repeated passages of a project in raw offsets, sorted; none before `curate dedup`."""
    for entry in ledger.read(file(project)):
        yield Repeat(**entry.value)


def are_current(project: Project) -> bool:
    """Were the passages found in the texts that stand now? False before `curate dedup`."""
    stamp = _stamp(project)
    return stamp.exists() and stamp.read_text() == searched(project)


def _stamp(project: Project) -> Path:
    return project.build_folder / "passages.state"
