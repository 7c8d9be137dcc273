"""`curate prelabel`: tools propose, people decide."""

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
    "--gazetteer", type=click.Path(path_type=Path), help="Names with their labels: TOML or CSV."
)
@click.option("--regex", multiple=True, metavar="LABEL=PATTERN", help="May be repeated.")
@click.option(
    "--patterns", type=click.Path(path_type=Path), help="Token patterns, one JSON object a line."
)
@click.option("--command", "program", help="A command that reads texts and writes spans.")
@click.option("--learn", is_flag=True, help="A learner, taught by what people have read so far.")
@click.option("--source", help="The name of their journal.  [default: after the file or option]")
@click.option("--replace", is_flag=True, help="Withdraw what this source no longer proposes.")
@options.quiet
@options.as_json
@options.with_project
def command(
    project: Project,
    docs: tuple[str, ...],
    gazetteer: Path | None,
    regex: tuple[str, ...],
    patterns: Path | None,
    program: str | None,
    learn: bool,
    source: str | None,
    replace: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    r"""Propose annotations; nothing is accepted, and a second run proposes nothing twice.

    \b
    Example:
      curate prelabel --gazetteer names.toml
      curate prelabel --regex 'date=\b(19|20)\d\d\b' --source years
      curate prelabel --command "python tagger.py"
      curate prelabel --learn
      curate annotation accept --source names --label org

    \b
    names.toml                          names.csv
      [[entry]]                           label,name,id
      label = "org"                       org,NHS England,nhse
      names = ["NHS England", "NHSE"]     org,NHSE,nhse

    Token patterns are those of Prodigy and spaCy without a tagger's attributes: {"label": "role",
    "pattern": [{"LOWER": "chief"}, {"IS_TITLE": true}]}. A command reads {"id", "text"} a line and
    answers {"id", "spans": [{"start", "end", "label", "confidence"}]} a line.
    """
    from curate.cli.prelabelling import Tool, counted, prelabel

    tool = Tool.of(gazetteer, regex, patterns, program, learn, source)
    made, findings = prelabel(project, tool, docs, replace, quiet)
    output.emit([item.to_json() for item in made], counted(made, tool.source), as_json)
    output.next_step(f"Answer them: curate annotation accept --source {tool.source}", quiet)
    output.finish(findings)
