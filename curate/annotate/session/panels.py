"""The panels: all keys, and the codebook."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from curate.annotate.codebook import Label
from curate.annotate.session.keymap import help_lines
from curate.annotate.session.state import Session

PANEL = 46
"""Columns of a panel: beside a text of 60 on a screen of 110, and readable alone."""


def panel(session: Session) -> list[str]:
    """The lines of the open panel that are in sight."""
    return lines(session)[session.panel_top : session.panel_top + session.height]


def lines(session: Session) -> list[str]:
    """All lines of the open panel: help, or the codebook with the label in focus first."""
    if session.panel == "help":
        return list(_help(PANEL))
    labels = list(session.author.codebook.labels)
    item = session.focused
    labels.sort(key=lambda label: item is None or label.id != item.label)
    return [line for label in labels for line in _defined(label, PANEL)]


def in_bounds(session: Session) -> Session:
    """The same, the panel scrolled neither before its first nor past its last line."""
    last = max(0, len(lines(session)) - session.height)
    return replace(session, panel_top=min(last, max(0, session.panel_top)))


def _help(width: int) -> Iterator[str]:
    for keys, text in help_lines():
        if not text:
            yield keys.upper()
        else:
            yield from textwrap.wrap(
                text, width, initial_indent=f" {keys:<14} ", subsequent_indent=" " * 16
            )


def _defined(label: Label, width: int) -> Iterator[str]:
    key = f"[{label.key}] " if label.key else ""
    kind = "" if label.kind == "span" else f", {label.kind}"
    yield f"{key}{label.title} ({label.id}{kind})"
    facts = {
        "": label.definition,
        "yes: ": "; ".join(label.include),
        "not: ": "; ".join(label.exclude),
        "as in: ": "; ".join(f"“{example.text}”" for example in label.examples),
        "values: ": ", ".join(label.values),
    }
    for name, text in facts.items():
        if text:
            yield from textwrap.wrap(
                name + text, width, initial_indent="  ", subsequent_indent="    "
            )
