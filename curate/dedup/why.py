"""Why a document, or a passage of it, counts as a duplicate: for `curate why`."""

from __future__ import annotations

from typing import Any, NamedTuple

from curate.corpus import Project
from curate.dedup import cluster, pipeline
from curate.dedup.cluster import Standing
from curate.dedup.passage import Repeat


class Duplicate(NamedTuple):
    """A document's standing among its duplicates, None without any; and its repeated passages, as
    many as were asked for, in raw offsets: those it repeats, and those that repeat it.
    """

    standing: Standing | None
    repeats: list[Repeat]

    def to_json(self) -> dict[str, Any]:
        """The cluster, the link by which the document is removed, and the repeats."""
        standing = self.standing
        return {
            "cluster": standing.cluster.to_json() if standing else None,
            "link": standing.link.to_json() if standing and standing.link else None,
            "repeats": [item.to_json() for item in self.repeats],
        }

    def lines(self, id: str) -> list[str]:
        """Sentences; none where there is nothing to say."""
        told = [cluster.explain(self.standing)] if self.standing else []
        for item in self.repeats:
            if item.doc == id:
                place = f"{item.of} {item.of_start}–{item.of_end}"
                told.append(f"{item.start}–{item.end} repeats {item.words} words of {place}")
            else:
                place = f"{item.doc} {item.start}–{item.end}"
                told.append(f"{item.of_start}–{item.of_end} is repeated in {place}")
        return told


def duplicate(project: Project, id: str, offset: int | None = None) -> Duplicate:
    """What the last `curate dedup` found about a document or, with a raw offset, about the passages
    there.
    """
    repeats = [
        item
        for item in pipeline.read_passages(project)
        if (item.doc == id and (offset is None or item.start <= offset < item.end))
        or (item.of == id and (offset is None or item.of_start <= offset < item.of_end))
    ]
    standing = cluster.standing(cluster.read(project), id)
    return Duplicate(standing if offset is None else None, repeats)
