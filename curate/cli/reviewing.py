"""`curate clean --review`: the doubtful removals one by one, and what the curator says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import click

from curate.cli import output
from curate.cli.annotating import annotator

if TYPE_CHECKING:
    from curate.clean.review import Answer, Doubt
    from curate.corpus import Project

ASKED = (
    "Keep it? y keep, n remove, a right for this source, A wrong for this source, s skip, q quit"
)


def review(project: Project, rule: str | None, name: str) -> int:
    """Ask about each doubtful removal; how many answers were written down."""
    from curate.clean.override import append, read
    from curate.clean.review import doubts
    from curate.corpus import cleaned

    said, overrides = 0, read(project)
    for doubt in doubts(cleaned.read(project), overrides, rule):
        if overrides.decided(doubt.cleaned.document, doubt.edit):
            continue
        for line in _shown(doubt):
            click.echo(line)
        answer = click.prompt(ASKED, type=click.Choice([*"ynaAsq"]), show_choices=False)
        if answer == "q":
            break
        if answer != "s":
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            append(project, doubt.override(cast("Answer", answer), annotator(name), now))
            overrides = read(project)
            said += 1
    return said


def _shown(doubt: Doubt) -> Iterator[str]:
    """The removal in its surroundings, and the reasons."""
    document, span = doubt.cleaned.document, doubt.edit.span
    yield click.style(f"\n{document.id} {span.start}–{span.end}", bold=True)
    removed = click.style(output.visible(doubt.edit.old), fg="red")
    yield f"{output.visible(doubt.before)}[-{removed}-]{output.visible(doubt.after)}"
    for reason in doubt.edit.reasons:
        yield click.style(f"  {reason.rule}: {reason.why}", dim=True)
