"""Searching a published corpus: hits in their context, with what they can be narrowed down by."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from curate.errors import QuestionError
from curate.publish import question
from curate.publish.offsets import alignment_of
from curate.text import Span

PAGE = 20
CONTEXT = 90
"""Characters on each side of a hit."""
HITS = 3
"""Shown of each document; the number of all stands beside them."""
HIGHLIGHTED = 400_000
"""Characters of the longest document whose hits are looked up; of longer ones no hit is shown, only
the title, which leads to the text."""
OPEN, SHUT = "\x02", "\x03"
FACETS = ("publisher", "source_type", "year", "language")


@dataclass(frozen=True)
class Search:
    """A question and what it is narrowed down to; `within` are facet values by facet."""

    question: str
    what: Literal["documents", "annotations"] = "documents"
    label: str = ""
    within: Mapping[str, str] = field(default_factory=dict)
    page: int = 1


class Hit(NamedTuple):
    """A stretch that answers: what stands before it, itself, what follows; `at` in raw offsets."""

    left: str
    found: str
    right: str
    at: tuple[int, int]


class Found(NamedTuple):
    """A document, or an annotation in it, with its hits and the number of all hits in it."""

    facts: dict[str, Any]
    hits: list[Hit]
    times: int


class Answer(NamedTuple):
    """What a search found: `total` is of documents or annotations, `facets` values with counts."""

    total: int
    found: list[Found]
    facets: dict[str, list[tuple[str, int]]]


def run(connection: sqlite3.Connection, search: Search) -> Answer:
    """Answer a search. Raises `QuestionError` when the question cannot be understood."""
    where, values = _narrowed(search)
    if question.is_spaceless(search.question):
        source, match, marked = _substring(connection, search)
    else:
        source, match, marked = _full_text(search)
    values = {**values, "match": match, "limit": PAGE, "offset": (search.page - 1) * PAGE}
    try:
        total, facets = _facets(connection, source, where, values)
        rows = connection.execute(_listing(search, source, where, marked), values).fetchall()
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error) or "no such table" in str(error):
            raise  # the time limit, or not our database: nothing the reader wrote
        problem = str(error).removeprefix("fts5: ")
        raise QuestionError(search.question, 0, problem, "Put it in quotation marks.") from error
    return Answer(total, [_found(connection, search, row) for row in rows], facets)


def _full_text(search: Search) -> tuple[str, str, str]:
    """The rows that match by words, the query, and the expression of the marked text."""
    table = f"{search.what}_fts"
    source = (
        f"{table} JOIN {search.what} AS item ON item.number = {table}.rowid "
        "JOIN documents ON documents.number = "
        + ("item.number" if search.what == "documents" else "item.document")
        + f" WHERE {table} MATCH :match"
    )
    marked = (
        f"CASE WHEN documents.characters <= {HIGHLIGHTED} "
        f"THEN highlight({table}, 0, char(2), char(3)) END"
    )
    return source, question.full_text(search.question), marked


def _substring(connection: sqlite3.Connection, search: Search) -> tuple[str, str, str]:
    """The rows that contain the question as it stands: every one, also of two characters."""
    column = "text" if search.what == "documents" else "quote"
    sought = search.question.strip().strip('"\u201c\u201d')
    joined = "item.number" if search.what == "documents" else "item.document"
    source = (
        f"{search.what} AS item JOIN documents ON documents.number = {joined} "
        f"WHERE instr(item.{column}, :match)"
    )
    has_index = (
        search.what == "documents"
        and connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'documents_trigram'"
        ).fetchone()
    )
    if has_index and len(sought) >= 3:
        source += (
            " AND item.number IN (SELECT rowid FROM documents_trigram "
            "WHERE text LIKE '%' || :match || '%')"
        )
    marked = f"replace(item.{column}, :match, char(2) || :match || char(3))"
    return source, sought, marked


def _narrowed(search: Search) -> tuple[str, dict[str, Any]]:
    """The condition for facets and label, starting with AND where there is one."""
    conditions = ["AND item.status != 'rejected'"] if search.what == "annotations" else []
    values: dict[str, Any] = {}
    for facet, value in search.within.items():
        if facet in FACETS:
            conditions.append(f"AND documents.{facet} = :{facet}")
            values[facet] = int(value) if facet == "year" and value.isdecimal() else value
    if search.label:
        values["label"] = search.label
        conditions.append(
            "AND item.label = :label"
            if search.what == "annotations"
            else "AND documents.number IN (SELECT document FROM annotations "
            "WHERE label = :label AND status != 'rejected')"
        )
    return " ".join(conditions), values


def _facets(
    connection: sqlite3.Connection, source: str, where: str, values: dict[str, Any]
) -> tuple[int, dict[str, list[tuple[str, int]]]]:
    """How many rows match, and what they can be narrowed down by; one pass over the matches."""
    columns = ", ".join(f"documents.{facet}" for facet in FACETS)
    counts: Counter[tuple[Any, ...]] = Counter()
    sql = f"SELECT {columns}, count(*) FROM {source} {where} GROUP BY {columns}"
    for *key, count in connection.execute(sql, values):
        counts[tuple(key)] = count
    facets = {}
    for place, facet in enumerate(FACETS):
        sums: Counter[str] = Counter()
        for key, count in counts.items():
            if key[place] not in (None, ""):
                sums[str(key[place])] += count
        facets[facet] = sums.most_common(12)
    return counts.total(), facets


def _listing(search: Search, source: str, where: str, marked: str) -> str:
    ranked = "bm25(documents_fts, 1.0, 4.0)" if search.what == "documents" else "rank"
    order = ranked if "MATCH" in source else "documents.number"
    item = (
        "item.id AS annotation, item.label, item.start, item.raw_start, item.raw_end, "
        if search.what == "annotations"
        else ""
    )
    return (
        f"SELECT documents.number, documents.id, documents.title, documents.date, "
        f"documents.publisher, {item}{marked} AS marked FROM {source} {where} "
        f"ORDER BY {order}, documents.number LIMIT :limit OFFSET :offset"
    )


def _found(connection: sqlite3.Connection, search: Search, row: Any) -> Found:
    names = ["number", "id", "title", "date", "publisher"]
    if search.what == "annotations":
        names += ["annotation", "label", "start", "raw_start", "raw_end"]
    facts = dict(zip(names, row, strict=False))
    marked = row[len(names)] or ""
    spans = _spans(marked)
    plain = marked.replace(OPEN, "").replace(SHUT, "")
    if search.what == "annotations":
        at = (facts["raw_start"], facts["raw_end"])
        hits = [
            Hit(
                plain[max(start - CONTEXT, 0) : start],
                plain[start:end],
                plain[end : end + CONTEXT],
                at,
            )
            for start, end in spans[:HITS]
        ]
        return Found(facts, hits or [Hit(plain[: 2 * CONTEXT], "", "", at)], len(spans))
    alignment = alignment_of(connection, facts["number"])
    hits = []
    for start, end in spans[:HITS]:
        raw = alignment.to_raw(Span(start, end))
        left, right = _words_before(plain, start), _words_after(plain, end)
        hits.append(Hit(left, plain[start:end], right, (raw.start, raw.end)))
    return Found(facts, hits, len(spans))


def _spans(marked: str) -> list[tuple[int, int]]:
    """Where hits stand in the text without the marks; neighbours in a phrase are one hit."""
    spans: list[tuple[int, int]] = []
    for place, match in enumerate(re.finditer(f"{OPEN}([^{OPEN}{SHUT}]*){SHUT}", marked)):
        start = match.start() - 2 * place
        spans.append((start, start + len(match[1])))
    return [(start, end) for start, end in spans if start < end]


def _words_before(text: str, start: int) -> str:
    left = text[max(start - CONTEXT, 0) : start]
    return left.partition(" ")[2] if len(left) == CONTEXT and " " in left else left


def _words_after(text: str, end: int) -> str:
    right = text[end : end + CONTEXT]
    return right.rpartition(" ")[0] if len(right) == CONTEXT and " " in right else right
