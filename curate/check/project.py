"""Everything in a project, against schemas and against sense, in one pass over each file.

Results come file by file: what was collected, the codebooks, what people said, what was derived.
Findings on annotations wait until every journal was read, for a later revision may have mended
what an earlier one got wrong, and relations may lead to other journals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from curate.annotate import Codebook, codebook_file, journal
from curate.check import stream
from curate.check.locate import offset_of, pointer
from curate.check.record import Record
from curate.check.result import Result
from curate.check.schemas import Options, load, named
from curate.check.sense.rule import ALL_KINDS, Remark, Rule
from curate.check.sense.world import LIVE, DocumentPlace, World, entry_of
from curate.check.settings import chosen_rules
from curate.check.shape import JsonSource, Shape, Source, located
from curate.corpus import Project
from curate.finding import Finding, Place
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
)


def check_project(project: Project, options: Options) -> Iterator[Result]:
    """The results of a project, one a file. Raises `SettingsError`."""
    yield from _Check(project, options, chosen_rules(project)).results()


class _Check:
    """One run over a project."""

    def __init__(self, project: Project, options: Options, rules: tuple[Rule, ...]) -> None:
        self.project, self.options = project, options
        self.world = World(project.root)
        self.rules = rules
        self.shapes: dict[str, Shape] = {}
        self.records: dict[str, int] = {}

    def results(self) -> Iterator[Result]:
        """Every file in order."""
        for name in SCHEMAS:
            yield from self._load(name)
        for path in self.project.shards():
            yield self._result(path, self._documents(path))
        for path in codebook_file.files(self.project.schema_folder):
            yield self._result(path, self._codebook(path))
        yield from self._journals(journal.files(self.project.annotations_folder))
        yield from self._others()

    def _load(self, name: str) -> Iterator[Result]:
        """A schema, if there is one of that name; its findings if it is broken."""
        path = named(name, self.project.schema_folder)
        shape = load(path, self.options) if path else []
        if isinstance(shape, Shape):
            self.shapes[name] = shape
        elif path:
            yield self._result(path, shape)

    def _result(self, path: Path, findings: Iterable[Finding]) -> Result:
        ordered = sorted(findings, key=lambda one: (one.place.line or 0, one.place.column or 0))
        shown = self._shown(path)
        return Result(shown, tuple(ordered), records=self.records.get(shown, 1))

    def _shown(self, path: Path) -> str:
        return str(path.relative_to(self.project.root)) if path.is_absolute() else str(path)

    def _read(self, path: Path, name: str) -> Iterator[tuple[stream.Piece, Any, list[Finding]]]:
        """The lines of a file with their values (None: unreadable) and what their shape lacks."""
        shape, shown = self.shapes.get(name), self._shown(path)
        if shape is None:
            return
        with stream.opened(path) as file:
            for number, piece in enumerate(stream.lines(file), start=1):
                self.records[shown] = number
                if piece.problem:
                    yield piece, None, [_unreadable(piece.problem, shown, piece.line)]
                    continue
                value, findings = shape.check(Record(shown, piece.line, piece.data))
                yield piece, value, findings

    def _record(self, path: Path, piece: stream.Piece) -> Record:
        return Record(self._shown(path), piece.line, piece.data)

    def _documents(self, path: Path) -> Iterator[Finding]:
        rules = self._rules_of("document")
        for piece, value, findings in self._read(path, "document"):
            yield from findings
            if not _has_text(value):
                continue
            if not _has_errors(findings):
                yield from self._remarks(rules, value, value["raw"], self._record(path, piece))
            digest = sha256(value["raw"])
            place = DocumentPlace(str(path), piece.line, piece.offset, len(piece.data), digest)
            self.world.texts.add(value["id"], place)

    def _codebook(self, path: Path) -> Iterator[Finding]:
        with stream.opened(path) as file:
            piece = stream.whole(file)
        record = Record(self._shown(path), 1, piece.data)
        value, findings = self.shapes["codebook"].check(record)
        yield from findings
        if value is not None and not _has_errors(findings):
            codebook = Codebook.from_json(value)
            self.world.codebooks[codebook.id] = codebook
            yield from self._remarks(self._rules_of("codebook"), value, None, record)

    def _journals(self, paths: list[Path]) -> Iterator[Result]:
        held: dict[str, list[Finding]] = {}
        found: dict[str, list[Finding]] = {self._shown(path): [] for path in paths}
        for path in paths:
            self._journal(path, found[self._shown(path)], held)
        for findings in held.values():
            for finding in findings:
                found[finding.place.file].append(finding)
        for finding in self._at_the_end("annotation"):
            found[finding.place.file].append(finding)
        for path in paths:
            yield self._result(path, found[self._shown(path)])

    def _journal(self, path: Path, found: list[Finding], held: dict[str, list[Finding]]) -> None:
        """Read one journal; what holds only for the last revision of an id goes into `held`."""
        world, accept, entries = self.world, self.shapes["annotation"].accept, self.world.entries
        checks = self._checks_by_kind()
        file = world.file = self._shown(path)
        world.journal = path.stem
        records = 0
        with stream.opened(path) as opened:
            for block in stream.blocks(opened):
                if block.problem:
                    found.append(_unreadable(block.problem, file, block.line))
                for number, data in enumerate(block.lines, start=block.line):
                    if not data or data.isspace():
                        continue
                    records += 1
                    try:
                        value = accept(data)
                    except ValueError:
                        value = self._misshapen(Record(file, number, data), found)
                        if value is None:
                            continue
                    id, doc = value["id"], value["doc"]
                    raw = world.raw(doc["id"], doc["sha256"])
                    is_live = value["status"] in LIVE
                    if held:
                        held.pop(id, None)
                    for check in checks[value["kind"], is_live]:
                        if check(value, raw, world):
                            record = Record(file, number, data)
                            self._say(value, raw, record, is_live, found, held)
                            break
                    before = entries.get(id)
                    if before is None or before.file == file:
                        entries[id] = entry_of(value, file, number)
        self.records[file] = records

    def _checks_by_kind(self) -> dict[tuple[str, bool], list[Any]]:
        """The functions that look at a record, by its kind and by whether it is live."""
        rules = self._rules_of("annotation")
        return {
            (kind, is_live): [
                rule.check
                for rule in rules
                if kind in rule.kinds and (is_live or rule.every_revision)
            ]
            for kind in ALL_KINDS
            for is_live in (True, False)
        }

    def _misshapen(self, record: Record, found: list[Finding]) -> Any:
        """What a record that is not simply fine is all the same, if its shape will do; else None.
        Nothing more is said about one that will not do, nor about what refers to it.
        """
        value, findings = self.shapes["annotation"].check(record)
        found += findings
        if not _has_errors(findings):
            return value
        if isinstance(value, dict):
            self.world.unread.add(str(value.get("id")))
        return None

    def _say(
        self,
        value: Mapping[str, Any],
        raw: str | None,
        record: Record,
        is_live: bool,
        found: list[Finding],
        held: dict[str, list[Finding]],
    ) -> None:
        """The findings on a record in which some rule found something."""
        rules = [rule for rule in self._rules_of("annotation") if value["kind"] in rule.kinds]
        always = [rule for rule in rules if rule.every_revision]
        found += self._remarks(always, value, raw, record)
        if is_live:
            others = [rule for rule in rules if not rule.every_revision]
            held[value["id"]] = self._remarks(others, value, raw, record)

    def _others(self) -> Iterator[Result]:
        """What stands beside the journals, and what was derived, where it is there."""
        annotations, build = self.project.annotations_folder, self.project.build_folder
        paths = {
            "judgement": sorted((annotations / "judgements").glob("*.jsonl")),
            "override": sorted((annotations / "overrides").glob("*.jsonl")),
            "edits": sorted((build / "edits").glob("*.jsonl")),
            "cluster": sorted(build.glob("clusters.jsonl")),
            "link": sorted(build.glob("links.jsonl")),
        }
        for name, files in paths.items():
            for path in files:
                yield self._result(path, self._ledger(path, name))
        if (build / "corpus.db").exists():
            yield self._result(build / "corpus.db", self._at_the_end("database", "build/corpus.db"))

    def _ledger(self, path: Path, name: str) -> Iterator[Finding]:
        rules = self._rules_of(name)
        self.world.file, self.world.journal = self._shown(path), path.stem
        for piece, value, findings in self._read(path, name):
            yield from findings
            if value is not None and not _has_errors(findings):
                raw = None
                if isinstance(value.get("sha256"), str):  # of edits
                    raw = self.world.raw(value["id"], value["sha256"])
                yield from self._remarks(rules, value, raw, self._record(path, piece))

    def _rules_of(self, name: str) -> list[Rule]:
        return [rule for rule in self.rules if rule.of == name and rule.check is not None]

    def _remarks(
        self, rules: Iterable[Rule], value: Mapping[str, Any], raw: str | None, record: Record
    ) -> list[Finding]:
        """What rules say about one record, at its place."""
        return [
            _finding(rule, remark, JsonSource(record))
            for rule in rules
            for remark in (rule.check(value, raw, self.world) if rule.check else ())
        ]

    def _at_the_end(self, name: str, file: str = "") -> Iterator[Finding]:
        """What rules say about all records together; the lines in question are read again. What
        is about no record is about the file.
        """
        waiting: dict[str, dict[int, list[tuple[Rule, Remark]]]] = defaultdict(dict)
        for rule in self.rules:
            if rule.of != name or rule.check_all is None:
                continue
            for remark in rule.check_all(self.world):
                if remark.entry is None:
                    yield Finding(
                        rule.id, remark.message, Place(file), rule.severity, hint=remark.hint
                    )
                    continue
                lines = waiting[remark.entry.file]
                lines.setdefault(remark.entry.line, []).append((rule, remark))
        for name, lines in waiting.items():
            with stream.opened(self.project.root / name) as opened:
                for piece in stream.lines(opened):
                    for rule, remark in lines.get(piece.line, ()):
                        source = JsonSource(Record(name, piece.line, piece.data))
                        yield _finding(rule, remark, source)


def _unreadable(problem: str, file: str, line: int) -> Finding:
    return Finding("unreadable", problem, Place(file, line, 1), hint="Split it, or restore it.")


def _has_text(value: Any) -> bool:
    """Can annotations be checked on this document, whatever else is wrong with it?"""
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and isinstance(value.get("raw"), str)
    )


def _has_errors(findings: list[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _finding(rule: Rule, remark: Remark, source: Source) -> Finding:
    """A remark at its place."""
    sizes = [remark.path[:size] for size in range(len(remark.path) + 1)]
    offset = offset_of(remark.path, remark.at_key, source.spots(sizes))
    return located(
        rule.id,
        remark.message,
        offset,
        source,
        rule.severity,
        pointer=pointer(remark.path),
        hint=remark.hint,
        expected=remark.expected,
        found=remark.found,
    )
