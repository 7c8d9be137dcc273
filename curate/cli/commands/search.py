"""`curate search`: where a phrase stands, in context."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Project
    from curate.corpus.concordance import Hit


@click.command()
@click.argument("phrase")
@click.option("--context", default=40, show_default=True, help="Characters on each side.")
@click.option("--max", "most", default=1000, show_default=True, help="Hits to show.")
@options.with_project
@options.as_json
@options.quiet
def command(
    project: Project, phrase: str, context: int, most: int, as_json: bool, quiet: bool
) -> None:
    """Show every place of PHRASE in the clean texts: document, raw offset, words around it.

    Case and kinds of quotation marks do not matter; * stands for the rest of a word.

    \b
    Example:
      curate search "integrated care system*"
    """
    from curate.cli.steps import cleaned
    from curate.corpus.concordance import concordance
    from curate.text import amount

    hits = list(islice(concordance(cleaned(project, quiet), phrase, context), most + 1))
    shown = hits[:most]
    width = max((len(f"{hit.document}@{hit.raw.start}") for hit in shown), default=0)
    more = " and more, see --max" if len(hits) > most else ""
    documents = len({hit.document for hit in shown})
    summary = f"{amount(len(shown), 'hit')} in {amount(documents, 'document')}{more}"
    text = [*(_line(hit, width, context) for hit in shown), summary]
    output.emit([_json(hit) for hit in shown], text, as_json)


def _line(hit: Hit, width: int, context: int) -> str:
    left, match, right = (output.visible(part) for part in (hit.left, hit.match, hit.right))
    place = f"{hit.document}@{hit.raw.start}".ljust(width)
    return f"{place}  {left:>{context}}{click.style(match, bold=True, underline=True)}{right}"


def _json(hit: Hit) -> dict[str, object]:
    return {
        "document": hit.document,
        "start": hit.raw.start,
        "end": hit.raw.end,
        "left": hit.left,
        "match": hit.match,
        "right": hit.right,
    }
