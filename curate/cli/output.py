"""What every command does with its result: one object, printed as text or as JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from curate.finding import Finding

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def emit(result: Any, text: str | Iterable[str], as_json: bool) -> None:
    """Print `result` as JSON, or `text` for people (lines without breaks)."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for line in [text] if isinstance(text, str) else text:
        click.echo(line)


def write(text: str) -> None:
    """Write a text to standard output as it is, in UTF-8: nothing added, nothing translated.

    On a terminal control characters are made visible, because text from the web may hold
    commands to the terminal.
    """
    stream = sys.stdout.buffer
    stream.write((visible(text) if sys.stdout.isatty() else text).encode("utf-8"))
    stream.flush()


def visible(text: str) -> str:
    r"""The text with its control characters, but for tabs and line breaks, as pictures of them.

    >>> visible("a\x1b[2Jb")
    'a␛[2Jb'
    """
    return _CONTROL.sub(lambda match: _picture(match[0]), text)


def _picture(control: str) -> str:
    code = ord(control)
    return chr(0x2400 + code) if code < 0x20 else "\N{SYMBOL FOR DELETE}"


def next_step(hint: str, quiet: bool = False) -> None:
    """Say on standard error what to do next, to people only."""
    if not quiet and sys.stderr.isatty():
        click.secho(hint, err=True, dim=True)


def report(findings: Iterable[Finding]) -> int:
    """Print findings on standard error; how many of them call for exit code 1 (not notes)."""
    count = 0
    for finding in findings:
        click.secho(str(finding), err=True, fg=COLOURS[finding.severity])
        count += finding.severity != "note"
    return count


def finish(findings: Iterable[Finding]) -> NoReturn:
    """Print findings and end the command: exit code 1 with findings, else 0."""
    sys.exit(1 if report(findings) else 0)


@contextmanager
def progress(label: str, length: int, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal; yields the function that moves it on by a number of steps."""
    hidden = quiet or not sys.stderr.isatty()
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield bar.update
