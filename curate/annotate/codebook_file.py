"""Codebooks on disk: `schema/codebook.<id>.json`."""

from __future__ import annotations

import re
from pathlib import Path

import orjson

from curate.annotate.codebook import Codebook, Label
from curate.corpus import ledger
from curate.errors import CodebookError

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*\Z")


def files(schema_folder: Path) -> list[Path]:
    """The codebooks of a project: `codebook*.json` without the schema of codebooks."""
    found = sorted(schema_folder.glob("codebook*.json"))
    return [path for path in found if not path.name.endswith(".schema.json")]


def load(path: Path) -> Codebook:
    """The codebook of a file. Raises `CodebookError` when it cannot be read."""
    try:
        return Codebook.from_json(orjson.loads(path.read_bytes()))
    except OSError as error:
        raise CodebookError(str(path), error.strerror or str(error)) from error
    except orjson.JSONDecodeError as error:
        problem = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise CodebookError(str(path), problem) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise CodebookError(str(path), f"{type(error).__name__}: {error}") from error


def save(path: Path, codebook: Codebook) -> None:
    """Write the codebook, whole or not at all. Raises `WriteError`."""
    with ledger.replacing(path) as temporary:
        temporary.write_bytes(orjson.dumps(codebook.to_json(), option=orjson.OPT_INDENT_2) + b"\n")


def create(schema_folder: Path, id: str, title: str = "") -> Path:
    """Write a codebook with one label of each kind, to be replaced; its path.

    Raises `CodebookError` for an id that cannot be a file name, and where the file is there.
    """
    path = schema_folder / f"codebook.{id}.json"
    if not _ID.match(id):
        raise CodebookError(str(path), "an id has lower-case letters a–z, digits, '.', '_' and '-'")
    if path.exists():
        raise CodebookError(str(path), "it is there already")
    save(path, Codebook(id, title=title, labels=_FIRST_LABELS))
    return path


_FIRST_LABELS = (
    Label(
        "org",
        name="Organisation",
        definition="A named body that can act or be held to account.",
        key="o",
        exclude=("kinds of body without a name",),
        overlap="nest",
    ),
    Label("claim", name="Claim", definition="What somebody says is so.", key="c", unit="clause"),
    Label(
        "said_by",
        "relation",
        name="said by",
        definition="The claim is made by this organisation.",
        key="s",
        domain=("claim",),
        range=("org",),
    ),
    Label(
        "topic",
        "document",
        name="Topic",
        definition="Main subject.",
        key="1",
        values=("first", "second"),
    ),
)


def of_project(schema_folder: Path, id: str = "") -> Codebook:
    """The project's codebook: that of `id` (setting `codebook` in [annotate]), or the only one.

    Raises `CodebookError` when there is none, or several and no `id`.
    """
    return load(file_of_project(schema_folder, id))


def file_of_project(schema_folder: Path, id: str = "") -> Path:
    """Where the project's codebook stands. Raises as `of_project`."""
    found = files(schema_folder)
    if id:
        found = [path for path in found if path.name in (f"codebook.{id}.json", f"{id}.json")]
    if not found:
        wanted = f"codebook.{id}.json" if id else "codebook.<name>.json"
        hint = "`curate codebook new NAME` makes one."
        raise CodebookError(str(schema_folder), f"there is no {wanted}", hint)
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise CodebookError(str(schema_folder), f"name one in curate.toml, [annotate]: {names}")
    return found[0]
