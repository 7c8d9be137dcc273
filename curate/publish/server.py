"""Serving a published corpus with Datasette, on this machine and with safe settings."""

from __future__ import annotations

import gc
import socket
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import orjson

from curate.errors import PortsTakenError, QuestionError
from curate.publish import metadata

HOST = "127.0.0.1"
FIRST_PORT = 8001
"""Datasette's own."""
TRIES = 50


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server answers."""

    port: int
    host: str = HOST

    @property
    def url(self) -> str:
        """As a browser takes it."""
        return f"http://{self.host}:{self.port}/"


def free_port(first: int = FIRST_PORT) -> int:
    """The first port from `first` on that nobody listens on. Raises `PortsTakenError`."""
    for port in range(first, min(first + TRIES, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HOST, port))
            except OSError:
                continue
            return port
    raise PortsTakenError(first, TRIES)


def datasette(database: Path, own_sql: bool = True) -> Any:
    """A Datasette on the database, which cannot be written to, with the settings beside it.

    `own_sql` lets readers write SQL: right on one's own machine, not on a public site.
    """
    from datasette.app import Datasette

    settings = {**metadata.SETTINGS, "default_allow_sql": own_sql}
    about = orjson.loads((database.parent / metadata.METADATA).read_bytes())
    config = orjson.loads((database.parent / metadata.CONFIGURATION).read_bytes())
    if is_first_line():
        return Datasette(immutables=[str(database)], metadata=about, settings=settings)
    config["settings"] = {**settings, "allow_signed_tokens": False}
    return Datasette(immutables=[str(database)], metadata=about, config=config)


def is_first_line() -> bool:
    """Is the installed Datasette of the 0.x line, which reads everything from metadata?"""
    from datasette import __version__

    return bool(__version__.startswith("0."))


def run(database: Path, address: Address, own_sql: bool = True) -> None:
    """Serve until interrupted. The address is printed by the caller; requests are not logged."""
    import uvicorn

    app = datasette(database, own_sql).app()
    Thread(target=read_words, args=(database,), daemon=True).start()
    gc.freeze()  # what is loaded now stays; looking for it again took a tenth of a long page's time
    uvicorn.run(app, host=address.host, port=address.port, log_level="warning", lifespan="on")


def read_words(database: Path) -> None:
    """Read the word index, so that the first reader who counts need not wait for it."""
    from curate.publish.corpus_functions.stream import words_of

    with (
        suppress(QuestionError, sqlite3.Error),  # published without; whoever asks is told
        closing(sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)) as found,
    ):
        words_of(found)
