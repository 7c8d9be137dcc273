"""`World`: what the rules know of a project, kept small: texts are read again when needed, and of
each annotation only what other records can be at odds with.
"""

from __future__ import annotations

import gzip
from codecs import BOM_UTF8
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple, cast

import orjson

from curate.annotate import Codebook

CACHE_CHARACTERS = 16 * 2**20
"""Raw text kept at hand: a journal goes through documents one after the other, so a few suffice."""

LIVE = ("accepted", "proposed")


class Entry(NamedTuple):
    """What is kept of the last revision of an annotation. `ends` are the ids it names: from and to
    of a relation, the candidates of a decision.
    """

    id: str
    rev: int
    kind: str
    doc: str
    label: str
    status: str
    by: str
    file: str
    line: int
    start: int
    end: int
    ends: tuple[str, ...] = ()
    value: Any = None
    proposal: str = ""

    @property
    def is_live(self) -> bool:
        """Does it hold, or is it still proposed?"""
        return self.status in LIVE


def entry_of(record: Mapping[str, Any], file: str, line: int) -> Entry:
    """The entry of a record that has the shape of an annotation; what repeats is kept once."""
    kind = record["kind"]
    target = record.get("target")
    ends: tuple[str, ...] = ()
    if kind == "relation":
        ends = (record["from"], record["to"])
    elif kind == "decision":
        ends = tuple(record["of"])
    return Entry(
        record["id"],
        record["rev"],
        intern(kind),
        intern(record["doc"]["id"]),
        intern(record.get("label", "")),
        intern(record["status"]),
        intern(record["by"]["id"]),
        file,
        line,
        target[0]["start"] if target else -1,
        target[-1]["end"] if target else -1,
        ends,
        record.get("value"),
        record.get("proposal", ""),
    )


class DocumentPlace(NamedTuple):
    """Where a document stands in its shard, and the digest of its raw text."""

    file: str
    line: int
    offset: int
    size: int
    sha256: str


class Texts:
    """Raw texts by document id, read from their shards when asked for."""

    def __init__(self) -> None:
        self.places: dict[str, DocumentPlace] = {}
        self._cache: OrderedDict[str, str] = OrderedDict()
        self._characters = 0

    def add(self, id: str, place: DocumentPlace) -> None:
        """Remember where a document stands; the first of an id counts."""
        self.places.setdefault(id, place)

    def raw(self, id: str) -> str:
        """The raw text. Raises `KeyError` for a document that is not in the corpus."""
        known = self._cache.get(id)
        if known is not None:
            self._cache.move_to_end(id)
            return known
        text = self._read(self.places[id])
        self._cache[id] = text
        self._characters += len(text)
        while self._characters > CACHE_CHARACTERS and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            self._characters -= len(dropped)
        return text

    def _read(self, place: DocumentPlace) -> str:
        path = Path(place.file)
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as shard:
            shard.seek(place.offset)
            return cast("str", orjson.loads(shard.read(place.size).removeprefix(BOM_UTF8))["raw"])


@dataclass
class World:
    """A project as the rules see it."""

    root: Path
    texts: Texts = field(default_factory=Texts)
    codebooks: dict[str, Codebook] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    clusters: dict[str, str] = field(default_factory=dict)
    """From a document to the cluster it was put into."""
    unread: set[str] = field(default_factory=set)
    """Ids of annotations whose shape is broken: nothing more is said about them."""
    file: str = ""
    """The journal that is being read."""
    journal: str = ""
    """The name of that journal: its annotator."""
    memo: dict[Any, Any] = field(default_factory=dict)
    """What rules found out about labels, so that they ask the codebook once for each."""

    def raw(self, id: str, sha256: str) -> str | None:
        """The raw text of a document that has this digest; None when it is not here (any more)."""
        place = self.texts.places.get(id)
        if place is None or place.sha256 != sha256:
            return None
        return self.texts.raw(id)

    def live(self, *kinds: str) -> list[Entry]:
        """The live annotations of these kinds, in the order of their journals."""
        return [item for item in self.entries.values() if item.kind in kinds and item.is_live]
