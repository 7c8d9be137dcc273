"""The generated pages are up to date, and every command can be found with an example."""

import importlib.util
from pathlib import Path

import click
import pytest

from curate.cli.group import curate

ROOT = Path(__file__).parents[1]


CONTEXT = click.Context(curate)
COMMANDS = {name: curate.get_command(CONTEXT, name) for name in curate.list_commands(CONTEXT)}


def test_no_generated_page_is_stale():
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    assert make.stale() == [], "run python docs/make.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_with_an_example(name):
    command = COMMANDS[name]
    assert command.help
    assert "Example" in command.help
    assert f"curate {name}" in command.help
    for inner in getattr(command, "commands", {}).values():
        assert inner.help, inner.name
