"""What `curate prelabel` does around the tools: which one, on which texts, into which journal."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from curate.annotate import Annotation
from curate.annotate.prelabel import Finder, Hit, gazetteer, pattern, program, propose, withdraw
from curate.cli import output
from curate.cli.annotating import Workplace, now, slug
from curate.corpus import Cleaned, Project, cleaned
from curate.errors import UsageError
from curate.finding import Finding


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool that proposes: a finder, or a command; `source` names its journal."""

    source: str
    type: Literal["pattern", "model"]
    finder: Finder | None = None
    command: str = ""

    @classmethod
    def of(
        cls,
        names: Path | None,
        expressions: tuple[str, ...],
        patterns: Path | None,
        command: str | None,
        source: str | None,
    ) -> Tool:
        """The tool that the options ask for. Raises `UsageError` unless they ask for one."""
        asked = [bool(names), bool(expressions), bool(patterns), bool(command)]
        if sum(asked) != 1:
            wanted = "--gazetteer, --regex, --patterns or --command"
            raise UsageError(f"Say by what means: one of {wanted}.")
        if names:
            finder = gazetteer.finder(gazetteer.load(names))
            return cls(slug(source or names.stem), "pattern", finder)
        if patterns:
            finder = pattern.finder(pattern.load(patterns))
            return cls(slug(source or patterns.stem), "pattern", finder)
        if expressions:
            finder = pattern.finder(map(_expression, expressions))
            return cls(slug(source or "regex"), "pattern", finder)
        assert command
        name = Path(shlex.split(command)[-1]).stem
        return cls(slug(source or name), "model", None, command)

    def hits(self, documents: list[Cleaned]) -> Iterator[tuple[Cleaned, Iterable[Hit]]]:
        """The hits in each document."""
        if self.finder is None:
            yield from program.run(self.command, documents)
        else:
            for item in documents:
                yield item, self.finder(item.text)


def _expression(option: str) -> pattern.Pattern:
    label, sign, expression = option.partition("=")
    if not sign or not expression:
        raise UsageError(f"--regex wants LABEL=PATTERN, got {option!r}.")
    return pattern.Pattern(label, expression)


def prelabel(
    project: Project, tool: Tool, docs: tuple[str, ...], replace: bool, quiet: bool
) -> tuple[list[Annotation], list[Finding]]:
    """Let the tool propose in these documents, or in all; what was written, and what is wrong."""
    place = Workplace.of(project, tool.source, tool.type)
    wanted = {project.document(id).id for id in docs}
    documents = [item for item in cleaned.read(project) if not wanted or item.document.id in wanted]
    proposed: dict[str, Annotation] = {}
    findings: list[Finding] = []
    with output.progress("Prelabelling", len(documents), quiet) as progress:
        for item, hits in tool.hits(documents):
            for found in propose(place.author, item, hits, now()):
                if isinstance(found, Finding):
                    findings.append(found)
                else:
                    proposed[found.id] = found
            progress(1)
    made = [item for id, item in proposed.items() if id not in place.journals.current]
    if replace:
        ids = {item.document.id for item in documents}
        made += withdraw(place.author, place.journals, proposed, ids, now())
    place.journal.write(made)
    return made, findings


def counted(made: Iterable[Annotation], source: str) -> Iterator[str]:
    """How much was proposed, by label, for people."""
    new = Counter(item.label for item in made if item.status == "proposed")
    gone = sum(item.status == "deleted" for item in made)
    for label, count in sorted(new.items()):
        yield f"{count:6}  {label}"
    yield f"{sum(new.values()):6}  new proposals in {source}" + (f", {gone} gone" if gone else "")
