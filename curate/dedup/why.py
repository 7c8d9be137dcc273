"""Why a document, or a passage of it, counts as a duplicate: for `curate why`."""

from __future__ import annotations

from typing import Any, NamedTuple

from curate.corpus import Project, passages
from curate.corpus.passages import Repeat
from curate.dedup import cluster, judgement
from curate.dedup.cluster import Standing
from curate.dedup.judgement import Judgement

STALE = "(Texts changed since these passages were found: run `curate dedup`.)"
WORDS = {
    "same": "is the same as {other}",
    "different": "is not the same as {other}",
    "unsure": "may or may not be the same as {other}",
}


class Duplicate(NamedTuple):
    """A document's standing among its duplicates, None without any; its repeated passages in raw
    offsets, those it repeats and those that repeat it; and what people said about it and others.

    Passages that are not `current` were found in texts that have changed since.
    """

    standing: Standing | None
    repeats: list[Repeat]
    judgements: list[Judgement]
    current: bool = True

    def to_json(self) -> dict[str, Any]:
        """The cluster, the link by which the document is removed, repeats and judgements."""
        standing = self.standing
        return {
            "cluster": standing.cluster.to_json() if standing else None,
            "link": standing.link.to_json() if standing and standing.link else None,
            "repeats": [item.to_json() for item in self.repeats],
            "repeats_are_current": self.current,
            "judgements": [item.to_json() for item in self.judgements],
        }

    def lines(self, id: str) -> list[str]:
        """Sentences; none where there is nothing to say."""
        told = [cluster.explain(self.standing)] if self.standing else []
        for said in self.judgements:
            other = said.right if said.left == id else said.left
            what = WORDS[said.verdict].format(other=other)
            told.append(f"{said.by} said on {said.at[:10]} that it {what}.")
        for item in self.repeats:
            if item.doc == id:
                told.append(f"{item.start}–{item.end} {item.why}")
            else:
                place = f"{item.doc} {item.start}–{item.end}"
                told.append(f"{item.of_start}–{item.of_end} is repeated in {place}")
        return [*told, STALE] if self.repeats and not self.current else told


def duplicate(project: Project, id: str, offset: int | None = None) -> Duplicate:
    """What the last `curate dedup` found about a document or, with a raw offset, about the passages
    there; and of a document, what each person said last about it and another.
    """
    repeats = [
        item
        for item in passages.read(project)
        if (item.doc == id and (offset is None or item.start <= offset < item.end))
        or (item.of == id and (offset is None or item.of_start <= offset < item.of_end))
    ]
    current = not repeats or passages.are_current(project)
    if offset is not None:
        return Duplicate(None, repeats, [], current)
    standing = cluster.standing(cluster.read(project), id)
    said = [item for item in judgement.last(judgement.read(project)) if id in item.pair]
    return Duplicate(standing, repeats, said, current)
