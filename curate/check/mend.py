"""Mending what is safe to mend: the same thing is said, only written right.

Three things are safe, for the text itself proves them: offsets that count bytes or UTF-16 units, or
whose quote stands in the text once (alone, or with what stood around it); fragments out of order;
white space at the edges of a span. A mended annotation is a new revision in its annotator's
journal; nothing that was written is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from curate.annotate import Anchor, Annotation, Fragment, journal
from curate.annotate.anchor import fragment
from curate.annotate.journal import Journal
from curate.check.schemas import Options, load, named
from curate.check.sense.quote_mismatch import occurrences, other_unit
from curate.check.shape import Shape
from curate.check.syntax import cut
from curate.corpus import Project
from curate.text import Span

TOOL = "curate validate --fix"
_UNITS = {"UTF-16 units": ("utf-16-le", 2), "UTF-8 bytes": ("utf-8", 1)}


@dataclass(frozen=True, slots=True)
class Mend:
    """An annotation as it is and as it would be, and why that is certain."""

    old: Annotation
    new: Annotation
    why: str

    def lines(self) -> Iterator[str]:
        """The difference, as people read it."""
        yield f"{self.old.by.id}  {self.old.id}  {self.old.label} on {self.old.doc}: {self.why}"
        for sign, annotation in (("-", self.old), ("+", self.new)):
            for part in annotation.target:
                yield f"  {sign} {part.start}–{part.end} {cut(part.exact, 60)!r}"


def mends(project: Project, at: str) -> list[Mend]:
    """Everything that can be mended, in the order of documents; `at` is the time, ISO 8601.

    Raises `UsageError` when the schema of annotations cannot be read.
    """
    shape = load(named("annotation", project.schema_folder) or Path(), Options())
    journals = journal.read(project.annotations_folder)
    by_document: dict[str, list[Annotation]] = {}
    for annotation in journals.select(kind="span"):
        # What has not even its shape is for a person to mend.
        if isinstance(shape, Shape) and shape.engine.is_valid(annotation.to_json()):
            by_document.setdefault(annotation.doc, []).append(annotation)
    found = []
    for document in project.documents():
        for annotation in by_document.get(document.id, ()):
            if annotation.sha256 == document.sha256:
                target, why = mended(annotation.target, document.raw)
                if why:
                    found.append(Mend(annotation, _revised(annotation, target, why, at), why))
    return found


def apply(project: Project, found: list[Mend]) -> None:
    """Write the new revisions, each journal in one append.

    Raises `StaleRevisionError`, `LockedError` and `WriteError`.
    """
    by_journal: dict[str, list[Annotation]] = {}
    for mend in found:
        by_journal.setdefault(mend.old.by.id, []).append(mend.new)
    for annotator, revisions in by_journal.items():
        Journal(project.annotations_folder, annotator).write(revisions)


def _revised(old: Annotation, target: tuple[Fragment, ...], why: str, at: str) -> Annotation:
    anchor = old.anchor
    if "moved" in why:
        spans = tuple((part.start, part.end) for part in old.target)
        anchor = Anchor("quote", sha256=old.sha256, spans=spans)
    by = old.by._replace(tool=TOOL)
    return replace(old, target=target, rev=old.rev + 1, by=by, at=at, anchor=anchor)


def mended(target: tuple[Fragment, ...], raw: str) -> tuple[tuple[Fragment, ...], str]:
    """The fragments as they should be, and what was done; empty when nothing is safe to do.

    >>> mended((Fragment(0, 3, "an "),), "an apple")[1]
    'white space taken off'
    """
    done = []
    moved = [_moved(part, raw) for part in target]
    if None in moved:
        return target, ""
    parts = [part for part in moved if part is not None]
    if parts != list(target):
        done.append("moved to where the quote stands")
    ordered = sorted(parts)
    if ordered != parts and all(one.end <= two.start for one, two in pairwise(ordered)):
        parts = ordered
        done.append("fragments put in order")
    trimmed = _trimmed(parts, raw)
    if trimmed != parts:
        done.append("white space taken off")
    return tuple(trimmed), ", ".join(done)


def _moved(part: Fragment, raw: str) -> Fragment | None:
    """The fragment where its quote stands; None when that is not certain."""
    if raw[part.start : part.end] == part.exact and part.start < part.end:
        return part
    if unit := other_unit(part.start, part.end, part.exact, raw):
        encoding, size = _UNITS[unit]
        before = raw.encode(encoding)[: part.start * size].decode(encoding)
        return _at(len(before), part, raw)
    for quote, skip in (
        (part.exact, 0),
        (part.prefix + part.exact + part.suffix, len(part.prefix)),
    ):
        places = list(occurrences(raw, quote))
        if len(places) == 1:
            return _at(places[0] + skip, part, raw)
    return None


def _at(start: int, part: Fragment, raw: str) -> Fragment:
    return fragment(raw, Span(start, start + len(part.exact)))


def _trimmed(parts: list[Fragment], raw: str) -> list[Fragment]:
    """The fragments without white space at the edges of the whole; never without characters."""
    first, last = parts[0], parts[-1]
    left = len(first.exact) - len(first.exact.lstrip())
    right = len(last.exact) - len(last.exact.rstrip())
    if not first.exact.strip() or not last.exact.strip() or not (left or right):
        return parts
    made = list(parts)
    if left:
        made[0] = fragment(raw, Span(first.start + left, first.end))
    if right:
        made[-1] = fragment(raw, Span(made[-1].start, made[-1].end - right))
    return made
