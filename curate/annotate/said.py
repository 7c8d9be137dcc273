"""`Said`: what one author says of a document, so kept that what stands near is found at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from curate.annotate.codebook import Codebook
from curate.annotate.record import Annotation

CELL = 512
"""Characters; a span is noted in every cell of the text that it touches. A paragraph or so: few
spans share one, and long ones lie in few.
"""


class Said:
    """Annotations of one author and document; more can be added."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self.states: list[Annotation] = []
        self._spans: defaultdict[int, list[Annotation]] = defaultdict(list)
        self._labels: defaultdict[str, list[Annotation]] = defaultdict(list)
        self._relations: defaultdict[tuple[str, str], list[Annotation]] = defaultdict(list)
        for annotation in annotations:
            self.add(annotation)

    def add(self, annotation: Annotation) -> None:
        """One more, or the next revision of a state."""
        if annotation.kind == "state":
            self.states.append(annotation)
        elif annotation.kind == "span":
            for cell in _cells(annotation):
                self._spans[cell].append(annotation)
        elif annotation.kind == "document":
            self._labels[annotation.label].append(annotation)
        elif annotation.kind == "relation":
            self._relations[annotation.label, annotation.from_id].append(annotation)

    def near(self, annotation: Annotation, codebook: Codebook) -> list[Annotation]:
        """All that may forbid an annotation, each once: spans nearby, values of the same document
        label, relations from the same end and, where circles are not allowed, those that could
        close one.
        """
        if annotation.kind == "span":
            found = (item for cell in _cells(annotation) for item in self._spans.get(cell, ()))
            return list({item.id: item for item in found}.values())
        if annotation.kind == "document":
            return list(self._labels.get(annotation.label, ()))
        if annotation.kind != "relation":
            return []
        beside = list(self._relations.get((annotation.label, annotation.from_id), ()))
        if codebook.label(annotation.label, "relation").acyclic:
            beside += self._onward(annotation)
        return beside

    def _onward(self, relation: Annotation) -> Iterator[Annotation]:
        """The relations of the same label that go on from where this one leads."""
        seen, waiting = {relation.from_id}, [relation.to_id]
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen.add(id)
                for item in self._relations.get((relation.label, id), ()):
                    yield item
                    waiting.append(item.to_id)


def _cells(span: Annotation) -> range:
    return range(span.start // CELL, span.end // CELL + 1)
