"""`curate show`: the documents, or one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Cleaned, Document, Project


@click.command()
@click.argument("doc", required=False)
@click.option("--raw", "view", flag_value="raw", help="The text as it came.")
@click.option("--clean", "view", flag_value="clean", help="The clean text alone.")
@click.option("--diff", "view", flag_value="diff", help="Raw text; [-removed-] and {+put in+}.")
@options.with_project
@options.as_json
def command(project: Project, doc: str | None, view: str | None, as_json: bool) -> None:
    """List the documents, or show DOC (an id, or its beginning) with its metadata.

    \b
    Example:
      curate show
      curate show 003 --diff | less -R
    """
    if doc is None:
        _list(project, as_json)
    elif view == "raw" and not as_json:
        output.write(project.document(doc).raw)
    else:
        from curate.cli.steps import cleaned_document

        cleaned = cleaned_document(project, doc)
        if as_json:
            record = {**cleaned.document.to_json(), **cleaned.to_json(), "clean": cleaned.text}
            output.emit(record, "", as_json)
        elif view == "clean":
            output.write(cleaned.text)
        elif view == "diff":
            click.echo("".join(_difference(cleaned)), nl=False)
        else:
            for name, value in _meta(cleaned.document).items():
                click.echo(f"{click.style(name, bold=True)}: {output.visible(value)}")
            click.echo(f"\n{output.visible(cleaned.text)}")


def _list(project: Project, as_json: bool) -> None:
    documents = list(project.documents())
    rows = [{"id": item.id, "characters": len(item.raw), **_meta(item)} for item in documents]
    lines = [
        f"{row['id']}  {row['characters']:>9,}  {output.visible(str(row.get('title', '')))}"
        for row in rows
    ]
    output.emit(rows, lines or ["The corpus is empty: curate add PATH…"], as_json)


def _meta(document: Document) -> dict[str, str]:
    meta: dict[str, str] = document.to_json()["meta"]
    return meta


def _difference(cleaned: Cleaned) -> list[str]:
    """The raw text with every edit marked by brackets, and by colour on a terminal."""
    raw, at, pieces = cleaned.document.raw, 0, []
    for edit in cleaned.edits:
        pieces.append(output.visible(raw[at : edit.span.start]))
        pieces.append(click.style(f"[-{output.visible(edit.old)}-]", fg="red"))
        if edit.new:
            pieces.append(click.style(f"{{+{output.visible(edit.new)}+}}", fg="green"))
        at = edit.span.end
    return [*pieces, output.visible(raw[at:])]
