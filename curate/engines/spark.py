"""`Spark`: the engine of many machines, on Apache Spark. Needs the extra `spark` and Java 17.

Every machine needs this package in its Python and the same paths to the shards (shared storage).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from curate.engines.base import Flow, Item, Made, Measure
from curate.errors import MissingExtraError

LOCAL = "local[*]"
WAVE = 4
"""Items of a wave for each core: that many results are in memory here, and at the end of each wave
some cores wait for the last of them."""


class SparkFlow(Flow[Item]):
    """A flow as a resilient distributed dataset."""

    def __init__(self, dataset: Any) -> None:
        self._dataset = dataset

    def map(self, function: Callable[[Item], Made]) -> SparkFlow[Made]:
        """One new item for each."""
        return SparkFlow(self._dataset.map(function))

    def flat_map(self, function: Callable[[Item], Iterable[Made]]) -> SparkFlow[Made]:
        """Any number of new items for each."""
        return SparkFlow(self._dataset.flatMap(function))

    def fold(
        self, measure: Callable[[Item], Measure], merge: Callable[[Measure, Measure], Measure]
    ) -> Measure | None:
        """All measures merged into one, in a tree; None without items."""
        measures = self._dataset.map(measure)
        if measures.isEmpty():
            return None
        merged: Measure = measures.treeReduce(merge)
        return merged

    def group(self) -> SparkFlow[tuple[Any, list[Any]]]:
        """Of items (key, value), the values of each key; spills to disk where memory is short."""
        return SparkFlow(self._dataset.groupByKey().mapValues(list))

    def rows(self) -> Iterator[Item]:
        """All items, here; in the order of the flow, unless they were grouped."""
        return iter(self._dataset.collect())


class Spark:
    """Spark at `master`: `local[*]`, `spark://host:7077`, `yarn`, `k8s://…`.

    `options` are Spark's own. Raises `MissingExtraError` without the extra `spark`.
    """

    def __init__(self, master: str = LOCAL, options: dict[str, str] | None = None) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise MissingExtraError("spark", "the engine spark") from error
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master(master).appName("curate")
        for name, value in {**_quiet(master), **(options or {})}.items():
            builder = builder.config(name, value)
        self._session = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")

    @property
    def wave(self) -> int:
        """A few items for each core of the cluster."""
        return WAVE * int(self._session.sparkContext.defaultParallelism)

    def flow(self, items: Iterable[Any]) -> SparkFlow[Any]:
        """A flow of these items, a task for each."""
        listed = list(items)
        context = self._session.sparkContext
        return SparkFlow(context.parallelize(listed, max(1, len(listed))))

    def close(self) -> None:
        """Stop the session."""
        self._session.stop()


def _quiet(master: str) -> dict[str, str]:
    """Options for a session on this machine: nothing listens beyond loopback, no web page."""
    if not master.startswith("local"):
        return {}
    return {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.showConsoleProgress": "false",
    }
