"""`Document`: one text with a stable id, its source and what is known about it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from typing import Any

from curate.errors import InvalidDocumentError
from curate.text import sha256

MAX_ID = 128
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from. `sha256` is of the bytes as received and `encoding` is what
    they were decoded with; `retrieved` (from the web) and `added` (to the corpus) are ISO 8601
    times.
    """

    uri: str = ""
    retrieved: str = ""
    added: str = ""
    importer: str = "text"
    licence: str = ""
    sha256: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Meta:
    """What a document says about itself; empty where its text does not say.

    `date` is ISO 8601 at the precision known: `2021`, `2021-04` or `2021-04-01`.
    """

    title: str = ""
    date: str = ""
    publisher: str = ""
    author: str = ""
    source_type: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it came (law 1: `raw` never changes), with its source and metadata.

    Raises `InvalidDocumentError` for an id that could not be a file name, and for a text that
    holds half of a surrogate pair and so is not a text.
    """

    id: str
    raw: str
    source: Source = field(default_factory=Source)
    meta: Meta = field(default_factory=Meta)

    def __post_init__(self) -> None:
        if not _ID.match(self.id) or len(self.id) > MAX_ID:
            raise InvalidDocumentError(
                self.id[:MAX_ID],
                "an id starts with a letter or digit and goes on with letters, digits, '.', '_' "
                f"or '-', at most {MAX_ID} characters",
            )
        try:
            self.raw.encode("utf-8")
        except UnicodeEncodeError as error:
            problem = f"half of a surrogate pair at offset {error.start}; the text is damaged"
            raise InvalidDocumentError(self.id, problem) from error

    @property
    def sha256(self) -> str:
        """SHA-256 of the raw text's UTF-8 bytes: what an annotation says it was made on."""
        return _digest(self.raw)

    def to_json(self) -> dict[str, Any]:
        """The record stored in `corpus/documents/`, without what is empty."""
        return {
            "id": self.id,
            "raw": self.raw,
            "source": {name: value for name, value in asdict(self.source).items() if value},
            "meta": {name: value for name, value in asdict(self.meta).items() if value},
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Document:
        """The document of a stored record; unknown fields of later versions are left out."""
        return cls(
            record["id"],
            record["raw"],
            Source(**_known(Source, record.get("source"))),
            Meta(**_known(Meta, record.get("meta"))),
        )


@lru_cache(maxsize=1)
def _digest(raw: str) -> str:
    """Kept for the last text: an annotator makes many annotations of one document."""
    return sha256(raw)


def _known(cls: type, record: dict[str, str] | None) -> dict[str, str]:
    names = {item.name for item in fields(cls)}
    return {name: value for name, value in (record or {}).items() if name in names}
