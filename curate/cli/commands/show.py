"""`curate show`: the documents, or one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.corpus import Cleaned, Project


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
        documents = list(project.documents())
        rows = [{"id": item.id, "characters": len(item.raw), **_meta(item)} for item in documents]
        text = [f"{row['id']}  {row['characters']:>9,}  {row.get('title', '')}" for row in rows]
        output.emit(rows, text or ["The corpus is empty: curate add PATH…"], as_json)
        return
    if view == "raw":
        document = project.document(doc)
        output.emit(document.to_json(), document.raw, as_json)
        return
    from curate.cli.steps import cleaned_document

    cleaned = cleaned_document(project, doc)
    result = {**cleaned.document.to_json(), **cleaned.to_json(), "clean": cleaned.text}
    if view == "diff":
        text = ["".join(_difference(cleaned))]
    else:
        head = (
            [] if view else [f"{name}: {value}" for name, value in _meta(cleaned.document).items()]
        )
        text = [*head, *([""] if head else []), cleaned.text]
    output.emit(result, text, as_json)


def _meta(document: Any) -> dict[str, str]:
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
