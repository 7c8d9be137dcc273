"""Rows of the published tables that come from the documents: pure functions of one document.

Tuples stand in the order of the columns in `tables.sql`. What lies in a document is numbered by the
document and its place there, so that a document that changes moves no other number.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import orjson

from curate.corpus import Cleaned
from curate.publish.paragraphs import Offsets
from curate.publish.settings import PublishSettings

Row: TypeAlias = tuple[Any, ...]
PLACES = 1_000_000_000
"""The 12th paragraph, annotation or edit of document 5 has the number 5000000012."""


def numbers(document: int) -> tuple[int, int]:
    """The numbers of what lies in a document: the first, and the one after the last."""
    return document * PLACES + 1, (document + 1) * PLACES


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


def packed(starts: Offsets, ends: Offsets) -> str:
    """A JSON array of starts and ends, both in one number, which SQL takes apart into rows: three
    times as fast as binding every row in Python.
    """
    return orjson.dumps(starts << 32 | ends, option=orjson.OPT_SERIALIZE_NUMPY).decode()


def edit_rows(
    number: int, cleaned: Cleaned, settings: PublishSettings
) -> tuple[list[Row], list[Row]]:
    """The rows of `edits` of a document and of their `reasons`."""
    edits: list[Row] = []
    reasons: list[Row] = []
    first, _ = numbers(number)
    for place, edit in enumerate(cleaned.edits, start=first):
        old = edit.old if settings.removed_text else None
        edits.append((place, number, edit.span.start, edit.span.end, old, edit.new))
        reasons += ((place, reason.rule, reason.why) for reason in edit.reasons)
    return edits, reasons
