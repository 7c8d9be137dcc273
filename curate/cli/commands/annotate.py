"""`curate annotate`: the annotation screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.annotate.session import Sitting
    from curate.corpus import Project


@click.command()
@click.argument("doc", required=False, default="")
@options.as_name
@click.option("--plain", is_flag=True, help="Line by line: for screen readers and scripts.")
@click.option(
    "--queue",
    "order",
    type=click.Choice(["todo", "proposals", "disagreements", "uncertain"]),
    default="todo",
    show_default=True,
    help="Which documents, in which order.",
)
@options.with_project
def command(project: Project, doc: str, name: str, plain: bool, order: str) -> None:
    """Annotate, starting with DOC (an id, or its beginning) or with what is to do.

    Every key that marks something is stored at once; there is nothing to save. `?` shows all keys.
    The screen needs the extra `screen`; --plain needs nothing, and is what a terminal without a
    cursor (TERM=dumb) or a script gets.

    \b
    Example:
      curate annotate
      curate annotate 003 --as anna
      curate annotate --queue proposals
      printf '/ NHS England\\no\\n]\\n' | curate annotate 003 --plain
    """
    from curate.cli.seating import has_screen, seated

    sitting = seated(project, name, doc, order)
    if sitting is None:
        click.echo(f"Nothing is left in the queue {order!r}. `curate stats` says who did what.")
        return
    if plain or not has_screen():
        _by_line(sitting)
        return
    from curate.annotate.screen import AnnotateApp

    AnnotateApp(sitting).run()
    output.next_step(f"{sitting.summary} Everything is stored; `curate stats` counts it.")


def _by_line(sitting: Sitting) -> None:
    """Say what there is, read a line, press its keys, until the end of the input."""
    from curate.annotate.plain import keys, told

    while not sitting.is_over:
        for line in told(sitting.session):
            click.echo(output.visible(line))
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        typed = sys.stdin.readline()
        if not typed:
            return
        for key in keys(typed):
            sitting.press(key)
