"""`curate serve`: open the corpus in Datasette, on this machine."""

from __future__ import annotations

from typing import Any

import click

from curate.cli import options


@click.command(short_help="Read and search the corpus in Datasette.")
@options.with_project
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@click.option(
    "--public", is_flag=True, help="As on a public site: own SQL only if curate.toml says."
)
def command(project: Any, port: int, open_browser: bool, public: bool) -> None:
    """Build the database if needed, and serve it on 127.0.0.1, read-only, until Ctrl-C.

    Takes the next free port when the one asked for is taken, and prints the address.

    \b
    Example:
      curate serve --open
    """
    from curate import publish
    from curate.cli import steps
    from curate.publish import server

    built = steps.published(project)
    address = server.Address(server.free_port(port))
    own_sql = not public or project.table(publish.PublishSettings, "publish").own_sql
    click.echo(f"{address.url}  (Ctrl-C to stop)")
    if open_browser:
        click.launch(address.url)
    server.run(built.path, address, own_sql)
