"""`curate assign`: who reads which document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Project


@click.command()
@click.option("--overlap", "-n", type=click.IntRange(min=1), help="How many read each document.")
@click.option("--seed", "-s", type=int, help="Another seed gives another distribution.")
@click.option("--to", "annotators", multiple=True, metavar="NAME", help="May be repeated.")
@options.quiet
@options.as_json
@options.with_project
def command(
    project: Project,
    overlap: int | None,
    seed: int | None,
    annotators: tuple[str, ...],
    quiet: bool,
    as_json: bool,
) -> None:
    """Say who reads which document: by a hash, so that nobody waits for anybody.

    \b
    Example:
      curate assign --to anna --to ben --to chloe --overlap 2 --seed 7
      curate assign

    The options are kept in curate.toml, [annotate]; the distribution follows from them and is
    stored nowhere. A new annotator takes a share from each of the others, all else stays.
    """
    from curate.annotate import routing
    from curate.cli.annotating import change_settings, slug

    names = tuple(dict.fromkeys(map(slug, annotators)))
    given = {"annotators": names or None, "overlap": overlap, "seed": seed}
    chosen = change_settings(project, given)
    documents = [item.id for item in project.documents()]
    shares = routing.assign(documents, chosen.annotators, chosen.overlap, chosen.seed)
    lines = [f"{name:16} {len(share):6}  {' '.join(share)}" for name, share in shares.items()]
    output.emit(shares, lines, as_json)
    output.next_step("Each reads their share with `curate annotate --as NAME`.", quiet)
