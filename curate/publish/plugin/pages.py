"""Our pages: their addresses, and what they have in common."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette import Response

from curate.publish.plugin import security

HEADERS = {"content-security-policy": security.OURS, "cache-control": "no-cache"}
"""Browsers ask each time whether a page changed, which the cache answers by its tag."""
STATIC = Path(__file__).parent / "static"


def base(datasette: Any, database: str) -> str:
    """The address below which our pages of a corpus stand, without a slash at the end."""
    return str(datasette.urls.path(f"/{quote(database)}/-"))


def address(datasette: Any, database: str, page: str, document: str, place: str) -> str:
    """Where a cell of a column `read` or `compare` leads (see `after.sql`)."""
    start = f"{base(datasette, database)}/{page}/{quote(document)}"
    if page == "compare":
        return f"{start}/{quote(place)}"
    if re.fullmatch(r"\d+-\d+", place):
        return f"{start}?at={place}#at"
    view = "?view=removed" if place[:1] == "e" and place[1:].isdecimal() else ""
    return f"{start}{view}" + (f"#{quote(place)}" if place else "")


@lru_cache
def stylesheet(datasette: Any) -> str:
    """The address of our style sheet, new whenever it changes."""
    digest = hashlib.sha256((STATIC / "curate.css").read_bytes()).hexdigest()[:12]
    return f"{datasette.urls.static_plugins('curate', 'curate.css')}?{digest}"


def site(datasette: Any, database: str) -> dict[str, str]:
    """What all our pages lead to."""
    return {
        "base": base(datasette, database),
        "home": datasette.urls.path("/"),
        "tables": datasette.urls.database(database),
        "stylesheet": stylesheet(datasette),
    }


async def answer(
    datasette: Any, request: Any, template: str, facts: dict[str, Any], status: int = 200
) -> Response:
    """A page of ours: the template filled, under our content security policy."""
    common = site(datasette, request.url_vars["database"])
    filled = _at_once(_templates(datasette, request)).get_template(template)
    return Response.html(filled.render({**common, **facts}), status, headers=HEADERS)


def _templates(datasette: Any, request: Any) -> Any:
    """Datasette's templates, with those of plugins and of its own template folder."""
    if hasattr(datasette, "get_jinja_environment"):
        return datasette.get_jinja_environment(request)
    return datasette.jinja_env


@lru_cache
def _at_once(templates: Any) -> Any:
    """The templates as functions that do not wait: ours have nothing to wait for, and asking at
    every piece takes twice the time.
    """
    return templates.overlay(enable_async=False)
