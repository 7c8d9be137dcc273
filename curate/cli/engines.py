"""Which engine runs a command's step, by its options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from curate.engines import Engine, Local


@contextmanager
def opened(name: str, master: str, jobs: int = 1) -> Iterator[Engine]:
    """The engine of that name: `local` with so many processes, or `spark` at `master`.

    Raises `MissingExtraError` where Spark is not installed.
    """
    if name == "local":
        yield Local(jobs)
        return
    from curate.engines.spark import Spark

    with closing(Spark(master)) as engine:
        yield engine
