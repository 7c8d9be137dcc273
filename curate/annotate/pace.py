"""Pace: how fast each annotator marks, by the active time that the screen notes."""

from __future__ import annotations

from curate.annotate.journal import Journals


def spans_a_minute(journals: Journals) -> dict[str, float]:
    """By annotator, the spans made or accepted at the screen for each active minute there (pauses
    count for a minute at most), fastest first. Who worked by command alone has no pace.
    """
    pace = {}
    for name, lines in journals.lines.items():
        revisions = [line.annotation for line in lines]
        at_screen = {item.action or item.name for item in revisions if item.ms is not None}
        minutes = sum(item.ms or 0 for item in revisions) / 60_000
        spans = sum(
            item.kind == "span" and item.status == "accepted" and item.rev == 1
            for item in revisions
            if (item.action or item.name) in at_screen
        )
        if minutes and spans:
            pace[name] = round(spans / minutes, 1)
    return dict(sorted(pace.items(), key=lambda item: -item[1]))
