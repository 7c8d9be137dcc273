"""What to look at again when the codebook changed since an annotation was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from curate.annotate.author import together
from curate.annotate.codebook import Change, Codebook
from curate.annotate.journal import LIVE, Journals
from curate.annotate.record import Annotation, Edition

FOLLOWS = ("rename", "merge")
"""Changes that keep the meaning."""


class Stale(NamedTuple):
    """An annotation whose label was changed since: by `change`, and `label` is what it becomes
    by itself (empty when a person must say).
    """

    annotation: Annotation
    change: Change
    label: str

    @property
    def why(self) -> str:
        """The change in a phrase."""
        goal = f" → {', '.join(self.change.new)}" if self.change.new != self.change.old else ""
        note = f" ({self.change.note})" if self.change.note else ""
        return (
            f"{self.change.type} {', '.join(self.change.old)}{goal} in {self.change.version}{note}"
        )


def stale(codebook: Codebook, journals: Journals) -> Iterator[Stale]:
    """The live annotations that a change concerns which they do not know of, in the order of
    document and text; each with the first such change.
    """
    for annotation in journals.select(status=LIVE):
        edition = annotation.codebook
        if edition is None or edition.id != codebook.id:
            continue
        for change in codebook.changes:
            known = _number(change.version) <= _number(edition.version)
            if not known and annotation.label in change.old:
                label = change.new[0] if change.type in FOLLOWS else ""
                yield Stale(annotation, change, label)
                break


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def follow(codebook: Codebook, journals: Journals, at: str) -> dict[str, tuple[Annotation, ...]]:
    """By journal, the revisions of annotations that follow renamed and merged labels by
    themselves, up to the first change that a person must look at.
    """
    found: dict[str, list[Annotation]] = {}
    for item in stale(codebook, journals):
        if item.label:
            revised = _followed(codebook, item.annotation, at)
            found.setdefault(revised.by.id, []).append(revised)
    return {name: together(revisions) for name, revisions in found.items()}


def _followed(codebook: Codebook, annotation: Annotation, at: str) -> Annotation:
    assert annotation.codebook
    label, version = annotation.label, annotation.codebook.version
    for change in codebook.changes:
        if _number(change.version) <= _number(version):
            continue
        if label in change.old and change.type not in FOLLOWS:
            break
        if label in change.old:
            label = change.new[0]
        version = change.version
    return replace(
        annotation,
        label=label,
        codebook=Edition(codebook.id, version),
        rev=annotation.rev + 1,
        at=at,
        by=annotation.by._replace(tool="codebook"),
        ms=None,
        action="",
        undoes="",
        redoes="",
    )
