"""A small codebook and short texts, cleaned by hand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from curate.annotate import By, Journal, codebook_file, journal
from curate.annotate.author import Author
from curate.annotate.session import Write, open_session
from curate.annotate.session.modes import Aim
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


class Hand:
    """Somebody at the keys of a session: what is written goes to a journal and is counted."""

    def __init__(self, session, journal):
        self.session, self.journal = session, journal
        self.clock = datetime(2026, 11, 21, 10, tzinfo=UTC)
        self.events = ()

    def press(self, *keys):
        """Press keys one second apart; write to the journal what the events say."""
        for key in keys:
            self.clock += timedelta(seconds=1)
            self.session, self.events = self.session.key(key, self.clock)
            for event in self.events:
                if isinstance(event, Write):
                    self.journal.write(event.annotations)
        return self

    def type(self, text):
        """Press the keys of a text."""
        return self.press(*text)

    def find(self, text):
        """Select a text by searching for it."""
        return self.press("/", *text, "enter")

    def aim(self, key, letter, offset):
        """Press a jumping key, the letter of the word at the offset, and the hint shown on it."""
        self.press(key, letter)
        if isinstance(self.session.mode, Aim):
            hints = {place.offset: hint for hint, place in self.session.mode.hints}
            self.press(hints[offset])
        return self

    @property
    def said(self):
        """What holds now, as (label, text), in text order."""
        spans = [item for item in self.session.said() if item.kind == "span"]
        return [(item.label, item.text) for item in sorted(spans, key=lambda item: item.start)]


@pytest.fixture
def sit_down(tmp_path):
    """A function that opens a session at a cleaned document on the journals in `tmp_path`."""

    def sit(cleaned, author, seed="seed"):
        session = open_session(cleaned, author, journal.read(tmp_path), seed)
        return Hand(session, Journal(tmp_path, author.by.id))

    return sit
