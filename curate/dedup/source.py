"""Sources: where texts come from, streamed, and read again where they must be compared."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import orjson

from curate.corpus import Project, cleaned
from curate.finding import Finding, Place


class Text(NamedTuple):
    """One text to compare: clean text, and what decides which of two texts is kept.

    `date` is ISO 8601 at the precision known or empty; `origins` are its publisher and the URI of
    its source.
    """

    id: str
    text: str
    date: str = ""
    origins: tuple[str, ...] = ()


class Source(Protocol):
    """Texts in a stable order; a text's place counts from 0 in that order."""

    @property
    def size(self) -> int:
        """Bytes to read, roughly: enough to choose how and to show progress."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What could not be read; complete after one iteration."""

    def __iter__(self) -> Iterator[Text]:
        """All texts."""

    def pick(self, places: Sequence[int]) -> Iterator[Text]:
        """The texts at these places, given in rising order; only after one whole iteration."""


class JsonLines:
    """Texts of a file of JSON lines with `id` and `text`, and maybe `date` and `source`.

    A line without them becomes a finding. Texts are read again by their offset in the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self._starts = array("Q")

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size

    def __iter__(self) -> Iterator[Text]:
        self.findings.clear()
        self._starts = starts = array("Q")
        start = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    yield text_of(orjson.loads(line))
                    starts.append(start)
                except (orjson.JSONDecodeError, KeyError, TypeError) as error:
                    self._report(line, number, error)
                start += len(line)

    def pick(self, places: Sequence[int]) -> Iterator[Text]:
        """The texts at these places."""
        with self.path.open("rb") as file:
            for place in places:
                file.seek(self._starts[place])
                yield text_of(orjson.loads(file.readline()))

    def _report(self, line: bytes, number: int, error: Exception) -> None:
        if line.isspace():
            return
        place = Place(file=str(self.path), line=number)
        message = "expected an object with id and text, both strings"
        if isinstance(error, orjson.JSONDecodeError):
            place = Place(file=str(self.path), line=number, column=error.colno)
            message = f"not JSON in UTF-8: {error.msg}"
        self.findings.append(Finding("broken-line", message, place, hint="The line was left out."))


def text_of(record: dict[str, Any]) -> Text:
    """The text of a JSON record. Raises KeyError or TypeError where it has none."""
    id, text = record["id"], record["text"]
    if type(id) is not str or type(text) is not str:
        if type(id) is not int or type(text) is not str:
            raise TypeError
        id = str(id)
    if len(record) == 2:
        return Text(id, text)
    date, source = record.get("date"), record.get("source")
    date = date if isinstance(date, str) else ""
    return Text(id, text, date, (source,) if isinstance(source, str) else ())


class Corpus:
    """The clean texts of a project. Iterating raises `NotCleanedError` before `curate clean`."""

    findings: Sequence[Finding] = ()

    def __init__(self, project: Project) -> None:
        self.project = project

    @property
    def size(self) -> int:
        """Bytes of the shards."""
        return sum(path.stat().st_size for path in self.project.shards())

    def __iter__(self) -> Iterator[Text]:
        return map(_text, cleaned.read(self.project))

    def pick(self, places: Sequence[int]) -> Iterator[Text]:
        """The texts at these places."""
        wanted = set(places)
        for place, item in enumerate(cleaned.read(self.project)):
            if place in wanted:
                yield _text(item)


def _text(item: cleaned.Cleaned) -> Text:
    document = item.document
    origins = tuple(filter(None, (document.meta.publisher, document.source.uri)))
    return Text(document.id, item.text, document.meta.date, origins)
