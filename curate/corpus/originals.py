"""Originals: raw texts that a newer scrape took the place of, kept word for word.

One file each, `corpus/originals/<SHA-256 of its UTF-8 bytes>.txt`: the digest that annotations say
they were made on, so that `curate reanchor` can tell exactly what became of every character.
"""

from __future__ import annotations

from pathlib import Path

from curate.corpus import ledger
from curate.corpus.document import Document
from curate.corpus.project import Project
from curate.text import sha256


def path_of(project: Project, digest: str) -> Path:
    """Where the raw text with that digest is kept, if it is."""
    return project.originals_folder / f"{digest}.txt"


def keep(project: Project, document: Document) -> Path:
    """Keep a document's raw text; on disk when this returns. Raises `WriteError`."""
    path = path_of(project, document.sha256)
    if find(project, document.sha256) is None:
        with ledger.replacing(path) as temporary:
            temporary.write_bytes(document.raw.encode("utf-8"))
    return path


def find(project: Project, digest: str) -> str | None:
    """The raw text with that digest; None when it was not kept, or the file was changed since."""
    path = path_of(project, digest)
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text if sha256(text) == digest else None
