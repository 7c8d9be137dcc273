"""`curate judge`: decide on doubtful pairs of documents."""

from __future__ import annotations

from collections.abc import Iterator
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Project
    from curate.dedup import Link
    from curate.dedup.judgement import Judgement
    from curate.dedup.judging import Judging, Piece, Row

QUIT = ("q", "\x1b", "\x03", "\x04")


@click.command()
@click.argument("left", required=False)
@click.argument("right", required=False)
@click.argument("verdict", required=False, type=click.Choice(["same", "different", "unsure"]))
@click.option("--list", "only_list", is_flag=True, help="Print the doubtful pairs and end.")
@click.option("--margin", type=float, help="How far from the threshold.  [default: settings]")
@click.option("--by", default="", help="Who judges.  [default: as for annotations]")
@options.with_project
@options.as_json
@options.quiet
def command(
    left: str | None,
    right: str | None,
    verdict: str | None,
    only_list: bool,
    margin: float | None,
    by: str,
    project: Project,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say whether two documents are the same: y, n, u (unsure), b (back), q (quit).

    Shows pairs near the threshold side by side, those first that would change which document is
    kept. A judgement outranks every similarity at the next `curate dedup`.

    \b
    Example:
      curate judge
      curate judge --list --json
      curate judge 0003 0007 different
    """
    from curate.cli.annotating import annotator
    from curate.cli.steps import bring_clusters

    bring_clusters(project, quiet)
    if verdict and left and right:
        _append(project, _ids(project, left, right), verdict, annotator(by))
        return
    pairs = _pairs(project, left, right, margin)
    if only_list or as_json:
        output.emit([pair.to_json() for pair in pairs], map(_line, pairs), as_json)
        return
    _session(project, pairs, annotator(by))
    output.next_step("Bring it to effect with `curate dedup`.", quiet)


def _ids(project: Project, left: str, right: str) -> tuple[str, str]:
    return project.document(left).id, project.document(right).id


def _pairs(
    project: Project, left: str | None, right: str | None, margin: float | None
) -> list[Link]:
    from curate.dedup import DedupSettings, cluster, judgement, pipeline
    from curate.dedup.judging import doubtful
    from curate.dedup.link import Link
    from curate.errors import UsageError

    links = list(pipeline.read_links(project))
    if left:
        if not right:
            raise UsageError("Name two documents, or none to see the doubtful pairs.")
        pair = _ids(project, left, right)
        known = [link for link in links if set(link[:2]) == set(pair)]
        return known or [Link(*pair, pipeline.similarity(project, *pair), "near")]
    settings = project.table(DedupSettings, "dedup")
    judged = judgement.settle(judgement.read(project)).judged
    clusters = list(cluster.read(project))
    width = settings.margin if margin is None else margin
    return doubtful(links, clusters, settings.threshold, width, judged)


def _line(pair: Link) -> str:
    return f"{pair.left}  {pair.right}  {pair.similarity:.3f}"


def _append(project: Project, pair: tuple[str, str], verdict: str, by: str) -> Judgement:
    from curate.cli.annotating import now
    from curate.dedup import judgement

    made = judgement.Judgement(*pair, verdict, by, now())  # type: ignore[arg-type]
    judgement.append(project, made)
    return made


def _session(project: Project, pairs: list[Link], by: str) -> None:
    """Show pair after pair; the closing screen as well waits for a key, so that the last pair can
    be judged again.
    """
    from curate.dedup.judging import Judging

    if not pairs:
        click.echo("No doubtful pairs.")
        return
    session = Judging(pairs)
    while True:
        pair = session.current
        _show(project, session) if pair else _close(session)
        key = click.getchar().lower()
        if key in QUIT or (pair is None and key in "\r\n"):
            return
        session, verdict = session.press(key)
        if verdict and pair:
            _append(project, pair[:2], verdict, by)


def _close(session: Judging) -> None:
    click.clear()
    click.echo(f"That was the last of {len(session.pairs)}; every verdict is written down.")
    click.secho("b back  q done", bold=True)


def _show(project: Project, session: Judging) -> None:
    from curate.corpus import cleaned
    from curate.dedup.judging import Row, difference, rows

    pair = session.current
    assert pair is not None
    width = (get_terminal_size().columns - 3) // 2
    texts = (cleaned.find(project, id).text for id in pair[:2])
    click.clear()
    click.echo(f"{session.at + 1} of {len(session.pairs)}, similarity {pair.similarity:.3f}")
    click.secho(f"{pair.left:<{width}.{width}} | {pair.right:.{width}}", bold=True)
    for row in rows(difference(*texts), width):
        if isinstance(row, Row):
            click.echo("".join(_columns(row, width)))
        else:
            click.secho(f"… {row} lines that both have", dim=True)
    click.secho("The same? y  n  u unsure  b back  q quit", bold=True)


def _columns(row: Row, width: int) -> Iterator[str]:
    yield _piece(row.left, width)
    yield " | "
    yield _piece(row.right, width)


def _piece(piece: Piece, width: int) -> str:
    text = f"{output.visible(piece.words):<{width}}"
    return text if piece.is_shared else click.style(text, fg="yellow", bold=True)
