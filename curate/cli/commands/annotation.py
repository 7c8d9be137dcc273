"""`curate annotation`: everything that can be said about a text, without a screen."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from curate.annotate import Annotation
    from curate.annotate.record import Status
    from curate.cli.annotating import Workplace
    from curate.corpus import Project


@click.group()
def command() -> None:
    """Add, list, change and take back annotations.

    \b
    Example:
      curate annotation add 001 --label org --quote "The King's Fund"
      curate annotation add 001 --label claim.finding --quote "limited evidence" \\
        --attr voice=reported
      curate annotation relate a6w1 a2kq --label attributed_to
      curate annotation document 001 --label topic --value regulation
      curate annotation finish 001

    Every action is one appended line in annotations/NAME.jsonl; `undo` appends one more.
    """


attributes = click.option("--attr", multiple=True, metavar="NAME=VALUE", help="May be repeated.")
note = click.option("--note", default="", help="A free remark.")
count = click.option(
    "--count", "-n", type=click.IntRange(min=1), default=1, help="How many actions."
)


def which_proposals(function: options.Command) -> options.Command:
    """The options that say which proposals to answer."""
    function = click.option("--doc", help="Only in this document.")(function)
    function = click.option("--source", help="All proposals of this journal.")(function)
    function = click.option("--label", "-l", help="All proposals with this label.")(function)
    return click.argument("ids", metavar="[ID]...", nargs=-1)(function)


@command.command()
@click.argument("doc", required=False, default="")
@click.option("--label", "-l", default="", help="A span label of the codebook.")
@click.option("--quote", "-t", multiple=True, help="What to mark; repeat it for separate parts.")
@click.option("--nth", type=click.IntRange(min=1), help="Which place of the quote, from 1.")
@click.option("--start", type=click.IntRange(min=0), help="First offset, in raw text.")
@click.option("--end", type=click.IntRange(min=1), help="Offset after the last character.")
@click.option("--clean", is_flag=True, help="The offsets are of clean text.")
@attributes
@note
@click.option("--jsonl", type=click.File("rb"), help="One request a line, all or none; - is stdin.")
@options.as_name
@options.as_json
@options.with_project
def add(project: Project, name: str, as_json: bool, jsonl: IO[bytes] | None, **asked: Any) -> None:
    """Label a stretch of text: a quote, or a span of offsets.

    \b
    A line of --jsonl is an object with the fields
      doc, label, quote | start, end, clean; nth, attributes, note, key   a span
      label, from, to                         a relation; ids, or keys of lines before
      doc, label, value                       a document label
      doc, state                              started, finished or skipped
    """
    from curate.annotate.request import Request, fulfil, read_values
    from curate.cli.annotating import Workplace

    place = Workplace.of(project, name)
    if jsonl is not None:
        _add_all(place, jsonl, as_json)
        return
    asked["attributes"] = read_values(place.codebook, asked.pop("attr"))
    made = fulfil(place.desk(), Request(**asked))
    _write(place, [made], as_json)


def _add_all(place: Workplace, file: IO[bytes], as_json: bool) -> None:
    from curate.annotate.request import fulfil_all
    from curate.cli.annotating import requests

    lines, broken = requests(file)
    made, findings = fulfil_all(place.desk(), lines)
    if broken or findings:
        output.report([*broken, *findings])
        click.echo("Nothing was written.", err=True)
        raise SystemExit(1)
    _write(place, made, as_json)


def _write(place: Workplace, made: Sequence[Annotation], as_json: bool) -> None:
    place.journal.write(made)
    _tell(made, as_json)


def _tell(made: Sequence[Annotation], as_json: bool) -> None:
    from curate.cli.annotating import described

    lines = [described(item) for item in made]
    output.emit([item.to_json() for item in made], lines, as_json)
    output.next_step("Take it back with `curate annotation undo`.")


@command.command()
@click.argument("from_id", metavar="FROM")
@click.argument("to_id", metavar="TO")
@click.option("--label", "-l", required=True, help="A relation of the codebook.")
@attributes
@note
@options.as_name
@options.as_json
@options.with_project
def relate(project: Project, name: str, as_json: bool, attr: tuple[str, ...], **asked: Any) -> None:
    """Lead a relation from one annotation to another of the same document."""
    from curate.annotate.request import Request, fulfil, read_values
    from curate.cli.annotating import Workplace

    place = Workplace.of(project, name)
    values = read_values(place.codebook, attr)
    _write(place, [fulfil(place.desk(), Request(**asked, attributes=values))], as_json)


@command.command()
@click.argument("doc")
@click.option("--label", "-l", required=True, help="A document label of the codebook.")
@click.option("--value", required=True, help="One of its values.")
@attributes
@note
@options.as_name
@options.as_json
@options.with_project
def document(
    project: Project, name: str, as_json: bool, attr: tuple[str, ...], **asked: Any
) -> None:
    """Say something of a whole document."""
    from curate.annotate.request import Request, fulfil, read_values
    from curate.cli.annotating import Workplace

    place = Workplace.of(project, name)
    values = read_values(place.codebook, attr)
    _write(place, [fulfil(place.desk(), Request(**asked, attributes=values))], as_json)


@command.command()
@click.argument("doc")
@click.option("--skip", "state", flag_value="skipped", help="Leave it unread instead.")
@click.option("--start", "state", flag_value="started", help="Say that reading began.")
@options.as_name
@options.as_json
@options.with_project
def finish(project: Project, name: str, as_json: bool, doc: str, state: str | None) -> None:
    """Say that a document is done, so that "found nothing" differs from "not read"."""
    from curate.annotate.request import Request, fulfil
    from curate.cli.annotating import Workplace

    place = Workplace.of(project, name)
    made = fulfil(place.desk(), Request(doc, state=state or "finished"))
    _write(place, [made], as_json)


@command.command("list")
@click.argument("doc", required=False)
@click.option("--label", "-l", help="A label, or a family such as claim.")
@click.option("--by", help="Of this annotator.")
@click.option("--kind", type=click.Choice(["span", "document", "relation", "decision", "state"]))
@click.option("--status", multiple=True, help="accepted, proposed, rejected or deleted.")
@click.option("--search", default="", help="With this text in the quote, note or value.")
@options.as_json
@options.with_project
def list_(
    project: Project,
    doc: str | None,
    status: tuple[Any, ...],
    search: str,
    as_json: bool,
    **by: Any,
) -> None:
    """List annotations, in the order of the text."""
    from curate.annotate import journal
    from curate.annotate.journal import LIVE
    from curate.cli.annotating import described

    journals = journal.read(project.annotations_folder)
    doc = project.document(doc).id if doc else None
    found = journals.select(doc, status=status or LIVE, **by)
    wanted = search.casefold()
    found = [
        item
        for item in found
        if wanted in f"{item.text}\n{item.note}\n{item.value or ''}".casefold()
    ]
    lines = [described(item, journals) for item in found]
    output.emit([item.to_json() for item in found], lines, as_json)
    output.finish(journals.findings)


@command.command()
@click.argument("id")
@options.as_json
@options.with_project
def show(project: Project, id: str, as_json: bool) -> None:
    """Show an annotation, its relations and all its revisions."""
    from curate.annotate import journal
    from curate.cli.annotating import described, in_detail

    journals = journal.read(project.annotations_folder)
    found = journals.find(id)
    relations = journals.relations(found.id)
    history = journals.history(found.id)
    result = {
        "annotation": found.to_json(),
        "relations": [item.to_json() for item in relations],
        "history": [item.to_json() for item in history],
    }
    lines = [described(item, journals) for item in (found, *relations)]
    output.emit(result, [*lines, *in_detail(history)], as_json)


@command.command()
@click.argument("id")
@click.option("--label", "-l", help="Another label of the same kind.")
@click.option("--quote", "-t", multiple=True, help="Another place.")
@click.option("--nth", type=click.IntRange(min=1), help="Which place of the quote, from 1.")
@click.option("--start", type=click.IntRange(min=0), help="Another place, in raw offsets.")
@click.option("--end", type=click.IntRange(min=1), help="Offset after the last character.")
@click.option("--clean", is_flag=True, help="The offsets are of clean text.")
@click.option("--value", help="Another value of a document label.")
@attributes
@click.option("--note", help="Another remark; empty takes it away.")
@options.as_name
@options.as_json
@options.with_project
def edit(project: Project, id: str, name: str, as_json: bool, **asked: Any) -> None:
    """Change one of your annotations: a new revision, the old ones stay in its history."""
    from curate.annotate.request import read_values, revise
    from curate.cli.annotating import Workplace

    place = Workplace.of(project, name)
    asked["attributes"] = read_values(place.codebook, asked.pop("attr"))
    made = revise(place.desk(), place.journals.find(id), asked)
    _write(place, [made], as_json)


@command.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@options.as_name
@options.as_json
@options.with_project
def delete(project: Project, ids: tuple[str, ...], name: str, as_json: bool) -> None:
    """Delete annotations of yours, and your relations that hang on them."""
    from curate.cli.annotating import Workplace, now

    place = Workplace.of(project, name)
    found = [place.journals.find(id) for id in ids]
    _write(place, place.author.delete(found, place.journals, now()), as_json)


@command.command()
@which_proposals
@options.as_name
@options.as_json
@options.with_project
def accept(project: Project, name: str, as_json: bool, **which: Any) -> None:
    """Make proposals your own annotations, one by one or all that fit."""
    _answer(project, name, as_json, "accepted", which)


@command.command()
@which_proposals
@options.as_name
@options.as_json
@options.with_project
def reject(project: Project, name: str, as_json: bool, **which: Any) -> None:
    """Say no to proposals, one by one or to all that fit."""
    _answer(project, name, as_json, "rejected", which)


def _answer(
    project: Project, name: str, as_json: bool, status: Status, which: dict[str, Any]
) -> None:
    from curate.annotate.answer import answers, chosen
    from curate.cli.annotating import Workplace, fresh_id, now

    place = Workplace.of(project, name)
    which["doc"] = project.document(which["doc"]).id if which["doc"] else None
    proposals = chosen(place.journals, place.by.id, **which)
    made, findings = answers(place.author, proposals, place.journals, status, fresh_id, now())
    _write(place, made, as_json)
    output.finish(findings)


@command.command()
@count
@options.as_name
@options.as_json
@options.with_project
def undo(project: Project, count: int, name: str, as_json: bool) -> None:
    """Take back your last action."""
    _step(project, "undo", count, name, as_json)


@command.command()
@count
@options.as_name
@options.as_json
@options.with_project
def redo(project: Project, count: int, name: str, as_json: bool) -> None:
    """Do again what you took back last."""
    _step(project, "redo", count, name, as_json)


def _step(project: Project, what: str, count: int, name: str, as_json: bool) -> None:
    from curate.annotate import actions
    from curate.cli.annotating import Workplace, now

    step = actions.undo if what == "undo" else actions.redo
    written: list[Annotation] = []
    for _ in range(count):
        place = Workplace.of(project, name)
        lines = place.journals.lines.get(place.by.id, ())
        past = actions.history(line.annotation for line in lines)
        made, _past = step(past, place.journals.current, now())
        place.journal.write(made)
        written += made
    _tell(written, as_json)
