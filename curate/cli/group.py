"""`curate`: finds its commands by their files and turns our errors into short messages."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from curate import errors
from curate.cli import commands


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


def main() -> None:
    """Run the command line; bad input ends in a message and an exit code, never a traceback."""
    try:
        curate()
    except errors.CurateError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
