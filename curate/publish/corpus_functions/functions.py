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
from curate.publish.corpus_functions.frequency import frequencies, readings
from curate.publish.corpus_functions.keywords import keywords
from curate.publish.corpus_functions.spread import spread
from curate.publish.corpus_functions.stream import words_of

MOST_ROWS = 1_000
LONGEST = 1_000
"""Characters of a phrase or of a part's description."""
SORTS = ("place", "left", "right", "word", "random")
KINDS = ("document", "publisher", "source_type", "language", "year", "author")


class Function(NamedTuple):
    """A function as SQL sees it: its parameters in order, and what it does."""

    name: str
    parameters: tuple[str, ...]
    run: Callable[..., Any]


def register(connection: sqlite3.Connection) -> None:
    """Add all functions to a connection."""
    measured = (measure._replace(run=_or_null(measure.run)) for measure in MEASURES)
    for function in (*_tables(connection), *measured):
        connection.create_function(
            function.name, len(function.parameters), function.run, deterministic=True
        )


def _or_null(measure: Callable[..., float]) -> Callable[..., float | None]:
    """The measure; NULL, as SQLite has it for a division by zero, of what are no counts."""

    @wraps(measure)
    def told(*counts: Any) -> float | None:
        try:
            return measure(*counts)
        except (ArithmeticError, ValueError, TypeError):
            return None

    return told


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
    def kwic(phrase: Any, sort: Any, within: Any, limit: Any) -> list[dict[str, Any]]:
        order: Any = sort if sort in SORTS else "place"
        words, size = words_of(connection), _number(limit, 100, MOST_ROWS)
        found = concordance(connection, words, _text(phrase), order, _text(within), limit=size)
        return [
            {**line._asdict(), "at": "{}-{}".format(*line.at), "read": _read(line)}
            for line in found.lines
        ]

    def word_list(length: Any, within: Any, limit: Any) -> list[dict[str, Any]]:
        run, size = _number(length, 1, 6), _number(limit, 100, MOST_ROWS)
        words = words_of(connection)
        _, found = frequencies(connection, words, _text(within), run, limit=size)
        return [item._asdict() for item in found]

    def reading_list(by: Any, within: Any, limit: Any) -> list[dict[str, Any]]:
        size, words = _number(limit, 100, MOST_ROWS), words_of(connection)
        _, found = readings(connection, words, _text(by), _text(within), size)
        return [item._asdict() for item in found]

    def collocates_of(phrase: Any, window: Any, within: Any, limit: Any) -> list[dict[str, Any]]:
        side, size = _number(window, 5, 20), _number(limit, 100, MOST_ROWS)
        words, part = words_of(connection), _text(within)
        found = collocates(
            connection, words, _text(phrase), side, side, within=part, limit=size
        ).found
        return [item._asdict() for item in found]

    def keywords_of(part: Any, against: Any, limit: Any) -> list[dict[str, Any]]:
        words, size = words_of(connection), _number(limit, 100, MOST_ROWS)
        found = keywords(connection, words, _text(part), _text(against), 2, limit=size).found
        return [item._asdict() for item in found]

    def spread_of(phrase: Any, by: Any) -> list[dict[str, Any]]:
        kind: Any = by if by in KINDS else "document"
        found = spread(connection, words_of(connection), _text(phrase), kind)
        return [item._asdict() for item in found.shares[:MOST_ROWS]]

    yield Function("kwic", ("phrase", "sort", "within", "rows"), _as_json(kwic))
    yield Function("word_list", ("length", "within", "rows"), _as_json(word_list))
    yield Function("reading_list", ("by", "within", "rows"), _as_json(reading_list))
    yield Function("collocates", ("phrase", "window", "within", "rows"), _as_json(collocates_of))
    yield Function("keywords", ("part", "against", "rows"), _as_json(keywords_of))
    yield Function("spread", ("phrase", "by"), _as_json(spread_of))


def _read(line: Any) -> str:
    """What the column `read` holds: document and passage."""
    return f"{line.document}#{line.at[0]}-{line.at[1]}"


def _text(value: Any) -> str:
    """A phrase, or the description of a part; NULL is an empty one. Raises `QuestionError`."""
    text = "" if value is None else value if isinstance(value, bytes) else str(value)
    if isinstance(text, bytes) or len(text) > LONGEST:
        problem = f"it is no text, or one of more than {LONGEST:,} characters"
        raise QuestionError("", 0, problem, "Give a word or a phrase.")
    return text


def _number(value: Any, start: int, most: int) -> int:
    """A whole number from 1 to `most`; `start` for 0, NULL and nothing. Raises `QuestionError`."""
    try:
        return min(max(int(value or start), 1), most)
    except (ValueError, OverflowError) as error:
        raise QuestionError("", 0, "it is no whole number", f"Give one up to {most:,}.") from error


def _as_json(function: Callable[..., list[dict[str, Any]]]) -> Callable[..., str]:
    """The function with its rows as JSON. SQLite tells nothing of an error in a Python function but
    that there was one, so a question that cannot be understood answers with one row that says so.
    """

    @wraps(function)
    def told(*values: Any) -> str:
        try:
            rows = function(*values)
        except QuestionError as error:
            rows = [{"problem": str(error)}]
        except sqlite3.OperationalError as error:
            rows = [{"problem": f"{error}: this took too long; ask for less"}]
        return orjson.dumps(rows).decode()

    return told
