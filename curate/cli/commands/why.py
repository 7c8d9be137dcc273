"""`curate why`: the reasons for what cleaning did to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from curate.cli import options, output

if TYPE_CHECKING:
    from curate.clean import Explanation
    from curate.corpus import Project


@click.command()
@click.argument("doc")
@click.argument("offset", type=click.IntRange(0), required=False)
@click.option("--rule", metavar="RULE", help="Only what this rule did.")
@click.option("--clean", is_flag=True, help="OFFSET counts characters of the clean text.")
@options.with_project
@options.as_json
def command(
    project: Project, doc: str, offset: int | None, rule: str | None, clean: bool, as_json: bool
) -> None:
    """Say why characters of DOC were removed, repaired or kept, and what it is a duplicate of.

    Without OFFSET, every edit is listed. Offsets count characters of the raw text from 0.

    \b
    Example:
      curate why 003
      curate why 003 1510
      curate why 003 --rule pull-quote
    """
    from curate.clean import clean_project, explain, find, of_rule
    from curate.corpus import cleaned as edits_on_disk
    from curate.dedup.why import duplicate
    from curate.text import Span

    clean_project(project)
    cleaned = edits_on_disk.find(project, doc)
    raw = None
    if offset is None:
        found = of_rule(cleaned, find(rule).name if rule else None)
    else:
        raw = cleaned.alignment.to_raw(Span(offset, offset + 1)).start if clean else offset
        found = [explain(cleaned, raw)]
    text = [line for explanation in found for line in _lines(explanation)]
    result = [explanation.to_json() for explanation in found]
    id = cleaned.document.id
    if not rule and (told := (doubles := duplicate(project, id, raw)).lines(id)):
        text, result = [*text, *told], [*result, doubles.to_json()]
    output.emit(result, text or ["Nothing was changed."], as_json)


def _lines(explanation: Explanation) -> list[str]:
    """One stretch of text with what surrounds it, and the reasons under it."""
    span = explanation.span
    colour = {"removed": "red", "repaired": "yellow", "kept": "green"}[explanation.fate]
    old = click.style(_short(explanation.old), fg=colour, bold=True)
    new = explanation.edit.new if explanation.edit else ""
    becomes = f" → {_short(new)}" if explanation.fate == "repaired" else ""
    before, after = explanation.before[-20:], explanation.after[:20]
    shown = f"{output.visible(before)!r} [{old}]{becomes} {output.visible(after)!r}"
    lines = [f"{span.start}–{span.end} {explanation.fate}  {shown}"]
    if explanation.edit is None:
        return [*lines, "    no rule asks for a change here"]
    return [*lines, *(f"    {rule}: {why}" for rule, why in explanation.edit.reasons)]


def _short(text: str) -> str:
    text = text if len(text) <= 90 else f"{text[:50]} … {text[-30:]}"
    return repr(output.visible(text))
