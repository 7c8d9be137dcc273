"""What `curate validate` asks the library for, by its options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from curate.check.filter import STDIN, Instance, check_files, check_manifest
from curate.check.reports import Line, Report
from curate.check.result import Result
from curate.check.schemas import Options, find, load
from curate.check.shape import Shape
from curate.cli.output import COLOURS
from curate.errors import UsageError

if TYPE_CHECKING:
    from curate.engines import Engine

BATCH = 1000
"""Lines of a report printed at a time."""


def results(
    files: tuple[str, ...],
    schema: str | None,
    manifest: str | None,
    kind: Any,
    each: bool,
    formats: bool | None,
    draft: str,
    ref_map: tuple[str, ...],
    engine: Any,
    runs: Engine | None,
    project: str,
    counted: bool,
    tick: Callable[[int], None],
) -> Iterator[Result]:
    """The results of whatever was asked for, from the engine that `runs` it; `tick` hears of the
    bytes read.

    Raises `UsageError` and `NoProjectError`.
    """
    options = Options(
        "fast" if engine == "spark" else engine, formats, draft, tuple(map(_mapping, ref_map))
    )
    if manifest:
        return _manifest(manifest, options)
    if schema:
        path = find(schema)
        shape = load(path, options)
        if not isinstance(shape, Shape):
            return iter([Result(str(path), tuple(shape))])
        instances = [Instance(name, kind, each, counted) for name in files or (STDIN,)]
        return check_files(shape, instances, sys.stdin.buffer, tick, runs)
    if files:
        raise UsageError("Say which --schema the files are checked against.")
    from curate.check.project import check_project
    from curate.corpus import Project

    return check_project(Project.find(Path(project)), options, tick, runs)


@contextmanager
def engine(name: str, master: str, jobs: int | None) -> Iterator[Engine | None]:
    """What runs it: Spark, so many processes or, where nothing is said, None: this process,
    and all cores for large files.
    """
    if name != "spark" and not jobs:
        yield None
        return
    from curate.cli import engines

    with engines.opened("spark" if name == "spark" else "local", master, jobs or 1) as opened:
        yield opened


def size(files: tuple[str, ...], project: str) -> int:
    """How many bytes there are to read, about: of the files, or of the project's ledgers."""
    if files:
        paths = [Path(name) for name in files]
    else:
        root = Path(project)
        paths = [*root.glob("corpus/documents/*.jsonl*"), *root.glob("annotations/**/*.jsonl")]
    return sum(path.stat().st_size for path in paths if path.is_file())


def _manifest(name: str, options: Options) -> Iterator[Result]:
    try:
        with click.open_file(name, "rb") as lines:
            yield from check_manifest(lines, name, options)
    except OSError as error:
        raise UsageError(f"Cannot read {name}: {error.strerror}") from error


def _mapping(text: str) -> tuple[str, Path]:
    url, _, folder = text.rpartition("=")
    if not url or not Path(folder).is_dir():
        raise UsageError(f"--ref-map {text}: expected URL=DIR with a folder that is there.")
    return url, Path(folder)


def fix(folder: str, yes: bool) -> None:
    """Show what can be mended and, when told to, write it as new revisions.

    Raises `NoProjectError`, `LockedError` and `WriteError`.
    """
    from curate.check import mend
    from curate.cli.annotating import now
    from curate.corpus import Project

    project = Project.find(Path(folder))
    found = mend.mends(project, now())
    for item in found:
        click.echo("\n".join(item.lines()), err=True)
    if not found:
        click.echo("Nothing that is safe to mend.", err=True)
    elif yes or (sys.stdin.isatty() and click.confirm("Write these revisions?", err=True)):
        mend.apply(project, found)
        click.echo(f"Wrote {len(found)} revisions.", err=True)
    else:
        click.echo("Nothing was written; --yes writes these revisions.", err=True)


def explain(code: str) -> None:
    """Print what a code means. Raises `UsageError` for one that is none."""
    from curate.check.explanations import explain_code

    click.echo(explain_code(code))


def report(form: str) -> Report:
    """The report of that name."""
    module = import_module(f"curate.check.reports.{form}")
    return cast("Report", module.report)


def show(lines: Iterable[Line]) -> None:
    """Print a report on standard output, coloured on a terminal; many lines at a time, for each
    print is flushed.
    """
    rest = iter(lines)
    while batch := [_styled(line) for line in islice(rest, BATCH)]:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)  # the progress bar's line
        click.echo("\n".join(batch))


def _styled(line: Line) -> str:
    if line.severity is None and not line.is_title:
        return line.text
    colour = COLOURS[line.severity] if line.severity else None
    return click.style(line.text, fg=colour, bold=line.is_title or None)
