"""`Project`: the folder with a `curate.toml`, and where everything in it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from curate.corpus import settings, shard
from curate.corpus.document import Document
from curate.errors import NoProjectError, UnknownDocumentError
from curate.finding import Finding

FILE = "curate.toml"


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """The table [project]."""

    name: str = "corpus"
    title: str = ""
    licence: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Project:
    """A project on disk. Making one reads and checks `curate.toml`; documents are streamed."""

    root: Path
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def find(cls, start: Path) -> Project:
        """The project `start` lies in. Raises `NoProjectError` and `SettingsError`."""
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / FILE).is_file():
                return cls(folder, settings.load(folder / FILE))
        raise NoProjectError(start.resolve())

    def table(self, cls: type[settings.Settings], name: str) -> settings.Settings:
        """The settings of one room. Raises `SettingsError`."""
        return settings.read_table(cls, self.tables.get(name, {}), self.root / FILE, name)

    @cached_property
    def settings(self) -> ProjectSettings:
        """The table [project]."""
        return self.table(ProjectSettings, "project")

    @property
    def documents_folder(self) -> Path:
        """What was collected, in shards."""
        return self.root / "corpus" / "documents"

    @property
    def originals_folder(self) -> Path:
        """Bytes as received, where the raw text alone does not give them back; by SHA-256."""
        return self.root / "corpus" / "originals"

    @property
    def schema_folder(self) -> Path:
        """Schemas and codebooks."""
        return self.root / "schema"

    @property
    def annotations_folder(self) -> Path:
        """What people said."""
        return self.root / "annotations"

    @property
    def build_folder(self) -> Path:
        """What was derived; can be deleted at any moment."""
        return self.root / "build"

    def shards(self) -> list[Path]:
        """The shard files in name order."""
        return shard.shards(self.documents_folder)

    def read(self) -> Iterator[Document | Finding]:
        """All documents in stored order; a finding stands in for one that cannot be read or whose
        id was used before.
        """
        seen: set[str] = set()
        for path in self.shards():
            for item in shard.read(path):
                if isinstance(item, Document) and item.id in seen:
                    message = f"the id {item.id!r} is used by an earlier document"
                    yield Finding("duplicate-id", message, hint="Give one of them another id.")
                    continue
                if isinstance(item, Document):
                    seen.add(item.id)
                yield item

    def documents(self) -> Iterator[Document]:
        """The documents that can be read; `read` also says what is wrong with the others."""
        return (item for item in self.read() if isinstance(item, Document))

    def document(self, id: str) -> Document:
        """The document of that id, or of the only id that starts with it.

        Raises `UnknownDocumentError`, with the nearest id.
        """
        ids = []
        starting = []
        for item in self.documents():
            if item.id == id:
                return item
            ids.append(item.id)
            if id and item.id.startswith(id):
                starting.append(item)
        if len(starting) == 1:
            return starting[0]
        near = [item.id for item in starting] or get_close_matches(id, ids, n=1, cutoff=0.5)
        raise UnknownDocumentError(id, " or ".join(near[:3]) or None)
