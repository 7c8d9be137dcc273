"""Options that many commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
as_name = click.option(
    "--as",
    "name",
    metavar="NAME",
    default="",
    help="Who annotates.  [default: CURATE_ANNOTATOR, git's user.name, or the login]",
)
quiet = click.option("--quiet", "-q", is_flag=True, help="No progress bar, no next step.")

jobs = click.option(
    "--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, help="Cores to use."
)
engine = click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="What runs it: this machine, or a cluster.",
)
master = click.option("--master", default="local[*]", help="Where Spark is.", show_default=True)


def with_project(function: Command) -> Command:
    """Pass the `Project` around the working folder, or that of `--project DIR`, as `project`."""
    return click.option(
        "--project",
        "-C",
        metavar="DIR",
        default=".",
        callback=_find,
        help="The project's folder.  [default: the one around here]",
    )(function)


def _find(_context: click.Context, _option: click.Parameter, folder: str) -> Any:
    from curate.corpus import Project

    return Project.find(Path(folder))
