"""`curate clean`: find out what is not the text, in a project or in a stream."""

from __future__ import annotations

from pathlib import Path

import click

from curate.cli import options, output


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|-]...")
@click.option("--jsonl", is_flag=True, help="Filter: read and write {id, text} a line, add edits.")
@click.option("--without", multiple=True, metavar="RULE", help="Leave a rule out; repeatable.")
@click.option("--also", multiple=True, metavar="RULE", help="Add a rule that is off by default.")
@click.option("--review", is_flag=True, help="Ask about doubtful removals, one by one.")
@click.option("--rule", metavar="RULE", help="With --review: all that this rule removed.")
@click.option("--report", metavar="FILE.html", help="Write the report as a page as well.")
@options.jobs
@options.engine
@options.master
@options.as_name
@click.option("--project", "-C", metavar="DIR", default=".", help="The project's folder.")
@options.as_json
@options.quiet
def command(
    paths: tuple[Path, ...],
    jsonl: bool,
    without: tuple[str, ...],
    also: tuple[str, ...],
    review: bool,
    rule: str | None,
    report: str | None,
    jobs: int,
    engine: str,
    master: str,
    name: str,
    project: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find what is not the text, and say why.

    In a project (or with a folder of one) every document that changed is cleaned, and a report says
    what each rule did. The raw texts stay as they are: edits are written to build/edits/. With
    files or -, clean text goes to standard output and no project is needed. With --jsonl, files
    are read twice, to find lines that the texts of a source share; a pipe is read once, and such
    lines stay.

    With --review you decide: your word is kept in annotations/overrides/ and outranks every rule.

    \b
    Example:
      curate clean
      curate clean --report cleaning.html
      curate clean --review
      curate clean page.txt > clean.txt
      curate clean --jsonl texts.jsonl --jobs 2 > clean.jsonl
    """
    from curate.cli import cleaning, engines

    with engines.opened(engine, master, jobs) as runs:
        if jsonl or any(not path.is_dir() for path in paths):
            recipe = cleaning.recipe(None, without, also)
            if jsonl:
                output.finish(cleaning.json_lines(paths, recipe, runs, quiet))
            output.finish(cleaning.texts(paths, recipe))
        root = Path(project) if not paths else paths[0]
        if review:
            cleaning.review(root, without, also, rule, name, runs, quiet)
        told, findings = cleaning.in_project(root, without, also, runs, quiet)
    if report:
        cleaning.write_page(root, told, Path(report))
    output.emit(told.to_json(), told.lines(), as_json)
    output.next_step("Ask `curate why DOC` for the reasons; read on with `curate show DOC`.", quiet)
    output.finish(findings)
