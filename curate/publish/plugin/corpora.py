"""Which of the databases that Datasette serves are published corpora, and who may see them."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any

from datasette import Forbidden, NotFound

from curate.publish.database import APPLICATION_ID
from curate.publish.plugin.document import Record


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


def facts(connection: sqlite3.Connection) -> Record:
    """The row of the table `corpus`."""
    cursor = connection.execute("SELECT * FROM corpus")
    columns = [column[0] for column in cursor.description]
    return dict(zip(columns, cursor.fetchone(), strict=True))
