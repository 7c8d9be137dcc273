"""Lessons: the texts that somebody has read, as a learner is taught them."""

from __future__ import annotations

from curate.annotate.agreement.comparison import readers
from curate.annotate.anchor import shown
from curate.annotate.codebook import Codebook
from curate.annotate.journal import ACCEPTED, Journals
from curate.annotate.prelabel.learner import Labelled
from curate.corpus import Cleaned


def lesson(cleaned: Cleaned, journals: Journals) -> Labelled | None:
    """A document's clean text with the spans that its first reader (by name) accepted; None while
    nobody has read it. Parts of a discontinuous span are learnt each for itself.
    """
    names = readers(journals, cleaned.document.id)
    if not names:
        return None
    said = journals.select(cleaned.document.id, by=names[0], kind="span", status=ACCEPTED)
    spans = [
        (part.start, part.end, item.label) for item in said for part in shown(cleaned, item.target)
    ]
    return Labelled(cleaned.text, spans)


def groups(codebook: Codebook) -> dict[str, str]:
    """The group of each span label that has one."""
    return {label.id: label.group for label in codebook.of_kind("span") if label.group}
