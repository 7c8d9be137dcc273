"""What `curate clean` does around the pipeline: files and streams in, clean text out."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from curate.clean import CleanSettings, Recipe, Report, clean_project, clean_text, find
from curate.clean.workers import Task, clean_many
from curate.cli import output
from curate.corpus import Project, cleaned, ledger
from curate.corpus.decode import decode
from curate.errors import NotTextError, UsageError
from curate.finding import Finding, Place
from curate.text import apply


def recipe(project: Project | None, without: Iterable[str], also: Iterable[str]) -> Recipe:
    """The project's recipe, or the default one, with what the options change."""
    set_up = project.table(CleanSettings, "clean") if project else CleanSettings()
    return Recipe.of(
        CleanSettings(
            without=(*set_up.without, *without),
            also=(*set_up.also, *also),
            strictness=set_up.strictness,
            max_loss=set_up.max_loss,
        )
    )


def in_project(
    folder: Path, without: Iterable[str], also: Iterable[str], jobs: int, quiet: bool
) -> tuple[Report, Iterable[Finding]]:
    """Clean the project around a folder; the report on all its documents, and the findings."""
    project = Project.find(folder)
    size = sum(path.stat().st_size for path in project.shards())
    with output.progress("Cleaning", size, quiet) as progress:
        outcome = clean_project(project, recipe(project, without, also), progress, jobs)
    return Report.of(cleaned.read(project)), outcome.findings


def review(
    folder: Path,
    without: Iterable[str],
    also: Iterable[str],
    rule: str | None,
    name: str,
    jobs: int,
    quiet: bool,
) -> None:
    """Clean, then ask about what is doubtful; the answers are brought to effect by the caller."""
    from curate.cli import reviewing

    in_project(folder, without, also, jobs, quiet)
    reviewing.review(Project.find(folder), find(rule).name if rule else None, name)


def write_page(folder: Path, report: Report, path: Path) -> None:
    """Write the report as a page. Raises `WriteError`."""
    from curate.clean.report_page import page

    with ledger.replacing(path) as temporary:
        temporary.write_text(page(report, Project.find(folder).settings.name), encoding="utf-8")


def stream(paths: Iterable[Path], recipe: Recipe, jsonl: bool, jobs: int = 1) -> Iterator[Finding]:
    """Clean files and standard input onto standard output; what was found on the way."""
    out = sys.stdout.buffer
    for path in paths or [Path("-")]:
        name = "standard input" if str(path) == "-" else str(path)
        with _open(path) as file:
            if jsonl:
                yield from _json_lines(file, name, recipe, out, jobs)
            else:
                yield from _text(file, name, recipe, out)
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
        text = decode(data).text if data.strip() else data.decode("utf-8")
    except NotTextError as error:
        yield Finding("not-text", error.problem, Place(file=name), hint=error.hint)
        return
    edits, findings = clean_text(text, recipe, name)
    out.write(apply(text, edits).encode("utf-8"))
    yield from findings


def _json_lines(
    file: BinaryIO, name: str, recipe: Recipe, out: BinaryIO, jobs: int
) -> Iterator[Finding]:
    broken: list[Finding] = []
    waiting: deque[dict[str, Any]] = deque()
    tasks = _tasks(file, name, waiting, broken)
    for edits, findings in clean_many(tasks, recipe, jobs):
        record = waiting.popleft()
        record["text"] = apply(record["text"], edits)
        record["edits"] = [cleaned.edit_to_json(edit) for edit in edits]
        out.write(orjson.dumps(record) + b"\n")
        yield from findings
    yield from broken


def _tasks(
    file: BinaryIO, name: str, waiting: deque[dict[str, Any]], broken: list[Finding]
) -> Iterator[Task]:
    """The texts of the lines; their records wait for the edits, and lines without one are found."""
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
            id, text = str(record["id"]), record["text"]
            text.encode("utf-8")
        except orjson.JSONDecodeError as error:
            place = Place(file=name, line=number, column=error.colno)
            broken.append(Finding("broken-line", f"not JSON: {error.msg}", place))
        except (KeyError, TypeError, AttributeError, UnicodeEncodeError):
            message = "expected an object with the texts id and text"
            broken.append(Finding("broken-line", message, Place(file=name, line=number)))
        else:
            waiting.append(record)
            yield Task(id, text, {})
