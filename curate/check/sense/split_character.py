"""A span does not cut a character that readers see as one.

A letter with its combining accent, an emoji with its skin tone, CR LF: a reader takes each for one
character (a grapheme cluster, Unicode Standard Annex 29), so a span has both its edges outside.

Wrong: "cafe" of "cafe" + COMBINING ACUTE ACCENT.
Right: both characters, "café".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curate.annotate.anchor import snapped
from curate.check.sense.rule import Remark
from curate.check.sense.world import World
from curate.text import Span

SEVERITY = "error"
KINDS = ("span",)


def check(record: Mapping[str, Any], raw: str | None, _world: World) -> list[Remark]:
    """Both edges of every fragment."""
    if raw is None:
        return []
    remarks = []
    for index, part in enumerate(record["target"]):
        start, end = part["start"], part["end"]
        if not start < end < len(raw):
            if not start < end == len(raw):
                continue  # offset-outside says so
        elif _is_plain(raw[start]) and _is_plain(raw[end]) and raw[end - 1] < PREPENDED:
            continue
        whole = snapped(raw, Span(start, end))
        if (whole.start, whole.end) != (start, end):
            message = f"the span {start}–{end} cuts a character; whole, it is"
            message = f"{message} {whole.start}–{whole.end}"
            remarks.append(Remark(("target", index, "start"), message, "Mark whole characters."))
    return remarks


PREPENDED = "\N{ARABIC NUMBER SIGN}"
"""The first character that a following letter or digit belongs to."""


def _is_plain(character: str) -> bool:
    """Does it begin a character of its own after any other but a prepended one? Line feed may
    belong to a carriage return; combining marks begin at U+0300.
    """
    return "\n" < character < "\N{COMBINING GRAVE ACCENT}"
