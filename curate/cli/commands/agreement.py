"""`curate agreement`: how far the annotators agree."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.annotate.agreement import Report, Row, Score
    from curate.corpus import Project


@click.command()
@click.option("--label", "-l", default="", help="Only this label and what stands under it.")
@click.option("--resamples", default=300, show_default=True, help="For the intervals; 0: none.")
@click.option("--seed", default=0, show_default=True, help="Of intervals and of chance in gamma.")
@options.with_project
@options.as_json
def command(project: Project, label: str, resamples: int, seed: int, as_json: bool) -> None:
    """Say how far the annotators agree, beyond chance, on what two or more of them read.

    Spans are compared exactly, by overlap, character by character and as units; document labels by
    their scale. Values stand with their 95 % interval over documents, or with the reason why there
    is none. docs/agreement.md says which one to look at.

    \b
    Example:
      curate agreement
      curate agreement --label claim --json
    """
    from curate.annotate import AnnotateSettings, codebook_file, journal
    from curate.annotate.agreement import Chance, Text, readings, report
    from curate.errors import CodebookError

    journals = journal.read(project.annotations_folder)
    try:
        codebook = codebook_file.of_project(
            project.schema_folder, project.table(AnnotateSettings, "annotate").codebook
        )
    except CodebookError:
        codebook = None
    texts = (Text(item.id, len(item.raw), item.sha256) for item in project.documents())
    compared = readings(journals, texts)
    result = report(journals, compared, codebook, label, Chance(resamples, seed))
    output.emit(result.to_json(), _lines(result), as_json)
    sys.exit(1 if output.report(journals.findings) else 0)


def _lines(report: Report) -> Iterator[str]:
    from curate.text import amount

    names = ", ".join(report.annotators) or "nobody"
    yield f"{amount(report.documents, 'document')} read by two or more of: {names}"
    if not report.documents:
        yield "Nothing to compare yet: `curate assign --overlap 2` gives documents to two people."
    label = None
    for row in (*report.spans, *report.document_labels):
        if row.label != label:
            label = row.label
            yield from ("", click.style(label, bold=True))
        yield _line(row)


def _line(row: Row) -> str:
    return f"  {row.measure:<26}{_shown(row.score)}".rstrip()


def _shown(score: Score) -> Any:
    if score.value is None:
        return f"    –   undefined: {score.reason}"
    within = "" if score.low is None else f"{score.low:.2f} to {score.high:.2f}"
    note = f"  ({score.note})" if score.note else ""
    return f"{score.value:6.3f}  {within:<15} n = {score.count:,}{note}"
