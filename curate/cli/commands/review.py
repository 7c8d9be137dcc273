"""`curate review`: settle what annotators see differently."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Project


@click.command()
@click.argument("doc", required=False, default="")
@options.as_name
@click.option("--settle", metavar="CASE", help="The case to settle; its name stands in the list.")
@click.option("--choose", metavar="READER", help="Whose annotation holds, or none.")
@click.option("--reason", default="", help="Why; it is kept with the decision.")
@click.option("--gold", is_flag=True, help="Print what holds, one annotation a line of JSON.")
@click.option("--scores", is_flag=True, help="How right each annotator was, by what was decided.")
@click.option("--ask", is_flag=True, help="Go through the open cases one by one.")
@options.as_json
@options.with_project
def command(project: Project, doc: str, name: str, as_json: bool, **asked: Any) -> None:
    """Show what annotators of the same document see differently, and settle it.

    What all readers of a document say passes by itself. Every other case waits for a decision with
    a reason, which is one line in the journal of whoever decides. Gold follows from the journals
    and is stored nowhere. The list ends with exit code 1 while cases are open.

    \b
    Example:
      curate review
      curate review 000 --settle 3k2m9x1c --choose anna --reason "the preposition is no date"
      curate review --ask --as chair
      curate review --gold > gold.jsonl
    """
    from curate.cli.adjudicating import Room

    room = Room.of(project, name, doc)
    if asked["settle"]:
        room.settle(asked["settle"], asked["choose"], asked["reason"])
    elif asked["gold"]:
        for record in room.gold():
            click.echo(record, nl=False)
    elif asked["scores"]:
        output.emit(*room.scores(), as_json)
    else:
        if asked["ask"]:
            room.ask()
        output.emit([case.to_json() for case in room.open_cases], room.lines(), as_json)
        sys.exit(1 if room.open_cases else 0)
