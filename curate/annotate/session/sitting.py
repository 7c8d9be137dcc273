"""`Sitting`: an annotator going through documents; what faces drive and draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from curate.annotate.journal import Journal
from curate.annotate.session.drawing import offset_at
from curate.annotate.session.modes import Event, Leave, Write
from curate.annotate.session.moving import pointed, resized
from curate.annotate.session.state import Session
from curate.annotate.session.telling import speed
from curate.errors import CurateError


class Sitting:
    """Holds the session at the current document and does what its events say.

    `open_at` opens a session at a document; `now` is the clock; `remark` stands in the line above
    the text.
    """

    def __init__(
        self,
        documents: Sequence[str],
        journal: Journal,
        open_at: Callable[[str], Session],
        now: Callable[[], datetime],
        first: str = "",
        remark: str = "",
    ) -> None:
        self.documents = documents if not first or first in documents else [first, *documents]
        self._journal, self._open, self._now = journal, open_at, now
        self._remark = remark
        self._place = self.documents.index(first) if first else 0
        self.is_over = False
        self.session = self._opened(self._place)

    def press(self, key: str) -> None:
        """One key: the session goes on only when what it says is on disk."""
        after, events = self.session.key(key, self._now())
        try:
            for event in events:
                if isinstance(event, Write):
                    self._journal.write(event.annotations)
        except CurateError as error:
            self.session = self.session.say(str(error))
            return
        self.session = after
        for event in events:
            self._follow(event)

    def rehearse(self) -> None:
        """Press keys on a session that is thrown away: what is worked out once, at the first key,
        is known when somebody presses it.
        """
        session = self.session
        for key in ("w", "escape", "s"):
            session, _ = session.key(key, self._now())

    def point(self, row: int, column: int, extend: bool = False) -> None:
        """A press of the mouse on the text, rows and columns from 0; `extend` while dragging."""
        self.session = pointed(self.session, offset_at(self.session, row, column), extend)

    def resize(self, width: int, height: int) -> None:
        """So many columns and rows for the text."""
        self.session = resized(self.session, width, height)

    @property
    def summary(self) -> str:
        """How much was marked in this sitting, and how fast."""
        count = self.session.count
        pace = f", {speed(self.session)}" if count.spans else ""
        return f"Spans: {count.spans}, keys: {count.keys}{pace}."

    def _follow(self, event: Event) -> None:
        if isinstance(event, Leave):
            self._leave(event)
        elif not isinstance(event, Write):
            self.is_over = True

    def _leave(self, event: Leave) -> None:
        if event.doc and event.doc not in self.documents:
            self.documents = [*self.documents, event.doc]
        place = self.documents.index(event.doc) if event.doc else self._place + event.step
        if not 0 <= place < len(self.documents):
            which = "last" if place > 0 else "first"
            self.session = self.session.say(f"that was the {which} of the queue; q closes")
            return
        message = self.session.message
        try:
            opened = self._opened(place)
            self.session = opened if opened.message else opened.say(message)
        except CurateError as error:
            self.session = self.session.say(str(error))

    def _opened(self, place: int) -> Session:
        before = getattr(self, "session", None)
        where = f"{place + 1} of {len(self.documents)}  {self._remark}".rstrip()
        session = replace(self._open(self.documents[place]), where=where)
        self._place = place
        if before is None:
            return session
        count = before.count._replace(since=0)
        return resized(replace(session, count=count, now=before.now), before.width, before.height)
