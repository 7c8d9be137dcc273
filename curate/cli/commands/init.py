"""`curate init`: make a project."""

from __future__ import annotations

from pathlib import Path

import click

from curate.cli import options, output


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--title", default="", help="What the corpus is called in public.")
@click.option("--licence", default="", help="Under which terms it may be used.")
@options.as_json
@options.quiet
def command(folder: Path, title: str, licence: str, as_json: bool, quiet: bool) -> None:
    """Make a project in FOLDER: settings, schemas, and room for texts and annotations.

    \b
    Example:
      curate init my-corpus --title "Care in the press"
    """
    from curate.corpus.start import start

    made = start(folder, title, licence)
    output.emit(
        {"folder": str(folder), "made": made},
        [f"Made {folder}/{name}" for name in made],
        as_json,
    )
    output.next_step(f"Next: cd {folder} && curate add PATH…", quiet)
