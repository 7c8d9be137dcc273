"""Spans, edits and their alignment: knows nothing but strings."""

from curate.text.alignment import Alignment, Edges
from curate.text.amount import amount
from curate.text.composition import compose
from curate.text.digest import normalised, sha256
from curate.text.edit import Edit, Edits, Proposal, Reason, apply, restore, settle
from curate.text.lines import Line, lines
from curate.text.span import Span

__all__ = [
    "Alignment",
    "Edges",
    "Edit",
    "Edits",
    "Line",
    "Proposal",
    "Reason",
    "Span",
    "amount",
    "apply",
    "compose",
    "lines",
    "normalised",
    "restore",
    "settle",
    "sha256",
]
