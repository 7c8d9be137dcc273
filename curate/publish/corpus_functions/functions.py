"""The corpus functions in SQL: measures as plain functions, and tables as JSON for `json_each`.

SQLite lets a Python program add functions but no tables, so what has rows answers with a JSON array
of objects: `SELECT value ->> 'word' FROM json_each(collocates('barrier', 5, '', 100))`. The time
limit of a query cannot stop a Python function, therefore each bounds its own work.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, NamedTuple

import orjson

from curate.errors import QuestionError
from curate.publish.corpus_functions import measures
from curate.publish.corpus_functions.collocation import collocates
from curate.publish.corpus_functions.concordance import concordance
from curate.publish.corpus_functions.frequency import frequencies
from curate.publish.corpus_functions.keywords import keywords
from curate.publish.corpus_functions.spread import spread
from curate.publish.corpus_functions.stream import words_of

MOST_ROWS = 1_000
SORTS = ("place", "left", "right", "word", "random")
KINDS = ("document", "publisher", "source_type", "language", "year", "author")


class Function(NamedTuple):
    """A function as SQL sees it: its parameters in order, and what it does."""

    name: str
    parameters: tuple[str, ...]
    run: Callable[..., Any]


def register(connection: sqlite3.Connection) -> None:
    """Add all functions to a connection."""
    for function in (*_tables(connection), *MEASURES):
        connection.create_function(
            function.name, len(function.parameters), function.run, deterministic=True
        )


MEASURES = (
    Function("log_dice", ("together", "x", "y"), measures.log_dice),
    Function("mutual_information", ("together", "x", "y", "n"), measures.mutual_information),
    Function("t_score", ("together", "x", "y", "n"), measures.t_score),
    Function("log_likelihood", ("together", "x", "y", "n"), measures.log_likelihood),
    Function("keyness", ("a", "b", "size_a", "size_b"), measures.keyness),
    Function(
        "log_ratio", ("a", "b", "size_a", "size_b"), lambda *counts: measures.log_ratio(*counts)[0]
    ),
)


def _tables(connection: sqlite3.Connection) -> Iterable[Function]:
    def kwic(phrase: str, sort: str, within: str, limit: int) -> list[dict[str, Any]]:
        order: Any = sort if sort in SORTS else "place"
        words = words_of(connection)
        found = concordance(connection, words, phrase, order, within or "", limit=_bounded(limit))
        return [
            {**line._asdict(), "at": "{}-{}".format(*line.at), "read": _read(line)}
            for line in found.lines
        ]

    def word_list(length: int, within: str, limit: int) -> list[dict[str, Any]]:
        size = min(max(int(length or 1), 1), 6)
        words = words_of(connection)
        _, found = frequencies(connection, words, within or "", size, limit=_bounded(limit))
        return [item._asdict() for item in found]

    def collocates_of(phrase: str, window: int, within: str, limit: int) -> list[dict[str, Any]]:
        size = min(max(int(window or 5), 1), 20)
        words = words_of(connection)
        found = collocates(
            connection, words, phrase, size, size, within=within or "", limit=_bounded(limit)
        )
        return [item._asdict() for item in found.found]

    def keywords_of(part: str, against: str, limit: int) -> list[dict[str, Any]]:
        words = words_of(connection)
        found = keywords(connection, words, part, against or "", 2, limit=_bounded(limit))
        return [item._asdict() for item in found.found]

    def spread_of(phrase: str, by: str) -> list[dict[str, Any]]:
        kind: Any = by if by in KINDS else "document"
        found = spread(connection, words_of(connection), phrase, kind)
        return [item._asdict() for item in found.shares[:MOST_ROWS]]

    yield Function("kwic", ("phrase", "sort", "within", "rows"), _as_json(kwic))
    yield Function("word_list", ("length", "within", "rows"), _as_json(word_list))
    yield Function("collocates", ("phrase", "window", "within", "rows"), _as_json(collocates_of))
    yield Function("keywords", ("part", "against", "rows"), _as_json(keywords_of))
    yield Function("spread", ("phrase", "by"), _as_json(spread_of))


def _read(line: Any) -> str:
    """What the column `read` holds: document and passage."""
    return f"{line.document}#{line.at[0]}-{line.at[1]}"


def _bounded(rows: int | None) -> int:
    return min(max(int(rows or 100), 1), MOST_ROWS)


def _as_json(function: Callable[..., list[dict[str, Any]]]) -> Callable[..., str]:
    """The function with its rows as JSON. SQLite tells nothing of an error in a Python function but
    that there was one, so a question that cannot be understood answers with one row that says so.
    """

    @wraps(function)
    def told(*values: Any) -> str:
        try:
            rows = function(*("" if value is None else value for value in values))
        except QuestionError as error:
            rows = [{"problem": str(error)}]
        return orjson.dumps(rows).decode()

    return told
