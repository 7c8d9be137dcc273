"""`Session`: an annotator at a document, as a value; a key makes another one and events.

It knows no terminal, clock or disk: faces draw it, and the command writes what its events say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from curate.annotate.actions import Action, Change, History
from curate.annotate.author import Author, together
from curate.annotate.record import Annotation, id_of
from curate.annotate.session.layout import Inserts, Layout, Row
from curate.annotate.session.marks import Mark, Marks
from curate.annotate.session.modes import Event, Mode, Prompt, Write
from curate.annotate.session.page import Page
from curate.errors import CurateError
from curate.text import Span

IDLE = timedelta(minutes=1)
"""A longer pause between two keys is counted as this long: the annotator was elsewhere."""


class Count(NamedTuple):
    """What a session took: keys pressed, active milliseconds, spans made or accepted. `since` are
    the milliseconds since the last action.
    """

    keys: int = 0
    ms: int = 0
    spans: int = 0
    since: int = 0

    @property
    def keys_a_span(self) -> float | None:
        """Keys for each span so far."""
        return self.keys / self.spans if self.spans else None

    @property
    def spans_a_minute(self) -> float | None:
        """Spans for each active minute so far; None before the first minute is over."""
        return self.spans * 60_000 / self.ms if self.spans and self.ms >= 60_000 else None


@dataclass(frozen=True)
class Session:
    """One annotator at one document.

    `mine` are the annotator's own annotations of the document, `proposals` everybody's spans for
    it, `unplaced` everybody's relations and document labels, `ends` the spans those relations join;
    `past` covers all documents; `seed` makes ids fresh. Offsets are of clean text. `fixed` is the
    end of the selection that stays when the cursor moves; `parts` are selected apart from it.
    `where` says, for people, which of the documents this is.
    """

    page: Page
    author: Author
    seed: str
    mine: Mapping[str, Annotation] = field(default_factory=dict)
    proposals: Mapping[str, Annotation] = field(default_factory=dict)
    unplaced: Mapping[str, Annotation] = field(default_factory=dict)
    ends: Mapping[str, Annotation] = field(default_factory=dict)
    past: History = field(default_factory=History)
    marks: Marks = field(default_factory=Marks)
    width: int = 78
    height: int = 18
    top: int = 0
    cursor: int = 0
    column: int | None = None
    fixed: int | None = None
    is_extending: bool = False
    parts: tuple[Span, ...] = ()
    focus: str = ""
    last: str = ""
    mode: Mode = None
    panel: Literal["", "help", "codebook"] = ""
    panel_top: int = 0
    sought: str = ""
    where: str = ""
    is_warned: bool = False
    message: str = ""
    count: Count = field(default_factory=Count)
    serial: int = 0
    now: datetime | None = None
    rows_kept: dict[tuple[int, int, Inserts], tuple[Row, ...]] = field(default_factory=dict)
    events: tuple[Event, ...] = ()

    def key(self, key: str, now: datetime) -> tuple[Session, tuple[Event, ...]]:
        """The session after a key, and what is to be done about it.

        Keys are named as they are printed, others `left`, `ctrl+right`, `shift+tab`, `enter` and
        so on. What makes no sense changes nothing but the message.
        """
        from curate.annotate.session.keymap import press
        from curate.annotate.session.moving import in_sight
        from curate.annotate.session.panels import in_bounds

        counted = replace(self._counted(now), message="", events=())
        try:
            after = press(counted, key)
        except CurateError as error:
            after = replace(counted, message=str(error), mode=None)
        after = in_sight(in_bounds(after) if after.panel else after)
        return replace(after, events=()), after.events

    def _counted(self, now: datetime) -> Session:
        pause = min(max(now - (self.now or now), timedelta()), IDLE)
        ms = round(pause / timedelta(milliseconds=1))
        keys, active, spans, since = self.count
        return replace(self, count=Count(keys + 1, active + ms, spans, since + ms), now=now)

    @property
    def selection(self) -> Span | None:
        """What is selected, without the parts kept apart."""
        if self.fixed is None or self.fixed == self.cursor:
            return None
        return Span(min(self.fixed, self.cursor), max(self.fixed, self.cursor))

    @property
    def selected(self) -> tuple[Span, ...]:
        """All that is selected, in text order, overlapping parts united."""
        united: list[Span] = []
        for span in sorted((*self.parts, *filter(None, [self.selection]))):
            if united and united[-1].end >= span.start:
                united[-1] = united[-1].unite(span)
            else:
                united.append(span)
        return tuple(united)

    @property
    def at(self) -> str:
        """The time of the key, in UTC, to the second."""
        assert self.now is not None, "a session acts on keys, and keys come with the time"
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def focused(self) -> Annotation | None:
        """The annotation or proposal in focus."""
        id = self.focus
        return self.mine.get(id) or self.proposals.get(id) or self.unplaced.get(id)

    @property
    def subject(self) -> Annotation | None:
        """What a note or an attribute is about: the focus, or else what was made last."""
        for id in (self.focus, self.last):
            item = self.mine.get(id)
            if item and item.status == "accepted":
                return item
        return None

    @property
    def is_typing(self) -> bool:
        """Is a line of text being typed?"""
        return isinstance(self.mode, Prompt)

    @property
    def doc(self) -> str:
        """The document's id."""
        return self.page.cleaned.document.id

    @property
    def layout(self) -> Layout:
        """The page in rows."""
        return Layout(self.page, self.width, self.marks.inserts, self.rows_kept)

    def said(self) -> list[Annotation]:
        """What the annotator says of this document, proposals left out."""
        return [item for item in self.mine.values() if item.status == "accepted"]

    def say(self, message: str) -> Session:
        """The same with a message for the annotator."""
        return replace(self, message=message)

    def at_rest(self) -> Session:
        """Nothing selected, in focus or asked for."""
        return replace(
            self, fixed=None, is_extending=False, parts=(), focus="", mode=None, column=None
        )

    def fresh_id(self, place: int = 0) -> str:
        """An id that no annotation has; several for one action by their place."""
        return id_of(self.seed, str(self.serial), str(place))

    def write(self, annotations: tuple[Annotation, ...], past: History | None = None) -> Session:
        """After an action: its revisions hold, and are to be appended to the journal.

        The first action at a document also says that it was started: so that agreement does not
        take an unfinished document for one that was read. `past` is given by undo and redo.
        """
        if past is None:
            annotations = self._timed(annotations)
            changes = tuple(Change(self.mine.get(item.id), item) for item in annotations)
            past = self.past.then(Action(annotations[0].name, changes))
        changed = {item.id: item for item in annotations}
        before = [self.mine[id] for id in changed if id in self.mine]
        mine = {**self.mine, **changed}
        own = {id: item for id, item in changed.items() if item.status == "proposed"}
        proposals = {
            id: item
            for id, item in {**self.proposals, **own}.items()
            if id not in changed or id in own
        }
        return replace(
            self,
            mine=mine,
            proposals=proposals,
            past=past,
            marks=self.marks.updated(
                self.page, replace(self, mine=mine, proposals=proposals)._marks_of(changed, before)
            ),
            serial=self.serial + 1,
            count=self.count._replace(since=0),
            events=(*self.events, Write(annotations)),
        )

    def _timed(self, annotations: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
        first, *others = annotations
        timed = (replace(first, ms=self.count.since), *others)
        if self.state is None and first.kind != "state":
            document = self.page.cleaned.document
            timed += (self.author.state(document, "started", id=self.fresh_id(-1), at=self.at),)
        return together(timed)

    @property
    def state(self) -> Annotation | None:
        """The annotator's own word that the document was started, finished or skipped."""
        for item in self.mine.values():
            if item.kind == "state" and item.status == "accepted":
                return item
        return None

    def _marks_of(
        self, changed: Mapping[str, Annotation], before: list[Annotation]
    ) -> dict[str, Mark | None]:
        """The marks of what changed, and of proposals that are answered, made needless, or open
        again; None for what is no longer shown.
        """
        touched = {item.says for item in (*changed.values(), *before)}
        asked = {item.proposal for item in changed.values()}
        proposals = [
            item for item in self.proposals.values() if item.id in asked or item.says in touched
        ]
        answered = {
            item.proposal for item in self.mine.values() if item.status in ("accepted", "rejected")
        }
        asks = proposals or any(item.status == "proposed" for item in changed.values())
        said = {item.says for item in self.said()} if asks else set()
        return {
            item.id: Mark.of(self.page, self.author.codebook, item)
            if item.status == "accepted"
            or (item.status == "proposed" and item.id not in answered and item.says not in said)
            else None
            for item in (*proposals, *changed.values())
            if item.kind == "span"
        }
