"""Rows of the published tables that come from the documents: pure functions of one document.

Tuples stand in the order of the columns in `tables.sql`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from curate.corpus import Cleaned
from curate.publish.paragraphs import paragraphs
from curate.publish.settings import PublishSettings

Row: TypeAlias = tuple[Any, ...]


def document_row(number: int, cleaned: Cleaned) -> Row:
    """The row of `documents`."""
    document = cleaned.document
    meta, source = document.meta, document.source
    return (
        number,
        document.id,
        meta.title or document.id,
        meta.date,
        int(meta.date[:4]) if meta.date[:4].isdecimal() else None,
        meta.publisher,
        meta.author,
        meta.source_type,
        meta.language,
        source.uri,
        source.retrieved,
        source.licence,
        document.sha256,
        len(cleaned.text),
        len(document.raw),
        cleaned.text,
    )


def paragraph_rows(number: int, text: str) -> list[Row]:
    """The rows of `paragraphs` of a document's clean text; the database gives their numbers."""
    return [
        (None, number, place, start, end, text[start:end])
        for place, (start, end) in enumerate(paragraphs(text), start=1)
    ]


def edit_rows(
    number: int, cleaned: Cleaned, first: int, settings: PublishSettings
) -> Iterator[tuple[Row, list[Row]]]:
    """The rows of `edits` of a document, numbered from `first`, each with its rows of `reasons`."""
    for place, edit in enumerate(cleaned.edits, start=first):
        old = edit.old if settings.removed_text else None
        row = (place, number, edit.span.start, edit.span.end, old, edit.new)
        yield row, [(place, reason.rule, reason.why) for reason in edit.reasons]
