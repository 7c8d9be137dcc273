"""What `curate clean` does around the pipeline: files and streams in, clean text out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from curate.clean import CleanSettings, Recipe, Report, clean_project, clean_text, find
from curate.clean.jsonl import clean_blocks, measure_blocks
from curate.clean.measure import Measured
from curate.clean.written import Written
from curate.cli import output
from curate.corpus import Project, cleaned, ledger
from curate.corpus.blocks import of_file, of_stream
from curate.corpus.decode import Decoded, decode
from curate.engines import Engine
from curate.errors import NotTextError, UsageError
from curate.finding import Finding, Place
from curate.text import apply

STDIN = "standard input"


def recipe(project: Project | None, without: Iterable[str], also: Iterable[str]) -> Recipe:
    """The project's recipe, or the default one, with what the options change."""
    set_up = project.table(CleanSettings, "clean") if project else CleanSettings()
    changed = replace(set_up, without=(*set_up.without, *without), also=(*set_up.also, *also))
    return Recipe.of(changed)


def in_project(
    folder: Path, without: Iterable[str], also: Iterable[str], engine: Engine, quiet: bool
) -> tuple[Report, Iterable[Finding]]:
    """Clean the project around a folder; the report on all its documents, and the findings."""
    project = Project.find(folder)
    size = sum(path.stat().st_size for path in project.shards())
    with output.progress("Cleaning", size, quiet) as progress:
        outcome = clean_project(project, recipe(project, without, also), progress, engine)
    return Report.of(cleaned.read(project)), outcome.findings


def review(
    folder: Path,
    without: Iterable[str],
    also: Iterable[str],
    rule: str | None,
    name: str,
    engine: Engine,
    quiet: bool,
) -> None:
    """Clean, then ask about what is doubtful; the answers are brought to effect by the caller."""
    from curate.cli import reviewing

    in_project(folder, without, also, engine, quiet)
    reviewing.review(Project.find(folder), find(rule).name if rule else None, name)


def write_page(folder: Path, report: Report, path: Path) -> None:
    """Write the report as a page. Raises `WriteError`."""
    from curate.clean.report_page import page

    with ledger.replacing(path) as temporary:
        temporary.write_text(page(report, Project.find(folder).settings.name), encoding="utf-8")


def json_lines(
    paths: Sequence[Path], recipe: Recipe, engine: Engine, quiet: bool
) -> Iterator[Finding]:
    """Clean JSON lines onto standard output; what was found on the way.

    Files are read twice, first to find lines that the texts of a source share. Standard input that
    is no file is read once, and such lines stay.
    """
    if not paths or Path("-") in paths:
        if len(paths) > 1:
            raise UsageError("Standard input stands alone: name files, or - and nothing else.")
        yield from _piped(recipe, engine, quiet)
        return
    for path in paths:
        with _open(path):  # before anything is written
            pass
    blocks = [block for path in paths for block in of_file(path)]
    measured = measure_blocks(engine, blocks, recipe)
    yield from _written(clean_blocks(engine, blocks, recipe, measured))


def _piped(recipe: Recipe, engine: Engine, quiet: bool) -> Iterator[Finding]:
    file = sys.stdin.buffer
    if engine.wave:
        raise UsageError("A cluster reads files that all its machines see: name FILE, not -.")
    measured: Measured = {}
    if file.seekable():
        start = file.tell()
        measured = measure_blocks(engine, of_stream(file, STDIN), recipe)
        file.seek(start)
    else:
        names = [rule.name for rule in recipe.rules if rule.measure]
        if names and not quiet:
            message = f"{', '.join(names)} needs to read twice, a pipe is read once: left out"
            hint = "Name the file for it, or say --quiet."
            output.report([Finding("read-once", message, severity="note", hint=hint)])
    yield from _written(clean_blocks(engine, of_stream(file, STDIN), recipe, measured))


def _written(blocks: Iterable[Written]) -> Iterator[Finding]:
    out = sys.stdout.buffer
    for block in blocks:
        out.write(block.lines)
        out.flush()
        yield from block.findings


def texts(paths: Sequence[Path], recipe: Recipe) -> Iterator[Finding]:
    """Clean files or standard input onto standard output; what was found on the way."""
    out = sys.stdout.buffer
    for path in paths or [Path("-")]:
        with _open(path) as file:
            yield from _text(file, STDIN if str(path) == "-" else str(path), recipe, out)
    out.flush()


def _open(path: Path) -> AbstractContextManager[BinaryIO]:
    if str(path) == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return path.open("rb")
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.") from error


def _text(file: BinaryIO, name: str, recipe: Recipe, out: BinaryIO) -> Iterator[Finding]:
    data = file.read()
    try:
        decoded = decode(data) if data.strip() else Decoded(data.decode("utf-8"), "utf-8")
    except NotTextError as error:
        yield Finding("not-text", error.problem, Place(file=name), hint=error.hint)
        return
    if decoded.note:
        yield Finding("encoding", decoded.note, Place(file=name), "note")
    edits, findings = clean_text(decoded.text, recipe, name)
    out.write(apply(decoded.text, edits).encode("utf-8"))
    yield from findings
