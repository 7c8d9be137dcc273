"""Starting a project: the folders and files that every project has."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from curate.bundled import schema_folder
from curate.corpus import ledger
from curate.corpus.project import FILE
from curate.errors import ProjectExistsError, WriteError

_IGNORED = "build/\n*.lock\n"
_ATTRIBUTES = "annotations/**/*.jsonl merge=union\n"
"""For git: lines that two machines added to the same journal are both kept."""


def start(folder: Path, title: str, licence: str) -> list[str]:
    """Make a project; the names of what was made, sorted.

    Raises `ProjectExistsError` where there is a project, and `WriteError`. What git is told in
    a file that is there already is left alone.
    """
    if (folder / FILE).exists():
        raise ProjectExistsError(folder)
    name = folder.resolve().name
    quoted = {"name": name, "title": title or name, "licence": licence}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in quoted.items()]
    settings = "[project]\n" + "\n".join(lines) + "\n"
    files = {FILE: settings, ".gitignore": _IGNORED, ".gitattributes": _ATTRIBUTES}
    made = []
    try:
        for inside in ("corpus/documents", "schema", "annotations"):
            (folder / inside).mkdir(parents=True, exist_ok=True)
            made.append(inside + "/")
        for schema in sorted(schema_folder().glob("*.schema.json")):
            shutil.copyfile(schema, folder / "schema" / schema.name)
        for file, text in files.items():
            if not (folder / file).exists():
                with ledger.replacing(folder / file) as temporary:
                    temporary.write_text(text, encoding="utf-8")
                made.append(file)
    except OSError as error:
        raise WriteError(folder, error.strerror or str(error)) from error
    return sorted(made)
