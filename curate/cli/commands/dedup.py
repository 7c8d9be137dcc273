"""`curate dedup`: find duplicates, and which text stands for which."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from curate.cli import options, output


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|-]...")
@click.option("--jsonl", is_flag=True, help="Filter: read and write one JSON object a line.")
@click.option("--pairs", is_flag=True, help="Filter: write pairs of duplicates, not texts.")
@click.option("--passages", is_flag=True, help="Filter: write repeated passages, not texts.")
@click.option("--threshold", type=float, help="Similarity of duplicates, 0 to 1.  [default: 0.8]")
@click.option(
    "--contained", type=float, help="Share of a text in a longer one, 0 is off.  [filter: 0]"
)
@click.option(
    "--index",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Filter: keep measures here; the next run costs what is new.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True),
    metavar="OTHER",
    help="Only find what is in OTHER too: a project or a file of JSON lines.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="What runs it: this machine, or a cluster.",
)
@click.option("--master", default="local[*]", help="Where Spark is.", show_default=True)
@click.option("--project", "-C", "folder", metavar="DIR", default=".", help="The project's folder.")
@options.as_json
@options.quiet
def command(as_json: bool, **given: Any) -> None:
    """Find duplicates: the same text, nearly the same, or one inside another.

    In a project, writes build/clusters.jsonl and build/links.jsonl. As a filter, reads JSON lines
    with `id` and `text`, and writes `{id, cluster, representative, similarity}` for each, in order.
    Nothing is removed: a text is kept if it is its own representative.

    \b
    Example:
      curate dedup
      curate dedup --jsonl --threshold 0.7 texts.jsonl > clusters.jsonl
      curate dedup --jsonl --index seen old.jsonl new.jsonl > clusters.jsonl
      curate dedup --against ../other-corpus
      curate dedup --passages texts.jsonl | jq -c '{doc, start, end, of}'
    """
    from curate.cli import deduplicating

    wish = deduplicating.Wish(**given)
    if wish.against:
        links, findings = wish.compare()
        result = [link.to_json() for link in links]
        output.emit(result, map(deduplicating.line, links), as_json)
        output.finish(findings)
    if wish.is_filter:
        output.finish(wish.filter())
    found = wish.in_project()
    output.emit(deduplicating.summary(found), deduplicating.lines(found), as_json)
    output.next_step("Judge the doubtful ones: `curate judge`; then `curate build`.", wish.quiet)
    output.finish(found.findings)
