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
    from curate.dedup import Found
    from curate.finding import Finding


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE|-]")
@click.option("--jsonl", is_flag=True, help="Filter: read and write one JSON object a line.")
@click.option("--pairs", is_flag=True, help="Filter: write pairs of duplicates, not texts.")
@click.option("--passages", is_flag=True, help="Filter: write repeated passages, not texts.")
@click.option("--threshold", type=float, help="Similarity of duplicates, 0 to 1.  [default: 0.8]")
@click.option(
    "--contained", type=float, help="Share of a text in a longer one, 0 is off.  [filter: 0]"
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
      curate dedup --passages texts.jsonl | jq -c '{doc, start, end, of}'
    """
    if file is not None or jsonl or pairs or passages:
        shown = "pairs" if pairs else "passages" if passages else "rows"
        findings = _filter(file, _given(threshold, contained), shown, quiet)
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
    file: Path | None, given: dict[str, float], shown: str, quiet: bool
) -> Sequence[Finding]:
    from curate.dedup import DedupSettings, JsonLines, find, pipeline

    settings = DedupSettings(**{"contained": 0.0, **given})  # type: ignore[arg-type]
    with _on_disk(file) as path:
        source = JsonLines(path)
        with output.progress("Reading", source.size, quiet) as progress:
            found = find(source, settings, progress=progress)
        if shown == "rows":
            _write(found.rows())
        elif shown == "pairs":
            _write(pair.to_json() for pair in found.pairs())
        else:
            _write(item.to_json() for item in pipeline.passages(source, found, settings))
    return found.findings


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
        out.write(orjson.dumps(record) + b"\n")
    out.flush()


def _summary(found: Found) -> dict[str, Any]:
    kinds = [link.kind for link in found.standing.values()]
    return {
        "documents": len(found.sketches),
        "clusters": len(found.clusters),
        "removed": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
    }


def _lines(found: Found) -> Iterator[str]:
    removed = len(found.standing)
    yield f"{len(found.sketches):,} documents, {removed:,} of them duplicates of another"
    for cluster in found.clusters:
        yield f"{cluster.representative} stands for"
        for link in cluster.links:
            other = link.left if link.right == cluster.representative else link.right
            yield f"  {other}  {link.kind}, similarity {link.similarity:.3f}"
