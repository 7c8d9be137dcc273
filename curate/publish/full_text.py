"""Full-text search over documents and annotated spans; their texts are not stored twice.

Accents do not matter, apostrophes and hyphens part words (so that a search for one spelling finds
the others); English endings are taken off where the corpus is English. Characters of scripts that
do not part words with spaces part them themselves: no whole sentence is taken for a word, and a
word in Latin letters is found between them. They are looked for as substrings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import numpy as np

from curate.publish import rows
from curate.publish.paragraphs import Points, points
from curate.publish.question import SPACELESS

TABLES = {"documents": ("text", "title"), "annotations": ("quote", "note")}
"""What is indexed. The longest column stands first: naming any other takes two bytes for each word
of each document, a fifth of the index."""
MEMORY = 64 * 2**20
"""Bytes of the index that are put in order at a time; with one megabyte, as FTS5 has it, a build
takes a third longer (measured)."""


class Characters:
    """The characters that texts hold."""

    def __init__(self) -> None:
        self._seen = np.zeros(0x110000, dtype=np.bool_)

    def add(self, found: Points) -> None:
        """Take note of a text, given by its `points`."""
        if found.itemsize > 1:
            self._seen[found[found > 255]] = True  # Latin letters part no words: a third the time

    def spaceless(self) -> str:
        """Those of scripts without spaces, in order."""
        return "".join(SPACELESS.findall("".join(map(chr, np.flatnonzero(self._seen)))))


def create(database: sqlite3.Connection, language: str, spaceless: str) -> None:
    """Make both indexes of the tables as they stand, in place of those that there are."""
    tokenizer = "porter unicode61" if language.startswith("en") else "unicode61"
    parted = f" separators '{spaceless}'" if spaceless else ""
    for table, columns in TABLES.items():
        database.execute(f"DROP TABLE IF EXISTS {table}_fts")
        # Datasette finds an index only when its content is written this way (measured).
        database.execute(
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({', '.join(columns)}, "
            f'content="{table}", content_rowid="number", '
            f'tokenize="{tokenizer} remove_diacritics 2{parted}")'
        )
        database.execute(
            f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('hashsize', {MEMORY})"
        )
        database.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")


def create_substrings(database: sqlite3.Connection) -> None:
    """Index every three characters of every text, so that a part of a word is found without reading
    all texts. Without places, which only phrases would need, it takes a quarter of the text's size.
    """
    # The quotes keep Datasette from taking this for the table's search box (measured).
    database.execute(
        "CREATE VIRTUAL TABLE documents_trigram USING fts5(text, content='documents', "
        "content_rowid='number', tokenize='trigram', detail='none')"
    )
    database.execute("INSERT INTO documents_trigram (documents_trigram) VALUES ('rebuild')")


def spaceless(database: sqlite3.Connection) -> str:
    """The characters of scripts without spaces in all documents."""
    characters = Characters()
    for text, title in database.execute("SELECT text, title FROM documents"):
        characters.add(points(text + title))
    return characters.spaceless()


def forget(database: sqlite3.Connection, documents: Iterable[int], said: Iterable[int]) -> None:
    """Take documents, and what is said of others, out of the indexes. Their rows still stand: FTS5
    wants to be told what it indexed.
    """
    _tell(database, documents, said, "'delete'")


def learn(database: sqlite3.Connection, documents: Iterable[int], said: Iterable[int]) -> None:
    """Put documents, and what is said of others, into the indexes, as their rows now are."""
    _tell(database, documents, said, "NULL")


def _tell(
    database: sqlite3.Connection, documents: Iterable[int], said: Iterable[int], command: str
) -> None:
    """Give the rows to each index that there is, with a command of FTS5; NULL puts them in."""
    own = [(number, number) for number in documents]
    indexes = {"documents_fts": own, "annotations_fts": list(map(rows.numbers, said))}
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents_trigram'").fetchone():
        indexes["documents_trigram"] = own
    for index, numbers in indexes.items():
        table, _, kind = index.partition("_")
        names = "text" if kind == "trigram" else ", ".join(TABLES[table])
        database.executemany(
            f"INSERT INTO {index} ({index}, rowid, {names}) SELECT {command}, number, {names} "
            f"FROM {table} WHERE number BETWEEN ? AND ?",
            numbers,
        )


def parts(database: sqlite3.Connection, spaceless: str) -> bool:
    """Do these characters part words in the index as it is?"""
    sql = "SELECT sql FROM sqlite_master WHERE name = 'documents_fts'"
    return set(spaceless) <= set(database.execute(sql).fetchone()[0])
