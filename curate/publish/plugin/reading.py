"""The reading page: what is asked of it, and the paragraphs it shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import chain, islice
from typing import Literal, NamedTuple, TypeVar

from markupsafe import Markup

from curate.publish.paragraphs import paragraphs, sentences
from curate.publish.plugin.document import Record, Shown
from curate.publish.plugin.marks import Mark, escaped, html, levelled, split
from curate.text import Edit, Span

View = Literal["clean", "removed", "beside"]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Wish:
    """What a reader asks to see. Empty sets ask for everything but what was rejected and proposals
    that were answered; `at` is a passage in raw offsets.
    """

    view: View = "clean"
    labels: frozenset[str] = frozenset()
    annotators: frozenset[str] = frozenset()
    status: frozenset[str] = field(default_factory=frozenset)
    at: tuple[int, int] | None = None
    marks: bool = True

    @classmethod
    def of(cls, asked: Mapping[str, list[str]]) -> Wish:
        """The wish of an address's query; what cannot be understood is as if not asked."""
        view = (asked.get("view") or ["clean"])[0]
        place = re.fullmatch(r"(\d{1,12})-(\d{1,12})", (asked.get("at") or [""])[0])
        at = (int(place[1]), int(place[2])) if place else None
        return cls(
            view="removed" if view == "removed" else "beside" if view == "beside" else "clean",
            labels=frozenset(asked.get("label", ())),
            annotators=frozenset(asked.get("annotator", ())),
            status=frozenset(asked.get("status", ())),
            at=at if at and at[0] < at[1] else None,
            marks=(asked.get("marks") or ["on"])[0] != "off",
        )

    def takes(self, annotation: Record) -> bool:
        """Is this annotation to be shown?"""
        return (
            self.marks
            and (not self.labels or annotation["label"] in self.labels)
            and (not self.annotators or annotation["annotator_name"] in self.annotators)
            and (
                annotation["status"] in self.status
                if self.status
                else annotation["status"] != "rejected" and not annotation["answered"]
            )
        )


CITE = '<a class="cite" href="{}#at" aria-label="Cite sentence {}" title="Cite this sentence"></a>'
"""The link at a sentence's end; hidden until the sentence is pointed at or its paragraph chosen."""


class Paragraph(NamedTuple):
    """A paragraph as HTML, its place from 1, and what stands beside it: annotations and edits that
    begin in it.
    """

    place: int
    html: Markup
    notes: list[Record]
    edits: list[Edit]


def shown(document: Shown, wish: Wish, prefix: str = "") -> Iterator[Paragraph]:
    """The paragraphs of the text that is asked for: clean with its marks, or raw with what was
    removed marked as well. `prefix` keeps the anchors of two texts on one page apart.
    """
    in_raw = wish.view == "removed" and document.has_raw
    query = "?view=removed&amp;at=" if in_raw else "?at="
    text = document.raw if in_raw else document.text
    chosen = [item for item in document.annotations if wish.takes(item)]
    marks = levelled(text, _annotation_marks(document, chosen, in_raw))
    if wish.at:
        marks += levelled(text, _passage(document, wish.at, in_raw))
    if in_raw:
        marks += list(_edit_marks(document.edits))
    stretches = list(paragraphs(text))
    inside = [list(sentences(text, start, end)) for start, end in stretches]
    drawn = split(chain.from_iterable(inside), marks)
    between = _between(document.edits, list(chain.from_iterable(inside))) if in_raw else {}
    notes = _beside(stretches, [(_start(item, in_raw), item) for item in chosen])
    edits = _beside(stretches, [(edit.span.start, edit) for edit in document.edits])
    for place, (start, _) in enumerate(stretches):
        parts = []
        at = start
        for order, (first, last, pieces) in enumerate(islice(drawn, len(inside[place])), 1):
            raw, raw_end = (first, last) if in_raw else document.raw_span(first, last)
            link = "" if prefix else CITE.format(f"{query}{raw}-{raw_end}", order)
            parts.append(
                f'{text[at:first]}{between.get(first, "")}<span class="s" id="{prefix}s{raw}">'
                f"{html(text, pieces)}{link}</span>"
            )
            at = last
        body = Markup("".join(parts))
        yield Paragraph(place + 1, body, notes[place], edits[place] if in_raw else [])


def _start(annotation: Record, in_raw: bool) -> int | None:
    start: int | None = annotation["raw_start" if in_raw else "start"]
    return start


def _beside(
    stretches: list[tuple[int, int]], items: Iterable[tuple[int | None, Thing]]
) -> list[list[Thing]]:
    """For every stretch the items that start in it, or after it and before the next one."""
    found: list[list[Thing]] = [[] for _ in stretches]
    starts = [start for start, _ in stretches]
    for start, item in items:
        if start is not None and stretches:
            found[max(bisect_right(starts, start) - 1, 0)].append(item)
    return found


def _annotation_marks(
    document: Shown, annotations: Iterable[Record], in_raw: bool
) -> Iterator[Mark]:
    """A mark for each fragment; the first has the letter of its label, which leads to the note."""
    labels = {
        label.id: (escape(label.name), escape(label.letter), label.look)
        for label in document.labels.values()
    }
    for annotation in annotations:
        name, letter, look = labels[annotation["label"]]
        id, status = escaped(annotation["id"]), escaped(annotation["status"])
        tag = (
            f'<a class="t {look}" id="{id}" href="#n-{id}" data-letter="{letter}" '
            f'aria-label="{name}:"></a>'
        )
        places = [
            (raw_start, raw_end) if in_raw else (start, end)
            for start, end, raw_start, raw_end, _ in annotation["fragments"]
        ]
        seen = [(start, end) for start, end in places if start is not None]
        for order, (start, end) in enumerate(seen):
            close = f'<span class="vh"> (end of {name}) </span>' if order + 1 == len(seen) else ""
            yield Mark(start, end, f"{look} {status}", "" if order else tag, close)


def _passage(document: Shown, at: tuple[int, int], in_raw: bool) -> Iterator[Mark]:
    """The passage that the address names."""
    span = Span(*at)
    found = span if in_raw else document.alignment.to_clean(span, "contract")
    if found:
        yield Mark(found.start, found.end, "at", '<span id="at"></span>')


def _edit_marks(edits: Iterable[Edit]) -> Iterator[Mark]:
    """What was removed, struck through; what was put in its place stands before it."""
    for edit in edits:
        blank = " blank" if edit.old.isspace() else ""
        yield Mark(edit.span.start, edit.span.end, f"gone{blank}", _put(edit), element="del")


def _put(edit: Edit) -> str:
    put = f"<ins>{escape(edit.new)}</ins>" if edit.new.strip() else ""
    return f'<span id="e{edit.span.start}"></span>{put}'


def _between(edits: Iterable[Edit], sentences: list[tuple[int, int]]) -> dict[int, str]:
    """Edits of what lies before or between sentences, as HTML by the start of the next one."""
    found: dict[int, str] = {}
    starts = [start for start, _ in sentences]
    for edit in edits:
        after = bisect_right(starts, edit.span.start)
        is_inside = after and edit.span.start < sentences[after - 1][1]
        if after < len(starts) and not is_inside and edit.span.end <= starts[after]:
            start = starts[after]
            found[start] = found.get(start, "") + f'{_put(edit)}<del class="gone blank"></del>'
    return found
