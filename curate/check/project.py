"""Everything in a project, against schemas and against sense, in one pass over each file.

Results come file by file: what was collected, the codebooks, what people said, what was derived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from curate.annotate import Codebook, codebook_file, journal
from curate.check import shards, stream
from curate.check.journals import Journals
from curate.check.parallel import moved
from curate.check.record import Record
from curate.check.remarks import Remarks
from curate.check.result import Result, has_errors, of_file, unreadable
from curate.check.schemas import Options, load, named
from curate.check.sense.world import DocumentPlace, World
from curate.check.settings import chosen_rules
from curate.check.shape import Shape
from curate.corpus import Project, shard
from curate.corpus.blocks import OnDisk
from curate.engines import Engine, Local, in_waves
from curate.errors import UsageError
from curate.finding import Finding

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
    project: Project,
    options: Options,
    tick: stream.Tick | None = None,
    engine: Engine | None = None,
) -> Iterator[Result]:
    """The results of a project, one a file; `tick` hears of the bytes read.

    Documents and their edits are read where the engine does it, by default in this process. What
    records say about one another is checked here. Raises `SettingsError`, and `UsageError` for a
    file that cannot be read.
    """
    try:
        yield from _Check(project, options, tick, engine or Local()).results()
    except OSError as error:
        raise UsageError(f"Cannot read {error.filename}: {error.strerror or error}") from error


class _Check:
    """One run over a project."""

    def __init__(
        self, project: Project, options: Options, tick: stream.Tick | None, engine: Engine
    ) -> None:
        self.project, self.options, self.tick, self.engine = project, options, tick, engine
        self.world = World(project.root)
        self.remarks = Remarks(chosen_rules(project), self.world)
        self.shapes: dict[str, Shape] = {}
        self.records: dict[str, int] = {}

    def results(self) -> Iterator[Result]:
        """Every file in order."""
        for name in SCHEMAS:
            yield from self._load(name)
        yield from self._documents()
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

    def _origin(self, name: str) -> shards.Origin | None:
        shape = self.shapes.get(name)
        return shape.origin if shape else None

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

    def _documents(self) -> Iterator[Result]:
        """The shards; an id that was used before is looked at here."""
        paths = self.project.shards()
        origin = self._origin("document")
        if origin is None:
            yield from (self._result(path, ()) for path in paths)
            return
        blocks = [block for path in paths for block in shard.in_blocks(path)]
        task = partial(shards.documents, origin=origin, root=self.project.root)
        read = zip(blocks, in_waves(self.engine, blocks, task), strict=True)
        for path, group in groupby(read, key=lambda pair: pair[0].path):
            yield self._result(path, self._of_shard(path, group))

    def _of_shard(
        self, path: Path, group: Iterable[tuple[OnDisk, shards.Read]]
    ) -> Iterator[Finding]:
        rules, shown, before = self.remarks.rules_of("document"), self._shown(path), 0
        self.records[shown] = 0
        for block, read in group:
            yield from moved(read.findings, before)
            for id, place, is_sound in read.facts:
                place = place._replace(line=place.line + before)
                if is_sound and id in self.world.texts.places:
                    data, value = shards.again(place)
                    record = Record(shown, place.line, data)
                    yield from self.remarks.on(rules, value, value["raw"], record)
                self.world.texts.add(id, place)
            before += read.lines
            self.records[shown] += read.records
            if self.tick:
                self.tick(block.size)

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
            "edits": [],
            "cluster": sorted(build.glob("clusters.jsonl")),
            "link": sorted(build.glob("links.jsonl")),
            "passage": sorted(build.glob("passages.jsonl")),
        }
        for name, files in paths.items():
            for path in files:
                yield self._result(path, self._ledger(path, name))
            if name == "edits":
                yield from self._edits(sorted((build / "edits").glob("*.jsonl")))
        if (build / "corpus.db").exists():
            yield self._result(
                build / "corpus.db", self.remarks.at_the_end("database", "build/corpus.db")
            )

    def _edits(self, paths: list[Path]) -> Iterator[Result]:
        """The edits, each file on the documents of its shard. One in which something is found is
        read again here, on all documents.
        """
        origin = self._origin("edits")
        if origin is None:
            yield from (self._result(path, ()) for path in paths)
            return
        places: dict[str, dict[str, DocumentPlace]] = defaultdict(dict)
        for id, place in self.world.texts.places.items():
            places[Path(place.file).name.removesuffix(".gz")][id] = place
        items = (shards.Edits(path, places[path.name]) for path in paths)
        names = tuple(rule.id for rule in self.remarks.rules)
        root = self.project.root
        task = partial(shards.edits, origin=origin, root=root, rules=names)
        for path, read in zip(paths, in_waves(self.engine, items, task), strict=True):
            self.records[self._shown(path)] = read.records
            yield self._result(path, self._ledger(path, "edits") if read.findings else ())

    def _ledger(self, path: Path, name: str) -> Iterator[Finding]:
        rules = self.remarks.rules_of(name)
        self.world.file, self.world.journal = self._shown(path), path.stem
        for piece, value, findings in self._read(path, name):
            yield from findings
            if value is not None and not has_errors(findings):
                raw = self.world.raw(value["id"], value["sha256"]) if name == "edits" else None
                yield from self.remarks.on(rules, value, raw, self._record(path, piece))
