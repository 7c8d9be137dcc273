"""Annotating: the record, journals, codebook, and what people do with them."""

from curate.annotate.codebook import Attribute, Codebook, Label
from curate.annotate.journal import Journal, Journals
from curate.annotate.record import Anchor, Annotation, By, Edition, Fragment, Origin
from curate.annotate.settings import AnnotateSettings

__all__ = [
    "Anchor",
    "AnnotateSettings",
    "Annotation",
    "Attribute",
    "By",
    "Codebook",
    "Edition",
    "Fragment",
    "Journal",
    "Journals",
    "Label",
    "Origin",
]
