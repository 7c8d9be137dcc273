"""The journals of a project: every line against its schema and against sense, in one pass.

Findings wait until every journal was read, for a later revision may have mended what an earlier one
got wrong, and relations may lead to other journals. What is right takes the short way: one parse,
one look at its shape, one call of each rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from curate.check import stream
from curate.check.record import Record
from curate.check.remarks import Remarks
from curate.check.result import Result, has_errors, of_file, unreadable
from curate.check.sense.rule import ALL_KINDS
from curate.check.sense.world import LIVE, entry_of
from curate.check.shape import Shape
from curate.finding import Finding


class Journals:
    """The journals as they are read."""

    def __init__(self, shape: Shape, remarks: Remarks, tick: stream.Tick | None) -> None:
        self.shape, self.remarks, self.world = shape, remarks, remarks.world
        self.tick = tick
        self.records: dict[str, int] = {}

    def shown(self, path: Path) -> str:
        """A journal as findings name it."""
        return path.relative_to(self.world.root).as_posix()

    def results(self, paths: list[Path]) -> Iterator[Result]:
        """The results of all journals, in order, when the last was read."""
        held: dict[str, list[Finding]] = {}
        found: dict[str, list[Finding]] = {self.shown(path): [] for path in paths}
        for path in paths:
            self._journal(path, found[self.shown(path)], held)
        for findings in held.values():
            for finding in findings:
                found[finding.place.file].append(finding)
        for finding in self.remarks.at_the_end("annotation"):
            found[finding.place.file].append(finding)
        for path in paths:
            yield of_file(self.shown(path), found[self.shown(path)], self.records[self.shown(path)])

    def _journal(self, path: Path, found: list[Finding], held: dict[str, list[Finding]]) -> None:
        """Read one journal; what holds only for the last revision of an id goes into `held`."""
        world, accept, entries = self.world, self.shape.accept, self.world.entries
        checks = self._checks_by_kind()
        file = world.file = self.shown(path)
        world.journal = path.stem
        records, last, raw = 0, None, None
        with stream.opened(path, self.tick) as opened:
            for block in stream.blocks(opened):
                if block.problem:
                    found.append(unreadable(block.problem, file, block.line))
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
                    if doc != last:
                        last, raw = doc, world.raw(doc["id"], doc["sha256"])
                    is_live = value["status"] in LIVE
                    if held:
                        held.pop(id, None)
                    for check in checks[value["kind"], is_live, raw is None]:
                        if check(value, raw, world):
                            record = Record(file, number, data)
                            self._say(value, raw, record, is_live, found, held)
                            break
                    before = entries.get(id)
                    if before is None or before.file == file:
                        entries[id] = entry_of(value, file, number)
        self.records[file] = records

    def _checks_by_kind(self) -> dict[tuple[str, bool, bool], list[Any]]:
        """The functions that look at a record, by its kind, by whether it is live, and by whether
        its text is missing.
        """
        rules = self.remarks.rules_of("annotation")
        return {
            (kind, is_live, is_missing): [
                rule.check
                for rule in rules
                if kind in rule.kinds
                and (is_live or rule.every_revision)
                and (is_missing or not rule.without_text)
            ]
            for kind in ALL_KINDS
            for is_live in (True, False)
            for is_missing in (True, False)
        }

    def _misshapen(self, record: Record, found: list[Finding]) -> Any:
        """What a record that is not simply fine is all the same, if its shape will do; else None.
        Nothing more is said about one that will not do, nor about what refers to it.
        """
        value, findings = self.shape.check(record)
        found += findings
        if not has_errors(findings):
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
        rules = [
            rule for rule in self.remarks.rules_of("annotation") if value["kind"] in rule.kinds
        ]
        always = [rule for rule in rules if rule.every_revision]
        found += self.remarks.on(always, value, raw, record)
        if is_live:
            others = [
                rule
                for rule in rules
                if not rule.every_revision and (raw is None or not rule.without_text)
            ]
            held[value["id"]] = self.remarks.on(others, value, raw, record)
