"""The full screen, by Textual: draws the session, hands it keys and the mouse, decides nothing.

It uses the colours of the terminal itself, so it is light or dark as the terminal is; brackets and
letters say the same without colour.
"""

from __future__ import annotations

import gc
import os

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from curate.annotate.session.drawing import Piece, screen
from curate.annotate.session.panels import PANEL, panel
from curate.annotate.session.sitting import Sitting
from curate.annotate.session.telling import foot, head

HEAD, FOOT = 1, 4
"""Rows above and below the text; the first of those below is a line."""
ROOM = 100
"""Columns from which on a panel stands beside the text and not in its place."""
COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red", "bright_cyan", "bright_magenta")


class Paper(Widget, can_focus=True):
    """The whole screen as one widget, drawn row by row."""

    DEFAULT_CSS = "Paper { width: 100%; height: 100%; }"

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        self._rows: list[list[Segment]] = []
        self._dragging = False
        labels = sitting.session.author.codebook.of_kind("span")
        self._colours = {
            label.id: COLOURS[place % len(COLOURS)] for place, label in enumerate(labels)
        }
        self._plain = bool(os.environ.get("NO_COLOR"))

    def redraw(self) -> None:
        """Draw what the session is now."""
        width, height = self.size
        session = self._sitting.session
        has_side = bool(session.panel) and width >= ROOM
        self._sitting.resize(width - PANEL - 3 if has_side else width, height - HEAD - FOOT)
        session = self._sitting.session
        rows = [[Segment(_cut(head(session), width).ljust(width), Style(reverse=True))]]
        body = [self._segments(pieces) for pieces in screen(session)]
        if session.panel:
            body = self._with_panel(body, width, height - HEAD - FOOT, has_side)
        body += [[] for _ in range(height - HEAD - FOOT - len(body))]
        rows += [*body, [Segment("─" * width, Style(dim=True))]]
        looks = (Style(bold=True), Style(), Style(dim=True))
        lines = (_cut(text, width) for text in foot(session))
        rows += [[Segment(text, look)] for text, look in zip(lines, looks, strict=True)]
        self._rows = rows
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the screen, for Textual."""
        segments = self._rows[y] if y < len(self._rows) else []
        return Strip(segments).adjust_cell_length(self.size.width)

    def _with_panel(
        self, body: list[list[Segment]], width: int, height: int, has_side: bool
    ) -> list[list[Segment]]:
        lines = panel(self._sitting.session)
        if not has_side:
            return [[Segment(" " + line)] for line in lines]
        left = width - PANEL - 3
        rows = []
        for place in range(height):
            text = body[place] if place < len(body) else []
            strip = Strip(text).adjust_cell_length(left)
            line = lines[place] if place < len(lines) else ""
            rows.append([*strip, Segment(" │ ", Style(dim=True)), Segment(line)])
        return rows

    def _segments(self, pieces: list[Piece]) -> list[Segment]:
        return [Segment(piece.text, self._look(piece)) for piece in pieces]

    def _look(self, piece: Piece) -> Style:
        inner = piece.marks[-1] if piece.marks else None
        colour = self._colours.get(inner.label) if inner and not self._plain else None
        is_proposal = inner is not None and inner.is_proposal
        if piece.is_hint:
            return Style(color=None if self._plain else "yellow", bold=True, reverse=True)
        return Style(
            color=colour,
            bold=(piece.offset is None and not is_proposal) or piece.in_focus or piece.is_cursor,
            italic=is_proposal,
            dim=is_proposal and not piece.in_focus,
            underline=piece.in_focus or piece.is_cursor,
            reverse=piece.is_selected != piece.is_cursor,
        )

    def on_mount(self) -> None:
        """Take the keys; get ready for them once the text is shown."""
        self.focus()
        self.call_after_refresh(self._get_ready)

    def _get_ready(self) -> None:
        """Do now what would make single keys wait: what the first ones work out, and Python's
        search for garbage among all that stays, which stops for 30 ms in a long document.
        """
        self._sitting.rehearse()
        gc.collect()
        gc.freeze()

    def on_unmount(self) -> None:
        """Let go of what was kept from the search for garbage."""
        gc.unfreeze()

    def on_resize(self) -> None:
        """Fit the text to the screen."""
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Hand a key to the session."""
        event.stop()
        event.prevent_default()
        character = event.character if event.is_printable else None
        self._sitting.press(character or event.key)
        if self._sitting.is_over:
            self.app.exit()
        else:
            self.redraw()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted goes into a line that is being typed, and nowhere else."""
        event.stop()
        if self._sitting.session.is_typing:
            for character in " ".join(event.text.split()):
                self._sitting.press(character)
            self.redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor there; dragging selects from there."""
        self._dragging = True
        self._point(event, extend=event.shift)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select what is dragged over."""
        if self._dragging and event.button:
            self._point(event, extend=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Done dragging."""
        self._dragging = False

    def on_click(self, event: events.Click) -> None:
        """Two clicks select the word, three the sentence."""
        if event.chain > 1 and self._is_text(event.y):
            self._sitting.press("ctrl+left")
            self._sitting.press("w" if event.chain == 2 else "s")
            self.redraw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows down."""
        self._scroll("down")

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows up."""
        self._scroll("up")

    def _scroll(self, key: str) -> None:
        for _ in range(3):
            self._sitting.press(key)
        self.redraw()

    def _is_text(self, y: int) -> bool:
        return HEAD <= y < self.size.height - FOOT and self._sitting.session.mode is None

    def _point(self, event: events.MouseEvent, extend: bool) -> None:
        if self._is_text(event.y):
            self._sitting.point(event.y - HEAD, event.x, extend)
            self.redraw()


def _cut(text: str, width: int) -> str:
    """The text, or its beginning where it does not fit."""
    return text if len(text) <= width else text[: width - 1] + "…"


class AnnotateApp(App[None]):
    """The full-screen annotator."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "curate annotate"

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(ansi_color=True)
        self._sitting = sitting

    def compose(self) -> ComposeResult:
        """One widget is the screen."""
        yield Paper(self._sitting)
