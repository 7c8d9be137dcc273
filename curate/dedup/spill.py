"""`Keys`: the keys of all texts, in memory or, when they grow past a limit, in a DuckDB file."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from curate.dedup.methods import Methods

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEGABYTE = 1_000_000

CHUNK = 100_000
"""Texts whose keys are written at a time."""


class Keys:
    """Keys are added unit by unit, in the order of places; `limit` is in bytes.

    On disk a band is a column, and candidates are looked for band by band, as in memory.
    """

    def __init__(self, bands: int, limit: int) -> None:
        self.bands, self.limit = bands, limit
        self._keys = array("I")
        self._places = 0
        self._database: DuckDBPyConnection | None = None
        self._folder: TemporaryDirectory[str] | None = None

    def add(self, keys: array[int]) -> None:
        """Add the keys of the next texts."""
        self._keys += keys
        past = len(self._keys) * self._keys.itemsize > self.limit
        if self._database or (past and find_spec("duckdb")):
            self._spill()

    @property
    def is_on_disk(self) -> bool:
        """Did they grow past the limit, and is DuckDB here?"""
        return self._places > 0

    def candidates(
        self, copies: Collection[int], methods: Methods
    ) -> tuple[array[int], list[list[int]]]:
        """What `band.candidates` gives for all places but these copies. After it, the store is
        closed.
        """
        total = self._places + len(self._keys) // self.bands
        heads = array("I", (place for place in range(total) if place not in copies))
        if self._database is None:
            return methods.candidates(self._keys, self.bands, heads)
        return self._by_band(self._database, heads, methods)

    def _spill(self) -> None:
        import numpy as np

        if self._database is None:
            self._database = self._open()
        table = np.frombuffer(self._keys, np.uint32).reshape(-1, self.bands)
        for start in range(0, len(table), CHUNK):
            part = np.ascontiguousarray(table[start : start + CHUNK].T)
            places = np.arange(part.shape[1], dtype=np.uint32) + self._places
            batch: dict[str, Any] = {"place": places}
            batch |= {f"key{band}": keys for band, keys in enumerate(part)}
            self._database.execute("INSERT INTO keys SELECT * FROM batch")
            self._places += len(places)
        del table, part, batch
        self._keys = array("I")

    def _open(self) -> DuckDBPyConnection:
        import duckdb

        self._folder = TemporaryDirectory(prefix="curate-")
        options: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{max(50, self.limit // MEGABYTE)}MB",
            "temp_directory": self._folder.name,
            "threads": 1,
        }
        database = duckdb.connect(f"{self._folder.name}/keys.duckdb", config=options)
        database.execute("SET preserve_insertion_order = false")
        columns = ", ".join(f"key{band} UINTEGER" for band in range(self.bands))
        database.execute(f"CREATE TABLE keys (place UINTEGER, {columns})")
        return database

    def _by_band(
        self, database: DuckDBPyConnection, heads: Sequence[int], methods: Methods
    ) -> tuple[array[int], list[list[int]]]:
        import numpy as np

        pairs, families = np.empty(0, np.uint64), []
        for band in range(self.bands):
            rows = database.execute(f"SELECT place, key{band} AS key FROM keys").fetchnumpy()
            column = np.empty(self._places, np.uint32)
            column[rows["place"]] = rows["key"]
            found, large = methods.candidates(array("I", column.tobytes()), 1, heads)
            pairs = np.union1d(pairs, np.frombuffer(found, np.uint64))
            families += large
        self.close()
        return array("Q", pairs.tobytes()), families

    def close(self) -> None:
        """Remove what is on disk."""
        if self._database and self._folder:
            self._database.close()
            self._folder.cleanup()
            self._database = None
