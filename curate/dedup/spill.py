"""`Keys`: the keys of all texts, in memory or, when they grow past a limit, in a DuckDB file."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from curate.dedup.band import FAMILY
from curate.dedup.methods import Methods

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEGABYTE = 1_000_000

PAIRS = """
    INSERT INTO pairs
    WITH found AS (SELECT key FROM keys WHERE band = $band GROUP BY key
                   HAVING count(*) BETWEEN 2 AND $family),
         rows AS (SELECT key, place FROM keys SEMI JOIN found USING (key) WHERE band = $band)
    SELECT DISTINCT one.place::UBIGINT << 32 | other.place
    FROM rows AS one JOIN rows AS other USING (key) WHERE one.place < other.place
"""

FAMILIES = """
    SELECT list(place ORDER BY place) FROM keys GROUP BY band, key
    HAVING count(*) > $family ORDER BY band, key
"""


class Keys:
    """Keys are added unit by unit, in the order of places; `limit` is in bytes."""

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
        return self._database is not None

    def candidates(
        self, copies: Collection[int], methods: Methods
    ) -> tuple[array[int], list[list[int]]]:
        """What `band.candidates` gives for all places but these copies."""
        if self._database is None:
            total = len(self._keys) // self.bands
            heads = [place for place in range(total) if place not in copies]
            return methods.candidates(self._keys, self.bands, heads)
        return self._query(self._database, copies)

    def _spill(self) -> None:
        import duckdb
        import numpy as np

        if self._database is None:
            self._folder = TemporaryDirectory(prefix="curate-")
            options: dict[str, str | bool | int | float | list[str]] = {
                "memory_limit": f"{max(100, self.limit // MEGABYTE)}MB",
                "temp_directory": self._folder.name,
                "threads": 1,
            }
            self._database = duckdb.connect(f"{self._folder.name}/keys.duckdb", config=options)
            self._database.execute("SET preserve_insertion_order = false")
            self._database.execute(
                "CREATE TABLE keys (band UTINYINT, key UINTEGER, place UINTEGER)"
            )
            self._database.execute("CREATE TABLE pairs (pair UBIGINT)")
        count = len(self._keys) // self.bands
        batch: dict[str, Any] = {
            "band": np.tile(np.arange(self.bands, dtype=np.uint8), count),
            "key": np.frombuffer(self._keys, np.uint32),
            "place": np.repeat(np.arange(count, dtype=np.uint32) + self._places, self.bands),
        }
        self._database.execute("INSERT INTO keys SELECT band, key, place FROM batch")
        self._places += count
        del batch
        self._keys = array("I")

    def _query(
        self, database: DuckDBPyConnection, copies: Collection[int]
    ) -> tuple[array[int], list[list[int]]]:
        import numpy as np

        copied = {"place": np.fromiter(copies, np.uint32, len(copies))}
        database.execute("DELETE FROM keys WHERE place IN (SELECT place FROM copied)")
        del copied
        for band in range(self.bands):
            database.execute(PAIRS, {"band": band, "family": FAMILY})
        found = database.execute("SELECT DISTINCT pair FROM pairs ORDER BY pair").fetchnumpy()
        families = database.execute(FAMILIES, {"family": FAMILY}).fetchall()
        return array("Q", found["pair"].tobytes()), [list(places) for (places,) in families]

    def close(self) -> None:
        """Remove what is on disk."""
        if self._database and self._folder:
            self._database.close()
            self._folder.cleanup()
