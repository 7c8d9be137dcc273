"""Gazetteers: lists of names with a label."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curate.annotate.anchor import folded_marks
from curate.annotate.prelabel.hit import Finder, Hit
from curate.annotate.record import AttributeValue
from curate.errors import ToolFileError

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with its names; `case` says whether capitals must be the same."""

    label: str
    names: tuple[str, ...]
    id: str = ""
    case: bool = True
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of a file: TOML with `[[entry]]` tables (label, names, id, case, attributes),
    or CSV with the columns label and name, and id, case and attributes if there are any.

    Raises `ToolFileError`.
    """
    try:
        entries = _toml(path) if path.suffix == ".toml" else _csv(path)
    except OSError as error:
        raise ToolFileError(path, error.strerror or str(error)) from error
    except (KeyError, TypeError, ValueError) as error:
        name = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise ToolFileError(path, name) from error
    if not entries:
        raise ToolFileError(path, "there are no entries in it")
    return entries


def _toml(path: Path) -> tuple[Entry, ...]:
    tables: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
    return tuple(Entry(**{**table, "names": tuple(table["names"])}) for table in tables)


def _csv(path: Path) -> tuple[Entry, ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(_row(row) for row in csv.DictReader(file, strict=True))


def _row(row: dict[str, str]) -> Entry:
    known = ("label", "name", "id", "case")
    attributes = {name: value for name, value in row.items() if name not in known and value}
    case = (row.get("case") or "").lower() not in ("false", "no", "0")
    return Entry(row["label"], (row["name"],), row.get("id") or "", case, attributes)


def finder(entries: Iterable[Entry]) -> Finder:
    """Finds the names as whole words, the longest at each place, none inside another.

    White space counts as equal, and so do typographic and straight quotation marks and dashes.
    One look-up a token: the time does not grow with the number of names.
    """
    by_first: dict[str, list[tuple[tuple[str, ...], str, Entry]]] = {}
    for entry in entries:
        for name in entry.names:
            tokens = tuple(_TOKEN.findall(folded_marks(name)))
            if tokens:
                folded = tuple(token.casefold() for token in tokens)
                by_first.setdefault(folded[0], []).append((tokens, name, entry))
    for names in by_first.values():
        names.sort(key=lambda item: -len(item[0]))

    def find(text: str) -> Iterator[Hit]:
        tokens = list(_TOKEN.finditer(folded_marks(text)))
        words = [token.group() for token in tokens]
        place = 0
        while place < len(words):
            here = by_first.get(words[place].casefold(), ())
            found = next((item for item in here if _fits(item, words, place)), None)
            if found is None:
                place += 1
                continue
            length, entry = len(found[0]), found[2]
            span = tokens[place].start(), tokens[place + length - 1].end()
            yield Hit(*span, entry.label, entry.id or found[1], None, entry.attributes)
            place += length

    return find


def _fits(name: tuple[tuple[str, ...], str, Entry], words: list[str], place: int) -> bool:
    tokens = name[0]
    seen = words[place : place + len(tokens)]
    if name[2].case:
        return tuple(seen) == tokens
    return [word.casefold() for word in seen] == [token.casefold() for token in tokens]
