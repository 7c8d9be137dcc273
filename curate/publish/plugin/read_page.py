"""`/<database>/-/read/<document>`: a document to be read."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from datasette import NotFound, Response

from curate.publish import citation
from curate.publish.pictures import Picture, Tie, network
from curate.publish.plugin import corpora, notes, pages
from curate.publish.plugin.document import Record, Shown, load
from curate.publish.plugin.reading import Wish, shown

MOST_DRAWN = 60
ROUTE = r"/(?P<database>[^/]+)/-/read/(?P<document>[^/]+?)$"


async def page(request: Any, datasette: Any) -> Response:
    """The reading page."""
    database = await corpora.allowed(datasette, request)
    wish = Wish.of(parse_qs(request.query_string))
    id = request.url_vars["document"]
    facts = await corpora.ask(database, lambda connection: _facts(connection, id, wish))
    if facts is None:
        raise NotFound(f"No document {id}")
    return await pages.answer(datasette, request, "curate_read.html", facts)


def _facts(connection: sqlite3.Connection, id: str, wish: Wish) -> Record | None:
    """All that the template shows."""
    document = load(connection, id)
    if document is None:
        return None
    corpus = corpora.facts(connection)
    passage = _passage(document, wish)
    at = wish.at if passage else None
    url = f"{corpus['url'].rstrip('/')}/corpus/-/read/{id}" if corpus["url"] else ""
    if url and at:
        url += f"?at={at[0]}-{at[1]}"
    relations = _relations(document)
    main = list(shown(document, replace(wish, view="clean") if wish.view == "beside" else wish))
    beside = wish.view == "beside" and document.has_raw
    raw = list(shown(document, Wish(view="removed", marks=False), "r")) if beside else []
    return {
        "corpus": corpus,
        "document": document,
        "facts": document.facts,
        "wish": wish,
        "text": notes.text(main, document.labels, relations),
        "raw_text": notes.text(raw, document.labels, relations, "r"),
        "legend": _legend(document),
        "drawn": _drawn(document),
        "removed": _removed(document),
        "passage": passage,
        "citation": citation.of_document(
            document.facts, corpus["title"], corpus["version"], url, at
        ),
        "views": _views(wish),
    }


def _legend(document: Shown) -> Record:
    """Labels, annotators and statuses that this document has, with how often."""
    found, plain = document.annotations, Wish()
    counts = Counter(item["label"] for item in found if plain.takes(item))
    labels = [label for label in document.labels.values() if counts[label.id]]
    return {
        "shown": counts.total(),
        "labels": [(label, counts[label.id]) for label in labels],
        "annotators": sorted(Counter(item["annotator_name"] for item in found).items()),
        "status": sorted(Counter(item["status"] for item in found).items()),
    }


def _relations(document: Shown) -> dict[str, list[Record]]:
    """Relations by the annotation they start or end at, each told from that end."""
    found: dict[str, list[Record]] = {}
    names = {label.id: label.name for label in document.labels.values()}
    for relation in document.relations:
        name = names.get(relation["label"], relation["label"])
        for here, there, arrow in (("source", "target", "→"), ("target", "source", "←")):
            found.setdefault(relation[here], []).append(
                {
                    "name": name,
                    "arrow": arrow,
                    "id": relation[there],
                    "quote": relation[f"{there}_quote"],
                    "status": relation["status"],
                }
            )
    return found


def _drawn(document: Shown) -> list[tuple[str, Picture]]:
    """The relations of each kind that stand, as a picture: from what on the left to what on the
    right; lines lead to the place in the text.
    """
    found: dict[str, list[Tie]] = {}
    for relation in document.relations:
        if relation["status"] == "accepted":
            tie = Tie(
                relation["source_quote"], relation["target_quote"], 1, f"#{relation['source']}"
            )
            found.setdefault(relation["label"], []).append(tie)
    names = {label.id: label.name for label in document.labels.values()}
    return [
        (names.get(label, label), network(names.get(label, label), ties[:MOST_DRAWN]))
        for label, ties in found.items()
    ]


def _removed(document: Shown) -> list[tuple[str, int, int]]:
    """Rule, edits and raw characters of what cleaning took from this document, most first."""
    edits: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for edit in document.edits:
        for rule in {reason.rule for reason in edit.reasons}:
            edits[rule] += 1
            characters[rule] += len(edit.span)
    return [(rule, edits[rule], size) for rule, size in characters.most_common()]


def _passage(document: Shown, wish: Wish) -> str:
    """The text of the passage that the address names, as it reads in the clean text."""
    from curate.text import Span

    if not wish.at:
        return ""
    found = document.alignment.to_clean(Span(*wish.at), "contract")
    return found.of(document.text) if found else ""


def _views(wish: Wish) -> list[Record]:
    """The ways to see the text, as links."""
    kept = [("label", item) for item in sorted(wish.labels)]
    kept += [("annotator", item) for item in sorted(wish.annotators)]
    kept += [("status", item) for item in sorted(wish.status)]
    names = {"clean": "Clean text", "removed": "What was removed", "beside": "Raw beside clean"}
    return [
        {
            "name": name,
            "query": "?" + urlencode([*kept, ("view", view)] if view != "clean" else kept),
            "is_current": wish.view == view,
        }
        for view, name in names.items()
    ]
