"""`Marks`: the annotations and proposals that show on a page, in text order, with brackets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from curate.annotate.anchor import shown
from curate.annotate.codebook import Codebook
from curate.annotate.record import Annotation
from curate.annotate.session.layout import Inserts, inserts_in
from curate.annotate.session.page import Page
from curate.corpus import Cleaned
from curate.text import Span


class Mark(NamedTuple):
    """One annotation on the page: from its first to its last shown character, longer ones first
    among equals; `letter` stands for its label.
    """

    start: int
    minus_end: int
    id: str
    spans: tuple[Span, ...]
    label: str
    letter: str
    is_proposal: bool

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return -self.minus_end

    @classmethod
    def of(cls, page: Page, codebook: Codebook, annotation: Annotation) -> Mark | None:
        """The mark of an annotation; None where cleaning removed all of it, or it is not here."""
        spans = shown(page.cleaned, annotation.target) if is_here(annotation, page.cleaned) else ()
        if not spans:
            return None
        label = annotation.label
        known = codebook.label(label) if codebook.has(label) else None
        letter = (known and known.key) or label.rpartition(".")[2][:1] or "?"
        is_proposal = annotation.status == "proposed"
        start, end = spans[0].start, spans[-1].end
        return cls(start, -end, annotation.id, spans, label, letter, is_proposal)

    def brackets(self) -> Iterable[tuple[int, int, str, str, str]]:
        """Start, end, opening, closing and id for each fragment: `[text]o`, of a proposal
        `{text}o?`, and with a number for one of several fragments: `[text]o1`.
        """
        opening, closing = ("{", "}") if self.is_proposal else ("[", "]")
        for number, span in enumerate(self.spans, start=1):
            which = str(number) if len(self.spans) > 1 else ""
            end = f"{closing}{self.letter}{which}{'?' if self.is_proposal else ''}"
            yield span.start, span.end, opening, end, self.id


@dataclass(frozen=True)
class Marks:
    """All marks of a page, sorted, and their brackets by block."""

    items: tuple[Mark, ...] = ()
    inserts: Mapping[int, Inserts] = field(default_factory=dict)

    @classmethod
    def on(cls, page: Page, marks: Iterable[Mark]) -> Marks:
        """The marks of a page, put in order."""
        items = tuple(sorted(marks))
        by_block: dict[int, list[Mark]] = {}
        for mark in items:
            for block in _blocks(page, mark):
                by_block.setdefault(block, []).append(mark)
        return cls(items, {block: _inserts(page, block, some) for block, some in by_block.items()})

    def updated(self, page: Page, changes: Mapping[str, Mark | None]) -> Marks:
        """After some were made, changed, or (None) taken away; only their blocks are redone."""
        if not changes:
            return self
        gone = [mark for mark in self.items if mark.id in changes]
        new = [mark for mark in changes.values() if mark is not None]
        items = tuple(sorted([*(mark for mark in self.items if mark.id not in changes), *new]))
        inserts = dict(self.inserts)
        for block in {block for mark in (*gone, *new) for block in _blocks(page, mark)}:
            start, end = page.blocks[block]
            inside = [mark for mark in items if mark.start <= end and mark.end >= start]
            inserts[block] = _inserts(page, block, inside)
        return Marks(items, inserts)

    def get(self, id: str) -> Mark | None:
        """The mark of an annotation, if it shows."""
        return next((mark for mark in self.items if mark.id == id), None)

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with a stretch of text."""
        return [mark for mark in self.items if mark.start < end and start < mark.end]


def is_here(annotation: Annotation, cleaned: Cleaned) -> bool:
    """Does its place count over this text? What was made on another one is never guessed at."""
    is_orphan = annotation.anchor is not None and annotation.anchor.state == "orphan"
    return annotation.sha256 == cleaned.document.sha256 and not is_orphan


def _blocks(page: Page, mark: Mark) -> set[int]:
    """The blocks in which a bracket of the mark stands, or may stand."""
    edges = ((span.start, span.end - 1, span.end) for span in mark.spans)
    return {page.block_at(offset) for some in edges for offset in some}


def _inserts(page: Page, block: int, marks: Iterable[Mark]) -> Inserts:
    start, end = page.blocks[block]
    return inserts_in(start, end, [bracket for mark in marks for bracket in mark.brackets()])
