"""The steps of the journey in order, each run only where it is out of date.

A command asks for what it needs and gets it up to date: `cleaned` for clean texts, `published` for
the database. Findings of a step are told once, when the step runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from curate.cli import output
from curate.corpus import Cleaned, Project
from curate.corpus import cleaned as edits

if TYPE_CHECKING:
    from curate.clean import Outcome
    from curate.publish.pipeline import Built


def bring_edits(project: Project, quiet: bool = False) -> None:
    """Clean what is not cleaned yet. Raises `SettingsError`, `UnknownRuleError`, `WriteError`."""
    outcome = _clean(project, quiet)
    if outcome.done and not quiet:
        output.report(outcome.findings)


def _clean(project: Project, quiet: bool) -> Outcome:
    from curate.clean import clean_project

    size = sum(path.stat().st_size for path in project.shards())
    with output.progress("Cleaning", size, quiet) as moved_on:
        return clean_project(project, progress=moved_on)


def cleaned(project: Project, quiet: bool = False) -> Iterator[Cleaned]:
    """All documents with up-to-date edits, in stored order."""
    bring_edits(project, quiet)
    return edits.read(project)


def cleaned_document(project: Project, id: str) -> Cleaned:
    """One document with up-to-date edits. Raises `UnknownDocumentError`."""
    bring_edits(project, quiet=True)
    return edits.find(project, id)


def bring_clusters(project: Project, quiet: bool = False) -> None:
    """Find duplicates again where texts, judgements or settings changed."""
    from curate.clean.passages import NOT_SEARCHED
    from curate.dedup import pipeline

    outcome = _clean(project, quiet)
    if outcome.done and not quiet:
        output.report(item for item in outcome.findings if item.code != NOT_SEARCHED)
    if pipeline.is_current(project):
        return
    size = sum(path.stat().st_size for path in project.shards())
    with output.progress("Comparing", size, quiet) as moved_on:
        pipeline.run(project, progress=moved_on)
    bring_passages(project, quiet)


def bring_passages(project: Project, quiet: bool = False) -> None:
    """After a search: what the recipe makes of the repeated passages that were found."""
    from curate.clean import CleanSettings, Recipe

    if Recipe.of(project.table(CleanSettings, "clean")).passages == "remove":
        bring_edits(project, quiet)


def published(project: Project, force: bool = False, quiet: bool = False) -> Built:
    """The database, with everything it is made from up to date."""
    from curate.publish import pipeline

    bring_clusters(project, quiet)
    return pipeline.build(project, force)
