"""JSON lines on several cores: each worker holds its own compiled schema and takes whole blocks.

Results come in the order of the lines, and only a few blocks are under way at a time, so memory
stays bounded however long the file is.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any

from curate.check import stream
from curate.check.lines import check_block
from curate.check.result import Result
from curate.check.shape import Shape

AHEAD = 2
"""Blocks under way for each worker: one it works on, one that waits."""

_shape: Shape | None = None


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def check_lines(
    schema: Path, options: Any, name: str, counted: bool, source: IO[bytes]
) -> Iterator[Result]:
    """The results of JSON lines, in order; `schema` and `options` are a `Shape.origin`."""
    workers = cores()
    waiting: deque[Future[list[Result]]] = deque()
    context = get_context("spawn")  # a fork would copy threads and locks that others hold
    with ProcessPoolExecutor(workers, context, _start, (schema, options)) as pool:
        for block in stream.blocks(source):
            waiting.append(pool.submit(_work, name, counted, block))
            if len(waiting) >= workers * AHEAD:
                yield from waiting.popleft().result()
        for future in waiting:
            yield from future.result()


def _start(schema: Path, options: Any) -> None:
    from curate.check.schemas import load

    global _shape
    loaded = load(schema, options)
    _shape = loaded if isinstance(loaded, Shape) else None


def _work(name: str, counted: bool, block: stream.Block) -> list[Result]:
    assert _shape is not None, "the schema was compiled before the workers started"
    return list(check_block(_shape, name, counted, block))
