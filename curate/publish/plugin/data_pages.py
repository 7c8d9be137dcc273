"""Data at stable addresses: texts, annotations as JSON-LD, and the feed of new documents."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from datasette import NotFound, Response

from curate.publish import feed, web_annotation
from curate.publish.plugin import corpora, pages
from curate.publish.plugin.document import Record, Shown, load, rows

NEWEST = """
SELECT id, title, substr(text, 1, 300) AS start,
  CASE WHEN retrieved != '' THEN retrieved ELSE date END AS "when"
FROM documents ORDER BY "when" DESC, number DESC LIMIT 50
"""


async def text(request: Any, datasette: Any) -> Response:
    """The clean or the raw text of a document, as it is."""
    document, _ = await _document(request, datasette)
    if request.url_vars["raw"] and not document.has_raw:
        raise NotFound("This corpus does not publish raw texts")
    found = document.raw if request.url_vars["raw"] else document.text
    return Response.text(found)


async def of_document(request: Any, datasette: Any) -> Response:
    """All annotations of a document."""
    document, base = await _document(request, datasette)
    found = web_annotation.page(_records(document), base, document.facts["id"], document.has_raw)
    return _linked(found)


async def one(request: Any, datasette: Any) -> Response:
    """One annotation, by its id."""
    database = await corpora.allowed(datasette, request)
    base = _absolute(datasette, request)
    id = request.url_vars["annotation"]

    def find(connection: sqlite3.Connection) -> Shown | None:
        sql = (
            "SELECT documents.id FROM annotations "
            "JOIN documents ON documents.number = annotations.document WHERE annotations.id = ?"
        )
        row = connection.execute(sql, (id,)).fetchone()
        return load(connection, row[0]) if row else None

    document = await corpora.ask(database, find)
    if document is None:
        raise NotFound(f"No annotation {id}")
    record = next(item for item in _records(document) if item["id"] == id)
    made = web_annotation.annotation(record, base, document.facts["id"], document.has_raw)
    context = [web_annotation.CONTEXT, {"curate": f"{base}/"}]
    return _linked({"@context": context, **made})


async def newest(request: Any, datasette: Any) -> Response:
    """The Atom feed."""
    database = await corpora.allowed(datasette, request)
    corpus, documents = await corpora.ask(
        database, lambda connection: (corpora.facts(connection), rows(connection, NEWEST, ()))
    )
    home = datasette.absolute_url(request, datasette.urls.path("/"))
    body = feed.atom(corpus, documents, _absolute(datasette, request), home)
    return Response(body.decode(), content_type="application/atom+xml; charset=utf-8")


async def _document(request: Any, datasette: Any) -> tuple[Shown, str]:
    database = await corpora.allowed(datasette, request)
    id = request.url_vars["document"]
    document = await corpora.ask(database, lambda connection: load(connection, id))
    if document is None:
        raise NotFound(f"No document {id}")
    return document, _absolute(datasette, request)


def _absolute(datasette: Any, request: Any) -> str:
    base = pages.base(datasette, request.url_vars["database"])
    return str(datasette.absolute_url(request, base))


def _records(document: Shown) -> list[Record]:
    """The annotations with the quotes of their fragments."""
    return [item for item in document.annotations if item["status"] != "rejected"]


def _linked(found: Record) -> Response:
    body = json.dumps(found, ensure_ascii=False, indent=1)
    profile = f'application/ld+json; profile="{web_annotation.CONTEXT}"'
    return Response(body, content_type=profile)


ROUTES = [
    (r"/(?P<database>[^/]+)/-/text/(?P<document>[^/]+?)(?P<raw>\.raw)?\.txt$", text),
    (r"/(?P<database>[^/]+)/-/annotations/(?P<document>[^/]+)\.jsonld$", of_document),
    (r"/(?P<database>[^/]+)/-/annotations/(?P<annotation>[^/.]+)$", one),
    (r"/(?P<database>[^/]+)/-/feed\.atom$", newest),
]
