"""`curate reanchor`: annotations find their places in a newer raw text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Project


@click.command()
@click.argument("docs", metavar="[DOC]...", nargs=-1)
@click.option(
    "--old",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The old text: a text file, or an older shard.  [default: corpus/originals/, else git]",
)
@click.option("--by-quote", is_flag=True, help="Where the old text is lost, go by quotes alone.")
@click.option("--dry-run", "-n", is_flag=True, help="Write nothing.")
@options.quiet
@options.as_json
@options.with_project
def command(
    project: Project,
    docs: tuple[str, ...],
    old: Path | None,
    by_quote: bool,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Find annotations again when the raw text of their document was replaced.

    \b
    Example:
      curate reanchor --dry-run
      curate reanchor 0042 --old 0042.before.txt

    By the difference of the texts first, then by quote and context with a margin; otherwise an
    annotation is an orphan: it keeps its old place and is listed here until its annotator places it
    (`curate annotation edit ID --quote …`) or deletes it. Each journal gets new revisions; the old
    ones stay.
    """
    from curate.cli.reanchoring import in_words, reanchor

    outcome = reanchor(project, docs, old, by_quote, dry_run, quiet)
    output.emit([item.to_json() for item in outcome.revisions], in_words(outcome), as_json)
    output.finish(outcome.findings)
