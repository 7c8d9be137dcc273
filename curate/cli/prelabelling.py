"""What `curate prelabel` does around the tools: which one, on which texts, into which journal."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from curate.annotate import Annotation
from curate.annotate.prelabel import (
    Finder,
    Hit,
    fresh,
    gazetteer,
    pattern,
    program,
    propose,
    withdraw,
)
from curate.cli import output, steps
from curate.cli.annotating import Workplace, now, slug
from curate.corpus import Cleaned, Project
from curate.errors import MissingExtraError, UsageError
from curate.finding import Finding


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool that proposes: a finder, a command, or a learner; `source` names its journal."""

    source: str
    type: Literal["pattern", "model"]
    finder: Finder | None = None
    command: str = ""
    learns: bool = False

    @classmethod
    def of(
        cls,
        names: Path | None,
        expressions: tuple[str, ...],
        patterns: Path | None,
        command: str | None,
        learn: bool,
        source: str | None,
    ) -> Tool:
        """The tool that the options ask for. Raises `UsageError` unless they ask for one."""
        asked = [bool(names), bool(expressions), bool(patterns), bool(command), learn]
        if sum(asked) != 1:
            wanted = "--gazetteer, --regex, --patterns, --command or --learn"
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
        if learn:
            return cls(slug(source or "learner"), "model", learns=True)
        assert command
        name = Path(shlex.split(command)[-1]).stem
        return cls(slug(source or name), "model", None, command)

    def hits(
        self, documents: list[Cleaned], place: Workplace
    ) -> Iterator[tuple[Cleaned, Iterable[Hit]]]:
        """The hits in each document; a learner proposes where nobody has read."""
        if self.learns:
            yield from _learnt(documents, place)
        elif self.finder is None:
            yield from program.run(self.command, documents)
        else:
            for item in documents:
                yield item, self.finder(item.text)


def _learnt(documents: list[Cleaned], place: Workplace) -> Iterator[tuple[Cleaned, Iterable[Hit]]]:
    if find_spec("sklearn") is None:
        raise MissingExtraError("learn", "the learner")
    from curate.annotate.prelabel.learner import Learner
    from curate.annotate.prelabel.lessons import groups, lesson

    lessons = {item.document.id: lesson(item, place.journals) for item in documents}
    taught = [found for found in lessons.values() if found]
    if not taught:
        raise UsageError("Nobody has read a document yet that could teach it; finish one first.")
    learner = Learner(taught, groups(place.codebook))
    for item in documents:
        yield item, () if lessons[item.document.id] else learner.hits(item.text)


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
    ids = {project.document(id).id for id in docs} or {item.id for item in project.documents()}
    documents = [
        item for item in steps.cleaned(project, quiet) if tool.learns or item.document.id in ids
    ]
    proposed: dict[str, Annotation] = {}
    findings: list[Finding] = []
    with output.progress("Prelabelling", len(documents), quiet) as progress:
        for item, hits in tool.hits(documents, place):
            for found in (
                propose(place.author, item, hits, now()) if item.document.id in ids else ()
            ):
                if isinstance(found, Finding):
                    findings.append(found)
                else:
                    proposed[found.id] = found
            progress(1)
    made = list(fresh(proposed.values(), place.journals))
    if replace or tool.learns:
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
