"""`curate codebook`: the labels, what is wrong in them, and how they change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Project


@click.group()
def command() -> None:
    """Read, check and change the codebook.

    \b
    Example:
      curate codebook new press --title "Newspapers"
      curate codebook show claim.barrier
      curate codebook lint
      curate codebook rename org organisation --note "spelt out"
      curate codebook split claim.barrier claim.barrier.money claim.barrier.rules
      curate codebook worklist

    Every change makes a new version. Annotations follow renamed and merged labels by themselves;
    `worklist` names those that a person must look at again.
    """


note = click.option("--note", default="", help="Why, kept with the change.")


@command.command()
@click.argument("id")
@click.option("--title", default="", help="For people.")
@options.as_json
@options.with_project
def new(project: Project, id: str, title: str, as_json: bool) -> None:
    """Start a codebook, with one label of each kind to be replaced by your own."""
    from curate.annotate.codebook_file import create

    path = create(project.schema_folder, id, title)
    output.emit({"path": str(path)}, str(path), as_json)
    output.next_step("Edit it, then see `curate codebook lint`.")


@command.command()
@click.argument("label", required=False)
@options.as_json
@options.with_project
def show(project: Project, label: str | None, as_json: bool) -> None:
    """Show all labels, or one with definition, include, exclude and examples."""
    from curate.cli.annotating import Workplace
    from curate.cli.codebooks import label_in_detail, labels_at_a_glance

    codebook = Workplace.of(project).codebook
    if label is None:
        output.emit(codebook.to_json(), labels_at_a_glance(codebook), as_json)
        return
    found = codebook.label(label)
    records = codebook.to_json()["labels"]
    record = next(item for item in records if item["id"] == found.id)
    output.emit(record, label_in_detail(codebook, found), as_json)


@command.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@options.as_json
@options.with_project
def lint(project: Project, file: Path | None, as_json: bool) -> None:
    """Find what a schema cannot see: keys given twice, unknown families, missing definitions."""
    from curate.annotate.codebook_file import load
    from curate.annotate.codebook_lint import lint as find
    from curate.cli.codebooks import path_of

    path = file or path_of(project)
    findings = find(load(path), str(path))
    if as_json:
        output.emit([item.to_json() for item in findings], "", as_json)
        raise SystemExit(any(item.severity != "note" for item in findings))
    output.finish(findings)


@command.command()
@click.argument("old", default="HEAD")
@click.option("--record", is_flag=True, help="Write what was changed as a new version.")
@note
@options.as_json
@options.with_project
def diff(project: Project, old: str, record: bool, note: str, as_json: bool) -> None:
    """Say what changed since OLD: a file, or a revision of git.  [default: HEAD]

    Ends with the number of annotations to look at again. --record writes the changes into the
    codebook, so that `worklist` knows of them.
    """
    from curate.annotate import codebook_change, codebook_file
    from curate.cli.annotating import Workplace
    from curate.cli.codebooks import differences_in_words, older, path_of

    path, place = path_of(project), Workplace.of(project)
    found = codebook_change.diff(older(path, old), place.codebook)
    if record:
        codebook_file.save(path, codebook_change.record(place.codebook, found, note))
    lines = differences_in_words(found, place.journals)
    output.emit([item._asdict() for item in found], lines, as_json)


@command.command()
@click.argument("old")
@click.argument("new")
@note
@options.as_json
@options.with_project
def rename(project: Project, old: str, new: str, note: str, as_json: bool) -> None:
    """Give the label OLD the id NEW; annotations follow by themselves."""
    from curate.annotate.codebook_change import rename as change

    _change(project, as_json, lambda codebook: change(codebook, old, new, note))


@command.command()
@click.argument("olds", metavar="OLD...", nargs=-1, required=True)
@click.option("--into", required=True, help="The label that stays.")
@note
@options.as_json
@options.with_project
def merge(project: Project, olds: tuple[str, ...], into: str, note: str, as_json: bool) -> None:
    """Make one label of several; annotations follow by themselves."""
    from curate.annotate.codebook_change import merge as change

    _change(project, as_json, lambda codebook: change(codebook, olds, into, note))


@command.command()
@click.argument("old")
@click.argument("news", metavar="NEW...", nargs=-1, required=True)
@note
@options.as_json
@options.with_project
def split(project: Project, old: str, news: tuple[str, ...], note: str, as_json: bool) -> None:
    """Replace a label by several; each annotation is for a person to look at again."""
    from curate.annotate.codebook_change import split as change

    _change(project, as_json, lambda codebook: change(codebook, old, news, note))
    output.next_step(
        "Write their definitions in the codebook, then see `curate codebook worklist`."
    )


@command.command()
@options.as_json
@options.with_project
def worklist(project: Project, as_json: bool) -> None:
    """Name the annotations to look at again, after letting follow those that can.

    An annotation leaves the list when its annotator edits it (`curate annotation edit ID --label
    L`, also with the same label) or deletes it.
    """
    from curate.annotate.worklist import stale
    from curate.cli.annotating import Workplace, described
    from curate.cli.codebooks import let_follow

    let_follow(project)
    place = Workplace.of(project)
    found = list(stale(place.codebook, place.journals))
    result = [{"annotation": item.annotation.to_json(), "why": item.why} for item in found]
    output.emit(result, [f"{described(item.annotation)}: {item.why}" for item in found], as_json)
    raise SystemExit(1 if found else 0)


def _change(project: Project, as_json: bool, change: Callable[[Any], Any]) -> None:
    """Write the changed codebook, then let annotations follow."""
    from curate.annotate import codebook_file
    from curate.cli.codebooks import let_follow, path_of
    from curate.text import amount

    path = path_of(project)
    changed = change(codebook_file.load(path))
    codebook_file.save(path, changed)
    count = let_follow(project)
    result = {"version": changed.version, "followed": count}
    told = f"{path.name} {changed.version}: {amount(count, 'annotation')} followed"
    output.emit(result, told, as_json)
