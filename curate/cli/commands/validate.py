"""`curate validate`."""

from __future__ import annotations

import sys
from typing import Any

import click

from curate.cli.options import quiet
from curate.cli.output import progress

FORMATS = ("text", "json", "jsonl", "sarif", "github", "junit")
DRAFTS = ("2020-12", "2019-09", "7", "6", "4")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@click.option("--schema", "-s", metavar="S", help="A schema file, or a name such as annotation.")
@click.option(
    "--manifest", metavar="FILE", help='JSON lines of {"schema", "instance"}; - is stdin.'
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--as", "kind", type=click.Choice(["json", "lines", "yaml"]), help="What the files hold."
)
@click.option("--each", is_flag=True, help="Check the items of an array one by one.")
@click.option(
    "--formats/--no-formats", default=None, help="Assert `format`.  [default: as the draft]"
)
@click.option(
    "--draft", type=click.Choice(DRAFTS), default="2020-12", help="Where a schema names none."
)
@click.option("--ref-map", multiple=True, metavar="URL=DIR", help="Where references lead.")
@click.option(
    "--engine",
    type=click.Choice(["fast", "reference", "spark"]),
    default="fast",
    show_default=True,
    help="What decides, fast or reference; spark: fast, on a cluster.",
)
@click.option("--master", default="local[*]", help="Where Spark is.", show_default=True)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1),
    help="Cores to use.  [default: 1, all for large files]",
)
@click.option(
    "--max", "limit", type=click.IntRange(0), default=1000, help="Findings shown; 0: all."
)
@click.option("--project", "-C", metavar="DIR", default=".", help="The project's folder.")
@click.option("--fix", is_flag=True, help="Mend in the project what is safe; shows it first.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--explain", metavar="ID", help="Say what a finding's code means, and end.")
@quiet
def command(
    files: tuple[str, ...],
    form: str,
    as_json: bool,
    limit: int,
    explain: str | None,
    fix: bool,
    yes: bool,
    engine: str,
    master: str,
    jobs: int | None,
    quiet: bool,
    **wishes: Any,
) -> None:
    """Check records against their schema, and against what a schema cannot say.

    In a project, without FILE, everything in it is checked. With --schema, any JSON, JSON lines or
    YAML is checked against any schema; nothing is ever fetched.

    \b
    Example:
      curate validate
      curate validate --schema annotation annotations/anna.jsonl
      curate validate --schema my.schema.json data/*.json --format sarif > findings.sarif
    """
    from curate.check.result import Summary
    from curate.cli import validation

    if explain:
        validation.explain(explain)
        return
    if fix:
        validation.fix(wishes["project"], yes)
    form = "json" if as_json else form
    summary = Summary()
    size = validation.size(files, wishes["project"])
    with (
        progress("Validating", size, quiet) as tick,
        validation.engine(engine, master, jobs) as runs,
    ):
        wishes |= {"engine": engine, "runs": runs}
        results = validation.results(files, counted=form != "json", tick=tick, **wishes)
        validation.show(validation.report(form)(summary.watch(results, limit), summary))
    sys.exit(summary.exit_code)
