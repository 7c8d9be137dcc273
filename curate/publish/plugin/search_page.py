"""`/<database>/-/search`: hits in their context."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from datasette import Response

from curate.errors import QuestionError
from curate.publish import search
from curate.publish.plugin import corpora, pages
from curate.publish.plugin.analyses.formats import answer
from curate.publish.plugin.analyses.table import Link, Table
from curate.publish.plugin.document import labels

ROUTE = r"/(?P<database>[^/]+)/-/search(?:\.(?P<format>json|csv))?$"
COLUMNS = ("document", "title", "date", "publisher", "label", "left", "found", "right", "at")


async def page(request: Any, datasette: Any) -> Response:
    """The search page; without a question, the form alone."""
    database = await corpora.allowed(datasette, request)
    asked = dict(parse_qsl(request.query_string))
    wish = wish_of(asked)
    facts = await database.execute_fn(lambda connection: _facts(connection, wish))
    if form := request.url_vars.get("format"):
        return answer(form, _table(facts["answer"]), facts["error"])
    facts["pages"] = _pages(asked, wish, facts["answer"])
    facts["narrower"] = _narrower(asked, facts["answer"])
    facts["query"] = "?" + urlencode(asked)
    facts["dropped"] = [(key, asked[key], _link(asked, key, "")) for key in kept(asked)]
    status = 400 if facts["error"] else 200
    return await pages.answer(datasette, request, "curate_search.html", facts, status)


def _table(found: search.Answer | None) -> Table | None:
    """A row for each hit that the page shows."""
    if found is None:
        return None
    rows = [
        (
            Link(item.facts["id"], f"read/{quote(item.facts['id'])}?at={hit.at[0]}-{hit.at[1]}#at"),
            *(item.facts.get(name) or "" for name in ("title", "date", "publisher", "label")),
            hit.left,
            hit.found,
            hit.right,
            f"{hit.at[0]}-{hit.at[1]}",
        )
        for item in found.found
        for hit in item.hits
    ]
    return Table(COLUMNS, rows, f"{found.total} found")


def wish_of(asked: dict[str, str]) -> search.Search:
    """The search that an address asks for."""
    page = asked.get("page", "1")[:9]
    return search.Search(
        question=asked.get("q", "").strip()[:1000],
        what="annotations" if asked.get("in") == "annotations" else "documents",
        label=asked.get("label", ""),
        within={facet: asked[facet] for facet in search.FACETS if asked.get(facet)},
        page=min(int(page), 1000) if page.isdecimal() and int(page) else 1,
    )


def kept(asked: dict[str, str]) -> list[str]:
    """What the search is narrowed down by."""
    return [name for name in ("label", *search.FACETS) if asked.get(name)]


def _facts(connection: Any, wish: search.Search) -> dict[str, Any]:
    answer, error = None, None
    if wish.question:
        try:
            with corpora.time_limit(connection):
                answer = search.run(connection, wish)
        except QuestionError as problem:
            error = problem
    return {
        "corpus": corpora.facts(connection),
        "labels": labels(connection),
        "wish": wish,
        "answer": answer,
        "error": error,
    }


def _link(asked: dict[str, str], name: str, value: str) -> str:
    """The address of the same search with one thing changed, from its first page."""
    changed = {key: item for key, item in asked.items() if key not in (name, "page")}
    return "?" + urlencode({**changed, name: value} if value else changed)


def _narrower(asked: dict[str, str], answer: search.Answer | None) -> list[tuple[str, list[Any]]]:
    if answer is None:
        return []
    return [
        (
            facet.replace("_", " "),
            [(value, count, _link(asked, facet, value)) for value, count in values],
        )
        for facet, values in answer.facets.items()
        if len(values) > 1 and not asked.get(facet)
    ]


def _pages(asked: dict[str, str], wish: search.Search, answer: search.Answer | None) -> list[Any]:
    if answer is None or answer.total <= search.PAGE:
        return []
    last = -(-answer.total // search.PAGE)
    near = {1, last, *range(max(wish.page - 2, 1), min(wish.page + 2, last) + 1)}
    return [
        (number, "?" + urlencode({**asked, "page": number}), number == wish.page)
        for number in sorted(near)
    ]
