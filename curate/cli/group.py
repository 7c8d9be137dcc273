"""`curate`: finds its commands by their files and turns our errors into short messages."""

from __future__ import annotations

import gc
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from curate.cli import commands
from curate.errors import CurateError


class Commands(click.Group):
    """A group whose commands are the files in `curate/cli/commands/`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, sorted."""
        return sorted(module.name.replace("_", "-") for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None when there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; one of our errors ends in its message and exit code, no traceback."""
        try:
            return super().invoke(ctx)
        except CurateError as error:
            raise Refusal(error) from error


class Refusal(click.ClickException):
    """One of our errors as click shows it."""

    def __init__(self, error: CurateError) -> None:
        super().__init__(str(error))
        self.exit_code = error.exit_code  # type: ignore[misc]  # click documents a class variable


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="curate", message="%(prog)s %(version)s")
def curate() -> None:
    """Turn scraped text into a corpus that people can read, cite, annotate and query.

    \b
    A first journey:
      curate init my-corpus && cd my-corpus
      curate add ~/scraped/*.txt
      curate clean
      curate validate
      curate serve
    """


FEW_COLLECTIONS = 200_000
"""Objects between two looks for cycles: records hold none, and looking took a tenth of the time."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(FEW_COLLECTIONS)
    curate()
