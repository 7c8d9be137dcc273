"""`curate build`: make the database of the corpus, doing only what is out of date."""

from __future__ import annotations

from typing import Any

import click

from curate.cli import options, output


@click.command(short_help="Make the database of the corpus.")
@options.with_project
@click.option("--force", is_flag=True, help="Build all anew, also when little or nothing changed.")
@options.as_json
@options.quiet
def command(project: Any, force: bool, as_json: bool, quiet: bool) -> None:
    """Make build/corpus.db from documents, edits, clusters and annotations.

    Runs what is out of date, in order: cleaning, deduplication, the database. When nothing
    changed, nothing is done; where little changed, only that is written.

    \b
    Example:
      curate build
      curate serve
    """
    from curate.cli import steps

    built = steps.published(project, force, quiet)
    output.emit(built.to_json(), built.told(), as_json)
    output.next_step("Open it with `curate serve`.", quiet)
    output.finish(built.findings)
