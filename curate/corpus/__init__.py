"""The corpus on disk: documents, where they came from, and the project around them."""

from curate.corpus.cleaned import Cleaned
from curate.corpus.document import Document, Meta, Source
from curate.corpus.project import Project

__all__ = ["Cleaned", "Document", "Meta", "Project", "Source"]
