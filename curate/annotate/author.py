"""`Author`: somebody who annotates with a codebook; makes annotations that make sense.

Everything that can be said about a text is made here, by the command line, the screen and the tools
alike: labels exist and are of the right kind, values and attributes are known, relations lead
where the codebook lets them, and nobody changes what another one said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from curate.annotate.anchor import Target
from curate.annotate.codebook import Codebook, LabelKind
from curate.annotate.journal import Journals
from curate.annotate.record import Annotation, AttributeValue, By, Status
from curate.corpus import Document
from curate.errors import AttributeValueError, LabelValueError, NotYoursError, RelationError
from curate.finding import Json

STATES = ("started", "finished", "skipped")


@dataclass(frozen=True, slots=True)
class Author:
    """Who annotates, with what codebook. `id` and `at` of what is made come from the caller:
    randomness and the clock belong to the command line.
    """

    by: By
    codebook: Codebook

    def span(
        self, document: Document, target: Target, label: str, *, id: str, at: str, **more: Any
    ) -> Annotation:
        """A label given to a stretch of text; `more` may hold attributes, note, status, ms, origin.

        Raises `UnknownLabelError` and `AttributeValueError`.
        """
        self.codebook.label(label, "span")
        made = Annotation(
            id, "span", document.id, document.sha256, self.by, at, **self._said(label, more)
        )
        return replace(made, target=target.fragments, quote=target.quote)

    def document(
        self, document: Document, label: str, value: Json, *, id: str, at: str, **more: Any
    ) -> Annotation:
        """A document label with its value. Raises `LabelValueError` for an unknown one."""
        defined = self.codebook.label(label, "document")
        if defined.values and value not in defined.values:
            raise LabelValueError(label, value, defined.values)
        said = self._said(label, more)
        return Annotation(
            id, "document", document.id, document.sha256, self.by, at, value=value, **said
        )

    def relation(
        self, start: Annotation, end: Annotation, label: str, *, id: str, at: str, **more: Any
    ) -> Annotation:
        """A relation from one span to another of the same document.

        Raises `RelationError` where the codebook does not let it lead from and to their labels, or
        an end is no live span.
        """
        self.codebook.label(label, "relation")
        self.check_ends(start, end, label)
        said = self._said(label, more)
        made = Annotation(id, "relation", start.doc, start.sha256, self.by, at, **said)
        return replace(made, from_id=start.id, to_id=end.id)

    def state(self, document: Document, value: str, *, id: str, at: str) -> Annotation:
        """That this author started, finished or skipped a document."""
        _check_state(value)
        edition = self.codebook.edition
        return Annotation(
            id, "state", document.id, document.sha256, self.by, at, codebook=edition, value=value
        )

    def answer(
        self, proposal: Annotation, status: Status, *, id: str, at: str, **ends: Any
    ) -> Annotation:
        """The author's own annotation that accepts or rejects a proposal; `ends` are those of a
        relation, where they change.
        """
        return replace(
            proposal,
            id=id,
            rev=1,
            by=self.by,
            at=at,
            status=status,
            proposal=proposal.id,
            action="",
            undoes="",
            redoes="",
            ms=None,
            **ends,
        )

    def revise(self, annotation: Annotation, at: str, **changes: Any) -> Annotation:
        """The next revision of one's own annotation, with changes.

        Raises `NotYoursError` for another's, and as the makers do for what makes no sense.
        """
        if annotation.by.id != self.by.id:
            raise NotYoursError(annotation.id, annotation.by.id, self.by.id)
        revised = replace(
            annotation,
            **{
                "rev": annotation.rev + 1,
                "at": at,
                "by": self.by,
                "ms": None,
                "action": "",
                "undoes": "",
                "redoes": "",
                **changes,
            },
        )
        if {"label", "attributes", "value"} & changes.keys():
            self._check(revised)
            revised = replace(revised, codebook=self.codebook.edition)
        return revised

    def delete(
        self, annotations: Iterable[Annotation], journals: Journals, at: str
    ) -> tuple[Annotation, ...]:
        """The revisions that delete annotations and one's own relations that hang on them."""
        doomed: dict[str, Annotation] = {}
        for item in annotations:
            hanging = [it for it in journals.relations(item.id) if it.by.id == self.by.id]
            doomed |= {one.id: one for one in (item, *hanging)}
        return together(self.revise(item, at, status="deleted") for item in doomed.values())

    def _said(self, label: str, more: Mapping[str, Any]) -> dict[str, Any]:
        """Label, codebook edition and attributes with their defaults, checked."""
        attributes = {**self.codebook.defaults(label), **more.get("attributes", {})}
        self.check_attributes(label, attributes)
        edition = self.codebook.edition
        return {**more, "label": label, "codebook": edition, "attributes": attributes}

    def _check(self, annotation: Annotation) -> None:
        if annotation.kind == "state":
            _check_state(annotation.value)
            return
        kinds: dict[str, LabelKind] = {
            "span": "span",
            "relation": "relation",
            "document": "document",
        }
        label = self.codebook.label(annotation.label, kinds.get(annotation.kind))
        self.check_attributes(annotation.label, annotation.attributes)
        if annotation.kind == "document" and label.values and annotation.value not in label.values:
            raise LabelValueError(label.id, annotation.value, label.values)

    def check_attributes(self, label: str, attributes: Mapping[str, AttributeValue]) -> None:
        """Raises `AttributeValueError` for an attribute or value that the label does not take."""
        known = self.codebook.label(label).attributes
        for name, value in attributes.items():
            attribute = self.codebook.attributes.get(name)
            if name not in known or attribute is None:
                takes = ", ".join(known) or "none"
                raise AttributeValueError(label, name, f"the label takes {takes}")
            if problem := attribute.problem(value):
                raise AttributeValueError(label, name, problem)

    def check_ends(self, start: Annotation, end: Annotation, label: str) -> None:
        """Raises `RelationError` where the codebook lets no such relation lead from one to the
        other, or one of them is no live span.
        """
        for item in (start, end):
            if item.kind != "span" or not item.is_live:
                raise RelationError(label, f"{item.id} is a {item.status} {item.kind}, not a span")
        if start.doc != end.doc:
            raise RelationError(label, f"{start.id} and {end.id} stand in different documents")
        if start.id == end.id:
            raise RelationError(label, f"{start.id} cannot stand at both ends")
        if not self.codebook.allows(label, start.label, end.label):
            defined = self.codebook.label(label)
            wants = (
                f"{' or '.join(defined.domain) or 'any'} → {' or '.join(defined.range) or 'any'}"
            )
            between = self.codebook.relations_between(start.label, end.label)
            fitting = ", ".join(item.id for item in between) or "none"
            raise RelationError(
                label,
                f"it leads {wants}, not {start.label} → {end.label} (relations that do: {fitting})",
            )


def _check_state(value: Json) -> None:
    if value not in STATES:
        raise LabelValueError("state", value, STATES)


def together(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Revisions written as one action: where there are several, each names the first."""
    made = tuple(annotations)
    return tuple(replace(item, action=made[0].name) for item in made) if len(made) > 1 else made
