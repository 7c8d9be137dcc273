"""`/<database>/-/<analysis>`: a form, a table and pictures, also as JSON and CSV."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import Response

from curate.errors import QuestionError
from curate.publish.plugin import corpora, pages
from curate.publish.plugin.analyses.catalogue import ANALYSES
from curate.publish.plugin.analyses.formats import answer, plain
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
    if form := request.url_vars.get("format"):
        return answer(form, table, error)
    facts = {
        "corpus": corpus,
        "analysis": analysis,
        "analyses": ANALYSES.values(),
        "asked": asked,
        "table": table,
        "error": error,
        "query": "?" + urlencode(asked) if asked else "",
        "is_link": lambda cell: isinstance(cell, Link),
        "plain": plain,
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
        with corpora.time_limit(connection):
            return analysis.run(connection, asked), None
    except QuestionError as problem:
        return None, problem
