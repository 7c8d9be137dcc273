"""Everything in a project, against schemas and against sense, in one pass over each file.

Results come file by file: what was collected, the codebooks, what people said, what was derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from curate.annotate import Codebook, codebook_file, journal
from curate.check import stream
from curate.check.journals import Journals
from curate.check.record import Record
from curate.check.remarks import Remarks
from curate.check.result import Result, has_errors, of_file, unreadable
from curate.check.schemas import Options, load, named
from curate.check.sense.world import DocumentPlace, World
from curate.check.settings import chosen_rules
from curate.check.shape import Shape
from curate.corpus import Project
from curate.errors import UsageError
from curate.finding import Finding
from curate.text import sha256

SCHEMAS = (
    "document",
    "codebook",
    "annotation",
    "judgement",
    "override",
    "edits",
    "cluster",
    "link",
    "passage",
)


def check_project(
    project: Project, options: Options, tick: stream.Tick | None = None
) -> Iterator[Result]:
    """The results of a project, one a file; `tick` hears of the bytes read.

    Raises `SettingsError`, and `UsageError` for a file that cannot be read.
    """
    try:
        yield from _Check(project, options, tick).results()
    except OSError as error:
        raise UsageError(f"Cannot read {error.filename}: {error.strerror or error}") from error


class _Check:
    """One run over a project."""

    def __init__(self, project: Project, options: Options, tick: stream.Tick | None) -> None:
        self.project, self.options, self.tick = project, options, tick
        self.world = World(project.root)
        self.remarks = Remarks(chosen_rules(project), self.world)
        self.shapes: dict[str, Shape] = {}
        self.records: dict[str, int] = {}

    def results(self) -> Iterator[Result]:
        """Every file in order."""
        for name in SCHEMAS:
            yield from self._load(name)
        for path in self.project.shards():
            yield self._result(path, self._documents(path))
        for path in codebook_file.files(self.project.schema_folder):
            if "codebook" in self.shapes:
                yield self._result(path, self._codebook(path))
        if shape := self.shapes.get("annotation"):
            paths = journal.files(self.project.annotations_folder)
            yield from Journals(shape, self.remarks, self.tick).results(paths)
        yield from self._others()

    def _load(self, name: str) -> Iterator[Result]:
        """A schema, if there is one of that name; its findings if it is broken."""
        path = named(name, self.project.schema_folder)
        shape = load(path, self.options, self._shown(path)) if path else []
        if isinstance(shape, Shape):
            self.shapes[name] = shape
        elif path:
            yield self._result(path, shape)

    def _result(self, path: Path, findings: Iterable[Finding]) -> Result:
        found = list(findings)  # reading them counts the records
        shown = self._shown(path)
        return of_file(shown, found, self.records.get(shown, 1))

    def _shown(self, path: Path) -> str:
        root = self.project.root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    def _read(self, path: Path, name: str) -> Iterator[tuple[stream.Piece, Any, list[Finding]]]:
        """The lines of a file with their values (None: unreadable) and what their shape lacks."""
        shape, shown = self.shapes.get(name), self._shown(path)
        if shape is None:
            return
        with stream.opened(path, self.tick) as file:
            for number, piece in enumerate(stream.lines(file), start=1):
                self.records[shown] = number
                if piece.problem:
                    yield piece, None, [unreadable(piece.problem, shown, piece.line)]
                    continue
                value, findings = shape.check(Record(shown, piece.line, piece.data))
                yield piece, value, findings

    def _record(self, path: Path, piece: stream.Piece) -> Record:
        return Record(self._shown(path), piece.line, piece.data)

    def _documents(self, path: Path) -> Iterator[Finding]:
        rules = self.remarks.rules_of("document")
        for piece, value, findings in self._read(path, "document"):
            yield from findings
            if not _has_text(value):
                continue
            if not has_errors(findings):
                yield from self.remarks.on(rules, value, value["raw"], self._record(path, piece))
            digest = sha256(value["raw"])
            place = DocumentPlace(str(path), piece.line, piece.offset, len(piece.data), digest)
            self.world.texts.add(value["id"], place)

    def _codebook(self, path: Path) -> Iterator[Finding]:
        with stream.opened(path) as file:
            piece = stream.whole(file)
        record = Record(self._shown(path), 1, piece.data)
        value, findings = self.shapes["codebook"].check(record)
        yield from findings
        if value is not None and not has_errors(findings):
            codebook = Codebook.from_json(value)
            self.world.codebooks[codebook.id] = codebook
            yield from self.remarks.on(self.remarks.rules_of("codebook"), value, None, record)

    def _others(self) -> Iterator[Result]:
        """What stands beside the journals, and what was derived, where it is there."""
        annotations, build = self.project.annotations_folder, self.project.build_folder
        paths = {
            "judgement": sorted((annotations / "judgements").glob("*.jsonl")),
            "override": sorted((annotations / "overrides").glob("*.jsonl")),
            "edits": sorted((build / "edits").glob("*.jsonl")),
            "cluster": sorted(build.glob("clusters.jsonl")),
            "link": sorted(build.glob("links.jsonl")),
            "passage": sorted(build.glob("passages.jsonl")),
        }
        for name, files in paths.items():
            for path in files:
                yield self._result(path, self._ledger(path, name))
        if (build / "corpus.db").exists():
            yield self._result(
                build / "corpus.db", self.remarks.at_the_end("database", "build/corpus.db")
            )

    def _ledger(self, path: Path, name: str) -> Iterator[Finding]:
        rules = self.remarks.rules_of(name)
        self.world.file, self.world.journal = self._shown(path), path.stem
        for piece, value, findings in self._read(path, name):
            yield from findings
            if value is not None and not has_errors(findings):
                raw = self.world.raw(value["id"], value["sha256"]) if name == "edits" else None
                yield from self.remarks.on(rules, value, raw, self._record(path, piece))


def _has_text(value: Any) -> bool:
    """Can annotations be checked on this document, whatever else is wrong with it?"""
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and isinstance(value.get("raw"), str)
    )
