"""`curate stats`: how much there is, what cleaning took away, what has been annotated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Project


@click.command()
@options.with_project
@options.as_json
@options.quiet
def command(project: Project, as_json: bool, quiet: bool) -> None:
    """Count documents, words, edits by rule, and annotations by label and annotator.

    \b
    Example:
      curate stats
      curate stats --json | jq .corpus.words
    """
    from curate.annotate.journal import read
    from curate.annotate.progress import progress
    from curate.cli.steps import cleaned
    from curate.corpus.counts import count

    counts = count(cleaned(project, quiet)).to_json()
    annotated = progress(read(project.annotations_folder)).to_json()
    result = {"corpus": counts, "annotations": annotated}
    output.emit(result, _lines(counts, annotated), as_json)


def _lines(counts: dict[str, Any], annotated: dict[str, Any]) -> Iterator[str]:
    from curate.text import amount

    removed = 1 - counts["clean_characters"] / max(1, counts["raw_characters"])
    yield f"{amount(counts['documents'], 'document')}, {counts['words']:,} words in clean text"
    yield f"{counts['raw_characters']:,} raw characters, {removed:.1%} of them removed"
    for name in ("publishers", "years", "source_types"):
        yield from _table(name.replace("_", " "), counts[name])
    yield from _table("raw characters removed, by rule", counts["removed"])
    for name, table in annotated.items():
        yield from _table(f"annotations by {name}", table)


def _table(title: str, table: dict[str, int]) -> Iterator[str]:
    if table:
        yield ""
        yield click.style(title, bold=True)
        width = max(len(f"{value:,}") for value in table.values())
        for name, value in table.items():
            yield f"  {value:>{width},}  {output.visible(name)}"
