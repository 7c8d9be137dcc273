"""From what rules remark to findings at their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from curate.check import stream
from curate.check.locate import offset_of, pointer
from curate.check.record import Record
from curate.check.sense.rule import Remark, Rule
from curate.check.sense.world import World
from curate.check.shape import JsonSource, Source, located
from curate.finding import Finding, Place


class Remarks:
    """The rules of a run, and what they remark on a world."""

    def __init__(self, rules: tuple[Rule, ...], world: World) -> None:
        self.rules, self.world = rules, world

    def rules_of(self, name: str) -> list[Rule]:
        """The rules that look at one record of a kind, such as `annotation`."""
        return [rule for rule in self.rules if rule.of == name and rule.check is not None]

    def on(
        self, rules: Iterable[Rule], value: Mapping[str, Any], raw: str | None, record: Record
    ) -> list[Finding]:
        """What rules say about one record, at its place."""
        return [
            _finding(rule, remark, JsonSource(record))
            for rule in rules
            for remark in (rule.check(value, raw, self.world) if rule.check else ())
        ]

    def at_the_end(self, name: str, file: str = "") -> Iterator[Finding]:
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
            with stream.opened(self.world.root / name) as opened:
                for piece in stream.lines(opened):
                    for rule, remark in lines.get(piece.line, ()):
                        source = JsonSource(Record(name, piece.line, piece.data))
                        yield _finding(rule, remark, source)


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
