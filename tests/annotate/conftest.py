"""A small codebook and short texts, cleaned by hand."""

from pathlib import Path

import pytest

from curate.annotate import By, codebook_file
from curate.annotate.author import Author
from curate.corpus import Cleaned, Document
from curate.text import Proposal, Span, settle

CODEBOOK = Path(__file__).parent / "codebook.care.json"


@pytest.fixture
def codebook():
    return codebook_file.load(CODEBOOK)


@pytest.fixture
def author(codebook):
    return Author(By("anna"), codebook)


@pytest.fixture
def clean():
    """A function from raw text, and pieces to remove or replace, to a `Cleaned`."""

    def make(raw, edits=(), id="0001"):
        proposals = []
        for old, new in edits:
            start = raw.index(old)
            proposals.append(("rule", Proposal(Span(start, start + len(old)), new, "why")))
        return Cleaned(Document(id, raw), settle(raw, proposals))

    return make
