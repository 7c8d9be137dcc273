"""The Datasette plugin of a published corpus, found by its entry point; `hooks` is all of it that
Datasette sees. It keeps its hands off databases that are not a corpus.
"""

from curate.publish.plugin.hooks import (
    asgi_wrapper,
    extra_template_vars,
    menu_links,
    prepare_connection,
    prepare_jinja2_environment,
    register_routes,
    render_cell,
)

__all__ = [
    "asgi_wrapper",
    "extra_template_vars",
    "menu_links",
    "prepare_connection",
    "prepare_jinja2_environment",
    "register_routes",
    "render_cell",
]
