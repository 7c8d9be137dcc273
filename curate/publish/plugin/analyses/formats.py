"""The table of an analysis or a search as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

from datasette import Response

from curate.errors import QuestionError
from curate.publish.plugin.analyses.table import Link, Table


def answer(form: str, table: Table | None, error: QuestionError | None) -> Response:
    """The table in the form asked for, `json` or `csv`; without one, what was wrong, as 400."""
    status = 400 if error else 200
    return _json(table, error, status) if form == "json" else _csv(table, error, status)


def plain(cell: Any) -> Any:
    """What a cell says, without where it leads."""
    return cell.text if isinstance(cell, Link) else cell


def _json(table: Table | None, error: QuestionError | None, status: int) -> Response:
    """Rows as objects; links to what is behind a row stand in `links` by column."""
    if table is None:
        return Response.json({"error": str(error or "nothing was asked")}, status=status)
    rows = [
        {
            **{name: plain(cell) for name, cell in zip(table.columns, row, strict=True)},
            "links": {
                name: cell.href
                for name, cell in zip(table.columns, row, strict=True)
                if isinstance(cell, Link)
            },
        }
        for row in table.rows
    ]
    return Response.json({"said": table.said, "rows": rows}, status=status)


def _csv(table: Table | None, error: QuestionError | None, status: int) -> Response:
    """Rows as CSV. A cell that a spreadsheet would run as a formula starts with an apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file)
    if table is not None:
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow([_safe(plain(cell)) for cell in row])
    else:
        writer.writerow([str(error or "nothing was asked")])
    return Response(file.getvalue(), status, content_type="text/csv; charset=utf-8")


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell
