"""The hooks that Datasette calls. Each does nothing for a database that is not a corpus."""

from __future__ import annotations

from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from curate.publish.corpus_functions import functions
from curate.publish.plugin import (
    analysis_page,
    cache,
    cluster_page,
    compare_page,
    corpora,
    data_pages,
    front,
    pages,
    read_page,
    search_page,
    security,
    table_rows,
)

PAGES = (read_page, search_page, analysis_page, compare_page, cluster_page)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our pages, below `/<database>/-/`."""
    return [*data_pages.ROUTES, *((page.ROUTE, page.page) for page in PAGES)]


@hookimpl
def prepare_connection(conn: Any, database: str | None, datasette: Any) -> None:
    """Limits for every connection to a corpus, and our SQL functions."""
    if database in corpora.names(datasette):
        security.limit(conn)
        functions.register(conn)
        # Text was written as UTF-8; Datasette's way around broken text calls Python for each value.
        conn.text_factory = str


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """Headers that keep a hostile text from doing anything; around them, the cache."""
    safe = security.with_headers(datasette)
    kept = cache.with_cache(datasette)
    return lambda app: kept(safe(app))


@hookimpl
def extra_template_vars(template: str | None, database: str | None, datasette: Any) -> Any:
    """What the front page tells about the corpus, and a faster way to write tables."""
    if template == "index.html":
        return front.variables(datasette)
    return {"joined": table_rows.joined} if database in corpora.names(datasette) else {}


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """The page of an error looks like ours, too."""
    env.globals["corpus_site"] = lambda: front.of_errors(datasette)


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Ways from Datasette's own pages to ours."""
    name = corpora.first(datasette)
    if not name:
        return []
    return [
        {"href": datasette.urls.path("/"), "label": "About this corpus"},
        {"href": datasette.urls.path(f"/{name}/-/search"), "label": "Search the texts"},
    ]


@hookimpl
def render_cell(value: Any, column: str, database: str | None, datasette: Any) -> Markup | None:
    """A cell of a column `read`, `compare` or `cluster` as a link to the page it names."""
    if column not in ("read", "compare", "cluster") or not isinstance(value, str) or not database:
        return None
    if database not in corpora.names(datasette):
        return None
    document, _, place = value.partition("#")
    url = pages.address(datasette, database, column, document, place)
    return Markup('<a href="{}" title="{}">{}</a>').format(url, value, column)
