"""`/<database>/-/<analysis>`: a form, a table and pictures, also as JSON and CSV."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import Response

from curate.errors import QuestionError
from curate.publish.plugin import corpora, pages
from curate.publish.plugin.analyses.catalogue import ANALYSES
from curate.publish.plugin.analyses.table import Analysis, Link, Table

ROUTE = rf"/(?P<database>[^/]+)/-/(?P<analysis>{'|'.join(ANALYSES)})(?:\.(?P<format>json|csv))?$"


async def page(request: Any, datasette: Any) -> Response:
    """The page of an analysis, or its table alone."""
    database = await corpora.allowed(datasette, request)
    analysis = ANALYSES[request.url_vars["analysis"]]
    asked = {name: value.strip()[:500] for name, value in parse_qsl(request.query_string)}
    corpus, table, error = await database.execute_fn(
        lambda connection: (corpora.facts(connection), *_answered(connection, analysis, asked))
    )
    status = 400 if error else 200
    form = request.url_vars.get("format")
    if form == "json":
        return _json(table, error, status)
    if form == "csv":
        return _csv(table, error, status)
    facts = {
        "corpus": corpus,
        "analysis": analysis,
        "analyses": ANALYSES.values(),
        "asked": asked,
        "table": table,
        "error": error,
        "query": "?" + urlencode(asked) if asked else "",
        "is_link": lambda cell: isinstance(cell, Link),
    }
    return await pages.answer(datasette, request, "curate_analysis.html", facts, status)


def _answered(
    connection: Any, analysis: Analysis, asked: dict[str, str]
) -> tuple[Table | None, QuestionError | None]:
    """The table, or what is wrong with the question; neither when nothing was asked yet."""
    first = analysis.fields[0] if analysis.fields else None
    if first and not first.start and not asked.get(first.name):
        return None, None
    try:
        return analysis.run(connection, asked), None
    except QuestionError as problem:
        return None, problem


def _plain(cell: Any) -> Any:
    return cell.text if isinstance(cell, Link) else cell


def _json(table: Table | None, error: QuestionError | None, status: int) -> Response:
    """Rows as objects; links to what is behind a row stand in `links` by column."""
    if table is None:
        return Response.json({"error": str(error or "nothing was asked")}, status=status)
    rows = [
        {
            **{name: _plain(cell) for name, cell in zip(table.columns, row, strict=True)},
            "links": {
                name: cell.href
                for name, cell in zip(table.columns, row, strict=True)
                if isinstance(cell, Link)
            },
        }
        for row in table.rows
    ]
    return Response.json({"said": table.said, "rows": rows}, status=status)


def _csv(table: Table | None, error: QuestionError | None, status: int) -> Response:
    """Rows as CSV. A cell that a spreadsheet would run as a formula starts with an apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file)
    if table is not None:
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow([_safe(_plain(cell)) for cell in row])
    else:
        writer.writerow([str(error or "nothing was asked")])
    return Response(file.getvalue(), status, content_type="text/csv; charset=utf-8")


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell
