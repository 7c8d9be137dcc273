"""Which of the databases that Datasette serves are published corpora, and who may see them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from datasette import Forbidden, NotFound
from datasette.utils import sqlite_timelimit
from datasette.views.base import DatasetteError

from curate.errors import QuestionError
from curate.publish.database import APPLICATION_ID
from curate.publish.plugin.document import Record

Answer = TypeVar("Answer")
SECONDS = 3
"""What the queries of one of our pages may take together; Datasette stops each query of a reader
after one. The slowest page takes half a second on 150 MB of text."""


@lru_cache
def _is_corpus(path: str) -> bool:
    """Does the file's header name our application (SQLite file format, offset 68)?"""
    try:
        with Path(path).open("rb") as file:
            header = file.read(72)
    except OSError:
        return False
    return header[:6] == b"SQLite" and int.from_bytes(header[68:72], "big") == APPLICATION_ID


def names(datasette: Any) -> list[str]:
    """The names of the corpora, in order."""
    return [
        name
        for name, database in datasette.databases.items()
        if database.path and _is_corpus(str(database.path))
    ]


def first(datasette: Any) -> str | None:
    """The corpus that the front page tells of; None when there is none."""
    return next(iter(names(datasette)), None)


async def allowed(datasette: Any, request: Any) -> Any:
    """The corpus database that an address names.

    Raises `NotFound` when it is none and `Forbidden` when this reader may not see it.
    """
    name = request.url_vars["database"]
    if name not in names(datasette):
        raise NotFound(f"No corpus {name}")
    if hasattr(datasette, "ensure_permissions"):
        asked = [("view-database", name), "view-instance"]
        await datasette.ensure_permissions(request.actor, asked)
    else:
        from datasette.resources import DatabaseResource

        resource = DatabaseResource(name)
        if not await datasette.allowed(
            action="view-database", resource=resource, actor=request.actor
        ):
            raise Forbidden("view-database")
    return datasette.databases[name]


@contextmanager
def time_limit(connection: sqlite3.Connection) -> Iterator[None]:
    """Queries inside are stopped when `SECONDS` are over, which raises `QuestionError`."""
    try:
        with sqlite_timelimit(connection, 1000 * SECONDS):
            yield
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        problem = f"this took more than {SECONDS} seconds and was stopped"
        hint = "Ask for less: a part of the corpus, a rarer word, a label."
        raise QuestionError("", 0, problem, hint) from error


async def ask(database: Any, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """What `work` finds in the database, within the time limit; after it, a page that says so."""

    def limited(connection: sqlite3.Connection) -> Answer:
        with time_limit(connection):
            return work(connection)

    try:
        found: Answer = await database.execute_fn(limited)
    except QuestionError as error:
        told = f"{error.problem[0].upper()}{error.problem[1:]}."
        raise DatasetteError(told, title="Too much at once", status=503) from error
    return found


def facts(connection: sqlite3.Connection) -> Record:
    """The row of the table `corpus`."""
    cursor = connection.execute("SELECT * FROM corpus")
    columns = [column[0] for column in cursor.description]
    return dict(zip(columns, cursor.fetchone(), strict=True))
