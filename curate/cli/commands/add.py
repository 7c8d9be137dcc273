"""`curate add`: put text files into the corpus."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Project

FIELDS = ("title", "date", "publisher", "author", "source_type", "language")


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="PATH…"
)
@click.option("--id", "id", default="", help="The document's id.  [default: the file's name]")
@click.option("--encoding", default="", help="The files' encoding.  [default: UTF-8 or detected]")
@click.option("--licence", default="", help="Under which terms the texts came.")
@click.option("--uri", default="", help="Where the text came from.  [default: the file's name]")
@click.option("--retrieved", default="", help="When it was fetched, as an ISO 8601 time.")
@click.option(
    "--meta", multiple=True, metavar="FIELD=VALUE", help=f"Metadata: {', '.join(FIELDS)}."
)
@click.option(
    "--replace", is_flag=True, help="Take the place of a document of the same id; keep its text."
)
@click.option("--max-mib", type=int, default=32, show_default=True, help="Largest file to take.")
@options.with_project
@options.as_json
@options.quiet
def command(
    project: Project,
    paths: tuple[Path, ...],
    id: str,
    encoding: str,
    meta: tuple[str, ...],
    replace: bool,
    max_mib: int,
    as_json: bool,
    quiet: bool,
    **source: str,
) -> None:
    """Put text files, and the text files in folders, into the corpus.

    Title, date, publisher, author and source type are read from the text where it states them.

    \b
    Example:
      curate add ~/scraped --licence "quotation for research"
      curate add article.txt --id gazette-12 --meta date=2021-04
      curate add newer-scrape.txt --id gazette-12 --replace

    With --replace the old raw text is first kept in corpus/originals/, so that `curate reanchor`
    knows what became of every character.
    """
    from curate.corpus.collect import Wishes, collect, text_files

    files = list(text_files(paths))
    if id and len(files) != 1:
        raise click.UsageError(f"--id names one document, but there are {len(files)} files.")
    known = {"added": datetime.now(UTC).isoformat(timespec="seconds"), **source}
    known = {name: value for name, value in known.items() if value}
    wishes = Wishes(id, encoding, max_mib * 2**20, _fields(meta), known, replace)
    with output.progress("Adding", len(files), quiet) as moved_on:
        result = collect(project, files, wishes, moved_on)
    text = [f"Added {document.id}  {document.meta.title}" for document in result.added]
    text += [f"Replaced {document.id}  {document.meta.title}" for document in result.replaced]
    text += [f"Known {name}  as {id}" for name, id in result.known.items()]
    output.emit(
        {
            "added": [document.id for document in result.added],
            "replaced": [document.id for document in result.replaced],
            "known": result.known,
            "findings": [finding.to_json() for finding in result.findings],
        },
        text or ["Nothing to add: no .txt or .text files there."],
        as_json,
    )
    reanchoring = ", then curate reanchor" if result.replaced else ""
    output.next_step(f"Next: curate clean{reanchoring}", quiet)
    output.finish(result.findings)


def _fields(pairs: tuple[str, ...]) -> dict[str, str]:
    found = dict(pair.partition("=")[::2] for pair in pairs)
    for name in found:
        if name not in FIELDS:
            raise click.UsageError(f"--meta {name}=… is unknown; fields are {', '.join(FIELDS)}.")
    return found
