"""What `curate dedup` does with its options: whose duplicates are sought, and what is shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

import orjson

from curate.cli import output
from curate.cli.steps import bring_edits, bring_passages
from curate.corpus import Project
from curate.dedup import (
    DedupSettings,
    Found,
    Index,
    Link,
    Source,
    Unit,
    find,
    json_lines,
    pipeline,
    source,
)
from curate.dedup.methods import PLAIN, choose
from curate.errors import UsageError
from curate.finding import Finding
from curate.text import amount

if TYPE_CHECKING:
    from curate.engines import Engine

FILTER = {"contained": 0.0, "paragraphs": 0, "runs": 0}
"""A filter finds what its threshold says, no more, unless it is asked to."""

MANY = 200_000
"""Lines from which the compiled kernel writes them: before, loading it takes longer."""


@dataclass(frozen=True)
class Wish:
    """The options of one call."""

    files: tuple[Path, ...]
    jsonl: bool
    pairs: bool
    passages: bool
    threshold: float | None
    contained: float | None
    index: Path | None
    against: Path | None
    engine: str
    master: str
    folder: str
    quiet: bool

    @property
    def is_filter(self) -> bool:
        """Are texts read from a file or standard input, not from a project?"""
        return bool(self.files) or self.jsonl or self.pairs or self.passages

    @property
    def given(self) -> dict[str, float]:
        """The settings given as options."""
        options = {"threshold": self.threshold, "contained": self.contained}
        return {name: value for name, value in options.items() if value is not None}

    def project(self) -> Project:
        """The project, cleaned."""
        project = Project.find(Path(self.folder))
        bring_edits(project, self.quiet)
        return project

    def settings(self) -> DedupSettings:
        """The settings: those of the project, or those of a filter, and what was given."""
        if not self.is_filter:
            settings = self.project().table(DedupSettings, "dedup")
            return replace(settings, **self.given)  # type: ignore[arg-type]
        plain = {**FILTER, **({"paragraphs": 10, "runs": 50} if self.passages else {})}
        return DedupSettings(**{**plain, **self.given})  # type: ignore[arg-type]

    def in_project(self) -> Found:
        """Search a project and write what was found to its build folder."""
        project = self.project()
        length = source.size(source.corpus(project))
        with output.progress("Reading", length, self.quiet) as moved_on, self._engine() as engine:
            found = pipeline.run(project, self.given, moved_on, engine)
        bring_passages(project, self.quiet)
        return found

    def filter(self) -> Sequence[Finding]:
        """Search files and write what was found to standard output; what could not be read."""
        settings = self.settings()
        if self.index is None and self.engine != "local":
            raise UsageError("--engine spark needs --index DIR, a folder that all machines share.")
        index = Index(self.index, settings) if self.index else None
        with _on_disk(self.files) as units:
            size = source.size(units)
            with output.progress("Reading", size, self.quiet) as moved_on, self._engine() as engine:
                found = find(units, settings, progress=moved_on, index=index, engine=engine)
            if self.passages:
                _write(item.to_json() for item in found.passages)
            elif self.pairs:
                _write(item.to_json() for item in found.pairs())
            else:
                methods = choose(size)[0] if len(found.ids) > MANY else PLAIN
                sys.stdout.buffer.writelines(methods.lines(found))
        return found.findings

    def compare(self) -> tuple[list[Link], Sequence[Finding]]:
        """What is also in `against`, a project or a file; what could not be read."""
        assert self.against
        theirs: Source
        if self.against.is_dir():
            theirs = source.corpus(replace(self, folder=str(self.against)).project())
        else:
            theirs = json_lines(self.against)
        nothing = nullcontext[Source](())
        with _on_disk(self.files) if self.is_filter else nothing as units:
            ours = units if self.is_filter else source.corpus(self.project())
            length = source.size(ours) + source.size(theirs)
            with output.progress("Reading", length, self.quiet) as moved_on:
                return pipeline.against(ours, theirs, self.settings(), moved_on)

    def _engine(self) -> AbstractContextManager[Engine | None]:
        """The engine asked for; None for this process, which then loads none."""
        if self.engine == "local":
            return nullcontext()
        from curate.cli.engines import opened

        return opened(self.engine, self.master)


@contextmanager
def _on_disk(files: Sequence[Path]) -> Iterator[Source]:
    """The units of files, pipes and standard input: texts are read twice, and not held in memory,
    so what can be read only once is copied first.
    """
    with ExitStack() as copies:
        units: list[Unit] = []
        for file in files or (Path("-"),):
            if file.is_file():
                units += json_lines(file)
                continue
            if file != Path("-") and not (file.exists() and not file.is_dir()):
                raise UsageError(f"No file {file}.")
            spool = copies.enter_context(NamedTemporaryFile(suffix=".jsonl"))
            with nullcontext(sys.stdin.buffer) if file == Path("-") else file.open("rb") as stream:
                copyfileobj(stream, spool)
            spool.flush()
            name = "standard input" if file == Path("-") else str(file)
            units += json_lines(Path(spool.name), name=name)
        yield units


def _write(records: Iterable[Any]) -> None:
    out = sys.stdout.buffer
    for record in records:
        out.write(orjson.dumps(record) + b"\n")
    out.flush()


def summary(found: Found) -> dict[str, Any]:
    """What was found, in numbers."""
    kinds = [link.kind for link in found.standing.values()]
    return {
        "documents": len(found.ids),
        "clusters": len(found.clusters),
        "removed": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "passages": len(found.passages),
    }


def lines(found: Found) -> Iterator[str]:
    """What was found, for people."""
    removed = len(found.standing)
    yield f"{amount(len(found.ids), 'document')}, {removed:,} of them duplicates of another"
    if found.passages:
        yield f"{amount(len(found.passages), 'repeated passage')}, in build/passages.jsonl"
    for cluster in found.clusters:
        yield f"{cluster.representative} stands for"
        for link in cluster.links:
            other = link.left if link.right == cluster.representative else link.right
            yield f"  {other}  {link.kind}, similarity {link.similarity:.3f}"


def line(link: Link) -> str:
    """A link, for people."""
    return f"{link.left}  {link.right}  {link.kind}, similarity {link.similarity:.3f}"
