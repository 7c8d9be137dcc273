"""Cleaning on several cores: the same edits in the same order, whatever the number of workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from curate.clean.pipeline import clean_text
from curate.clean.recipe import Recipe
from curate.finding import Finding
from curate.text import Edits

BATCH = 512
"""Texts in hand at once: bounds the memory of a stream, and keeps the workers busy."""
CHUNK = 8
"""Texts handed to a worker at once; sending one costs about a millisecond."""

Cleaning: TypeAlias = "tuple[Edits, list[Finding]]"


class Task(NamedTuple):
    """A text to be cleaned: the id findings name, the text, and what corpus rules measured."""

    id: str
    text: str
    measured: dict[str, Any]


def clean_many(tasks: Iterable[Task], recipe: Recipe, jobs: int = 1) -> Iterator[Cleaning]:
    """The edits and findings of each text, in order; with more than one job, on as many cores."""
    work = partial(_clean, recipe)
    if jobs < 2:
        yield from map(work, tasks)
        return
    stream = iter(tasks)
    first = list(islice(stream, CHUNK + 1))
    if len(first) <= CHUNK:
        yield from map(work, first)
        return
    with ProcessPoolExecutor(jobs) as pool:
        batch = [*first, *islice(stream, BATCH - len(first))]
        while batch:
            yield from pool.map(work, batch, chunksize=CHUNK)
            batch = list(islice(stream, BATCH))


def _clean(recipe: Recipe, task: Task) -> Cleaning:
    return clean_text(task.text, recipe, task.id, task.measured)
