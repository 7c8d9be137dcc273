"""Overrides: a curator's word on what cleaning did, which outranks every rule and the model.

They stand in `annotations/overrides/<annotator>.jsonl`, one a line, only added to; the last on a
place, or on a rule and a source, is the one that holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args
from urllib.parse import urlsplit

from curate.corpus import Document, Project, ledger
from curate.errors import UsageError
from curate.finding import Finding, Place
from curate.text import Alignment, Edit, Edits, Proposal, Span, apply, compose, settle, sha256

Verdict: TypeAlias = Literal["keep", "remove"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
RULE = "override"


@dataclass(frozen=True, slots=True)
class Override:
    """What is to become of one place, or of all that a rule removes in texts of one source.

    For a place, `doc`, `start`, `end` (raw offsets) and `quote` say which; for a source, `source`
    says which (see `source_of`), and `start` is -1. `rule` is the rule that was asked about.
    """

    verdict: Verdict
    rule: str
    by: str
    at: str
    doc: str = ""
    start: int = -1
    end: int = -1
    quote: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise UsageError(f"A verdict is keep or remove, not {self.verdict!r}.")
        if self.start >= 0 and len(self.quote) != self.end - self.start:
            raise UsageError(f"The quote is not as long as {self.start}–{self.end}.")

    @property
    def is_of_place(self) -> bool:
        """Is it about one place, and not about a source?"""
        return self.start >= 0

    def to_json(self) -> dict[str, Any]:
        """The record in a journal: of a place or of a source."""
        facts = asdict(self)
        others = ("source",) if self.is_of_place else ("doc", "start", "end", "quote")
        return {"v": 1, **{name: facts[name] for name in facts if name not in others}}

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Override:
        """The override of a record. Raises `KeyError`, `TypeError` and `UsageError`."""
        return cls(**{name: value for name, value in record.items() if name != "v"})


@dataclass(frozen=True)
class Overrides:
    """What holds, by document and by (rule, source)."""

    places: dict[str, list[Override]]
    sources: dict[tuple[str, str], Override]
    findings: tuple[Finding, ...] = ()

    def decided(self, document: Document, edit: Edit) -> bool:
        """Did somebody say something about this edit?"""
        spans = [Span(item.start, item.end) for item in self.places.get(document.id, ())]
        source = source_of(document)
        return any(span.overlaps(edit.span) for span in spans) or any(
            (reason.rule, source) in self.sources for reason in edit.reasons
        )

    def outrank(self, document: Document, edits: Edits) -> Edits:
        """The edits that are left, with those that were asked for.

        An edit is dropped where its place is to be kept, or where all its rules are to leave texts
        of this source alone. A place to be removed is removed whole.
        """
        places = [item for item in self.places.get(document.id, ()) if _fits(item, document)]
        kept = [Span(item.start, item.end) for item in places if item.verdict == "keep"]
        source = source_of(document)
        edits = tuple(
            edit
            for edit in edits
            if not any(span.overlaps(edit.span) for span in kept)
            and not all(self._is_kept(reason.rule, source) for reason in edit.reasons)
        )
        for item in places:
            if item.verdict == "remove":
                edits = _remove(document.raw, edits, item)
        return edits

    def keeps(self, document: Document, rule: str, span: Span) -> bool:
        """Is this place to be kept, or is the rule to leave texts of this source alone?"""
        places = (item for item in self.places.get(document.id, ()) if item.verdict == "keep")
        return self._is_kept(rule, source_of(document)) or any(
            Span(item.start, item.end).overlaps(span) for item in places if _fits(item, document)
        )

    @property
    def digest(self) -> str:
        """Changes with anything that was said."""
        return sha256(repr((sorted(self.places.items()), sorted(self.sources.items()))))

    def _is_kept(self, rule: str, source: str) -> bool:
        item = self.sources.get((rule, source))
        return item is not None and item.verdict == "keep"


def _fits(item: Override, document: Document) -> bool:
    return document.raw[item.start : item.end] == item.quote


def _remove(raw: str, edits: Edits, item: Override) -> Edits:
    shown = Alignment(edits).to_clean(Span(item.start, item.end), "expand")
    if shown is None:
        return edits
    clean = apply(raw, edits)
    asked = Proposal(shown, "", f"{item.by} asked for it")
    return compose(raw, edits, settle(clean, [(RULE, asked)]))


def source_of(document: Document) -> str:
    """What a document came from, as overrides and corpus rules group them: its site, else its
    publisher, else its importer.
    """
    return site_of(document.source.uri) or document.meta.publisher or "unknown"


def site_of(uri: str) -> str:
    """The host of a URI; empty where it has none."""
    try:
        return urlsplit(uri).netloc
    except ValueError:  # such as a bracket that is not closed
        return ""


def folder(project: Project) -> Path:
    """Where the journals of overrides stand."""
    return project.annotations_folder / "overrides"


def append(project: Project, override: Override) -> None:
    """Add an override to its author's journal. Raises `WriteError` and `LockedError`."""
    ledger.append(folder(project) / f"{override.by}.jsonl", [override.to_json()])


def read(project: Project) -> Overrides:
    """What holds of all that was said; lines that are no overrides are findings."""
    return settled(_read(project))


def settled(overrides: Iterable[Override | Finding]) -> Overrides:
    """What holds: of each place, and of each rule and source, the last word by time."""
    findings = []
    places: dict[tuple[str, int, int], Override] = {}
    sources: dict[tuple[str, str], Override] = {}
    said = []
    for item in overrides:
        if isinstance(item, Finding):
            findings.append(item)
        else:
            said.append(item)
    for item in sorted(said, key=lambda item: item.at):
        if item.is_of_place:
            places[item.doc, item.start, item.end] = item
        else:
            sources[item.rule, item.source] = item
    by_document: dict[str, list[Override]] = {}
    for (doc, _, _), item in sorted(places.items(), key=lambda pair: pair[0]):
        by_document.setdefault(doc, []).append(item)
    return Overrides(by_document, sources, tuple(findings))


def _read(project: Project) -> Iterator[Override | Finding]:
    for path in sorted(folder(project).glob("*.jsonl")):
        for entry in ledger.read(path):
            place = Place(file=str(path), line=entry.line, column=entry.column)
            try:
                if entry.problem:
                    yield Finding("broken-line", entry.problem, place)
                else:
                    yield Override.from_json(entry.value)
            except (KeyError, TypeError, UsageError) as error:
                yield Finding("broken-override", f"not an override: {error}", place)
