"""Schemas as files: where one is found, how it is read, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curate.bundled import schema_folder
from curate.check.library import METASCHEMAS, NEWEST, Library
from curate.check.locate import offset_of
from curate.check.loops import loop
from curate.check.nearest import nearest
from curate.check.record import Record
from curate.check.shape import EngineName, JsonSource, Shape, Source, located
from curate.errors import BrokenSchemaError, UsageError
from curate.finding import Finding

OURS = "urn:curate:schema:"
"""How the `$id` of our own schemas starts; their formats are always asserted."""

_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef", "$schema")


def named(name: str, project_schemas: Path | None = None) -> Path | None:
    """The schema of one kind of record, such as `annotation`: the project's, else ours; None when
    there is none.
    """
    for folder in (project_schemas, schema_folder()):
        if folder is not None and (folder / f"{name}.schema.json").is_file():
            return folder / f"{name}.schema.json"
    return None


def find(name: str) -> Path:
    """The schema file of a path, or of a name such as `annotation`.

    Raises `UsageError`, with the nearest name.
    """
    if Path(name).is_file():
        return Path(name)
    if found := named(name):
        return found
    ours = schema_folder().glob("*.schema.json")
    known = {path.name.removesuffix(".schema.json") for path in ours}
    near = nearest(name, sorted(known))
    listed = f"Did you mean {near}?" if near else f"Known by name: {', '.join(sorted(known))}."
    raise UsageError(f"No schema file {name}. {listed}")


@dataclass(frozen=True, slots=True)
class Options:
    """How schemas are read: `draft` where a schema names none, `formats` asserted or not (None:
    as the draft says, and always in our own), `ref_map` from URL prefixes to folders.
    """

    engine: EngineName = "fast"
    formats: bool | None = None
    draft: str = NEWEST
    ref_map: tuple[tuple[str, Path], ...] = ()


def load(path: Path, options: Options, shown: str = "") -> Shape | list[Finding]:
    """The compiled schema of a file, or what is wrong with it; findings name the file as `shown`.

    Raises `UsageError` when it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"Cannot read the schema {path}: {error.strerror}") from error
    if path.suffix in (".yaml", ".yml"):
        from curate.check import yaml

        documents = list(yaml.documents(shown or str(path), data))
        source: Source = documents[0]
        problems, value = documents[0].findings(), documents[0].value
    else:
        record = Record(shown or str(path), 1, data)
        source = JsonSource(record, is_doubtful=True)
        problems, value = source.findings(), record.careful.value
    if any(finding.severity == "error" for finding in problems):
        return problems
    return compiled(value, source, path, options)


def compiled(schema: Any, source: Source, path: Path, options: Options) -> Shape | list[Finding]:
    """The shape of a schema that was read from a source, or what is wrong with it."""
    library = Library((path.parent, schema_folder()), options.ref_map, options.draft)
    is_ours = isinstance(schema, dict) and str(schema.get("$id", "")).startswith(OURS)
    formats = True if is_ours and options.formats is None else options.formats
    uri = path.resolve().as_uri()
    try:
        if path_of_loop := loop(schema):
            problem = "the reference leads back to itself without going into the value"
            raise BrokenSchemaError(path_of_loop, problem)
        shape = Shape(schema, library, uri, formats, options.engine)
        shape.origin = (path, options)
        return shape
    except BrokenSchemaError as error:
        return _against_metaschema(schema, source, library) or [_broken(error, schema, source)]


def _against_metaschema(schema: Any, source: Source, library: Library) -> list[Finding]:
    """What the draft's own schema has against a schema: better words than the engine's."""
    try:
        uri = METASCHEMAS[library.draft(schema)]
    except BrokenSchemaError:
        return []
    return Shape(library.retrieve(uri), library, uri, True).findings(schema, source)


def _broken(error: BrokenSchemaError, schema: Any, source: Source) -> Finding:
    path = error.path or _reference_path(schema, error.problem)
    sizes = [path[:size] for size in range(len(path) + 1)]
    offset = offset_of(path, False, source.spots(sizes))
    hint = ""
    if "nothing is fetched" in error.problem or "not present" in error.problem:
        hint = "Nothing is fetched: say where it is with --ref-map URL=FOLDER."
    message = f"the schema is broken: {error.problem}"
    return located("broken-schema", message, offset, source, hint=hint)


def _reference_path(schema: Any, problem: str) -> tuple[str | int, ...]:
    """The place of the reference that an engine's message is about, by its text."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), schema)]
    while waiting:
        path, value = waiting.pop()
        inner: Iterable[tuple[str | int, Any]] = ()
        if isinstance(value, dict):
            for keyword in _REFERENCES:
                named = value.get(keyword)
                if isinstance(named, str) and (named in problem or named.lstrip("#") in problem):
                    return (*path, keyword)
            inner = value.items()
        elif isinstance(value, list):
            inner = enumerate(value)
        waiting += [((*path, key), item) for key, item in inner]
    return ()
