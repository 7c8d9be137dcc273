"""`curate dedup`: find duplicates, and which text stands for which."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Project
    from curate.dedup import DedupSettings, Found, Link, Source
    from curate.finding import Finding

PLAIN_FILTER = {"paragraphs": 0, "runs": 0}


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE|-]")
@click.option("--jsonl", is_flag=True, help="Filter: read and write one JSON object a line.")
@click.option("--pairs", is_flag=True, help="Filter: write pairs of duplicates, not texts.")
@click.option("--passages", is_flag=True, help="Filter: write repeated passages, not texts.")
@click.option("--threshold", type=float, help="Similarity of duplicates, 0 to 1.  [default: 0.8]")
@click.option(
    "--contained", type=float, help="Share of a text in a longer one, 0 is off.  [filter: 0]"
)
@click.option(
    "--index",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Filter: keep measures here; the next run costs what is new.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True),
    metavar="OTHER",
    help="Only find what is in OTHER too: a project or a file of JSON lines.",
)
@click.option("--project", "-C", metavar="DIR", default=".", help="The project's folder.")
@options.as_json
@options.quiet
def command(
    file: Path | None,
    jsonl: bool,
    pairs: bool,
    passages: bool,
    threshold: float | None,
    contained: float | None,
    index: Path | None,
    against: Path | None,
    project: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find duplicates: the same text, nearly the same, or one inside another.

    In a project, writes build/clusters.jsonl and build/links.jsonl. As a filter, reads JSON lines
    with `id` and `text`, and writes `{id, cluster, representative, similarity}` for each, in order.
    Nothing is removed: a text is kept if it is its own representative.

    \b
    Example:
      curate dedup
      curate dedup --jsonl --threshold 0.7 texts.jsonl > clusters.jsonl
      curate dedup --against ../other-corpus
      curate dedup --passages texts.jsonl | jq -c '{doc, start, end, of}'
    """
    if against:
        links, findings = _against(file, project, against, _given(threshold, contained), quiet)
        output.emit([link.to_json() for link in links], map(_line, links), as_json)
    elif file is not None or jsonl or pairs or passages:
        shown = "pairs" if pairs else "passages" if passages else "rows"
        findings = _filter(file, _given(threshold, contained), shown, index, quiet)
    else:
        found = _project(project, _given(threshold, contained), quiet)
        findings = found.findings
        output.emit(_summary(found), _lines(found), as_json)
        output.next_step("See them with `curate judge`, or publish with `curate build`.", quiet)
    output.finish(findings)


def _given(threshold: float | None, contained: float | None) -> dict[str, float]:
    """The settings given as options."""
    options = {"threshold": threshold, "contained": contained}
    return {name: value for name, value in options.items() if value is not None}


def _project(folder: str, given: dict[str, float], quiet: bool) -> Found:
    from curate.cli.steps import bring_edits
    from curate.corpus import Project
    from curate.dedup import pipeline

    project = Project.find(Path(folder))
    bring_edits(project, quiet)
    size = sum(path.stat().st_size for path in project.shards())
    with output.progress("Reading", size, quiet) as progress:
        return pipeline.run(project, given, progress)


def _filter(
    file: Path | None, given: dict[str, float], shown: str, index: Path | None, quiet: bool
) -> Sequence[Finding]:
    from curate.dedup import DedupSettings, Index, find, json_lines

    chosen = {"contained": 0, **({} if shown == "passages" else PLAIN_FILTER), **given}
    settings = DedupSettings(**chosen)  # type: ignore[arg-type]
    with _on_disk(file) as path:
        source = json_lines(path)
        with output.progress("Reading", path.stat().st_size, quiet) as progress:
            kept = Index(index, settings) if index else None
            found = find(source, settings, progress=progress, index=kept)
        if shown == "passages":
            _write(found.passages)
        else:
            _write(found.pairs() if shown == "pairs" else found.rows())
    return found.findings


def _against(
    file: Path | None, folder: str, other: Path, given: dict[str, float], quiet: bool
) -> tuple[list[Link], Sequence[Finding]]:
    from dataclasses import replace

    from curate.corpus import Project
    from curate.dedup import DedupSettings, json_lines

    if file is None:
        project = Project.find(Path(folder))
        settings = replace(project.table(DedupSettings, "dedup"), **given)  # type: ignore[arg-type]
        return _compare(_units(project, quiet), other, settings, quiet)
    with _on_disk(file) as path:
        return _compare(json_lines(path), other, DedupSettings(**given), quiet)  # type: ignore[arg-type]


def _compare(
    ours: Source, other: Path, settings: DedupSettings, quiet: bool
) -> tuple[list[Link], Sequence[Finding]]:
    from curate.corpus import Project
    from curate.dedup import json_lines, pipeline, source

    theirs = _units(Project.find(other), quiet) if other.is_dir() else json_lines(other)
    size = source.size(ours) + source.size(theirs)
    with output.progress("Reading", size, quiet) as progress:
        return pipeline.against(ours, theirs, settings, progress)


def _units(project: Project, quiet: bool) -> Source:
    from curate.cli.steps import bring_edits
    from curate.dedup import source

    bring_edits(project, quiet)
    return source.corpus(project)


def _line(link: Link) -> str:
    return f"{link.left}  {link.right}  {link.kind}, similarity {link.similarity:.3f}"


@contextmanager
def _on_disk(file: Path | None) -> Iterator[Path]:
    """The file, or standard input as one: texts are read twice, and not held in memory."""
    from shutil import copyfileobj
    from tempfile import NamedTemporaryFile

    from curate.errors import UsageError

    if file is not None and str(file) != "-":
        if not file.is_file():
            raise UsageError(f"No file {file}.")
        yield file
        return
    with NamedTemporaryFile(suffix=".jsonl") as spool:
        copyfileobj(sys.stdin.buffer, spool)
        spool.flush()
        yield Path(spool.name)


def _write(records: Iterable[Any]) -> None:
    import orjson

    out = sys.stdout.buffer
    for record in records:
        row = record if isinstance(record, dict) else record.to_json()
        out.write(orjson.dumps(row) + b"\n")
    out.flush()


def _summary(found: Found) -> dict[str, Any]:
    kinds = [link.kind for link in found.standing.values()]
    return {
        "documents": len(found.ids),
        "clusters": len(found.clusters),
        "removed": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "passages": len(found.passages),
    }


def _lines(found: Found) -> Iterator[str]:
    removed = len(found.standing)
    yield f"{len(found.ids):,} documents, {removed:,} of them duplicates of another"
    if found.passages:
        yield f"{len(found.passages):,} repeated passages, in build/passages.jsonl"
    for cluster in found.clusters:
        yield f"{cluster.representative} stands for"
        for link in cluster.links:
            other = link.left if link.right == cluster.representative else link.right
            yield f"  {other}  {link.kind}, similarity {link.similarity:.3f}"
