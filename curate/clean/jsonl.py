"""JSON lines of `{id, text}` cleaned in blocks: each comes back with its clean text and its edits.

A record may say in `source` where its text came from, as a URI or a name; lines that the texts of
one source share are found by that. Texts that do not say it are of one source, their file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import orjson

from curate.clean.measure import Measured, measure
from curate.clean.override import site_of
from curate.clean.pipeline import Task
from curate.clean.recipe import Recipe
from curate.clean.written import Written, write
from curate.corpus import cleaned
from curate.corpus.blocks import Block
from curate.engines import Engine, in_waves
from curate.finding import Finding, Place
from curate.text import Edits, apply


def measure_blocks(engine: Engine, blocks: Iterable[Block], recipe: Recipe) -> Measured:
    """What the rules that see the corpus are told; every text is read once."""
    return measure(engine, blocks, _sourced, recipe)


def clean_blocks(
    engine: Engine, blocks: Iterable[Block], recipe: Recipe, measured: Measured
) -> Iterator[Written]:
    """The blocks cleaned, in order."""
    return in_waves(engine, blocks, partial(_written, recipe=recipe, measured=measured))


def _sourced(block: Block) -> Iterator[tuple[str, str]]:
    for item in _records(block):
        if not isinstance(item, Finding):
            yield _source(item, block.name), item["text"]


def _source(record: dict[str, Any], file: str) -> str:
    said = record.get("source")
    uri = said.get("uri") if isinstance(said, dict) else said
    return (site_of(uri) or uri or file) if isinstance(uri, str) else file


def _written(block: Block, recipe: Recipe, measured: Measured) -> Written:
    def task(item: dict[str, Any]) -> Task:
        known = measured.get(_source(item, block.name), {})
        return Task(item["text"], str(item["id"]), known)

    return write(list(_records(block)), task, _line, recipe)


def _line(item: dict[str, Any], edits: Edits) -> bytes:
    item["text"] = apply(item["text"], edits)
    item["edits"] = [cleaned.edit_to_json(edit) for edit in edits]
    return orjson.dumps(item) + b"\n"


def _records(block: Block) -> Iterator[dict[str, Any] | Finding]:
    """The records of the lines; a finding in place of each that has no id and text."""
    for number, line in enumerate(block.lines()):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
            if "id" in record and record["text"].encode("utf-8") is not None:
                yield record
                continue
        except orjson.JSONDecodeError as error:
            place = Place(file=block.name, line=block.first + number, column=error.colno)
            yield Finding("broken-line", f"not JSON: {error.msg}", place)
            continue
        except (KeyError, TypeError, AttributeError, UnicodeEncodeError):
            pass
        message = "expected an object with the texts id and text"
        place = Place(file=block.name, line=block.first + number)
        yield Finding("broken-line", message, place)
