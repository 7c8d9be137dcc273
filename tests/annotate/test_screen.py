"""The full screen, driven by Textual's pilot: it draws the session and hands it keys and mouse."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

pytest.importorskip("textual")

from curate.annotate import Journal, journal
from curate.annotate.screen import AnnotateApp, Paper
from curate.annotate.session import Sitting, open_session

FIRST = (
    "The review of the King’s Fund was long. It said “money is short,” and more.\n\n"
    "In 2018 the Fund asked again. The Fund waits."
)


@pytest.fixture
def seat(tmp_path, clean, author):
    """A function that makes a sitting at two documents, on the journals in `tmp_path`."""
    texts = {"d1": clean(FIRST, id="d1"), "d2": clean("A second text.", id="d2")}
    clock = [datetime(2026, 11, 21, 10, tzinfo=UTC)]

    def now():
        clock[0] += timedelta(seconds=1)
        return clock[0]

    def open_at(doc):
        return open_session(texts[doc], author, journal.read(tmp_path), f"{clock[0]}")

    return lambda: Sitting(["d1", "d2"], Journal(tmp_path, "anna"), open_at, now)


def typed(text):
    """The names of the keys of a text."""
    names = {" ": "space", "/": "slash"}
    return [names.get(character, character) for character in text]


def play(sitting, *keys, size=(80, 24), then=None):
    """Press keys on a screen of that size; what stands on it at the end, row by row."""

    async def run():
        app = AnnotateApp(sitting)
        async with app.run_test(size=size) as pilot:
            for key in keys:
                await pilot.press(key)
            if then:
                await then(pilot)
            paper = app.query_one(Paper)
            rows = [paper.render_line(y) for y in range(size[1])]
            return [row.text.rstrip() for row in rows], rows, app.export_screenshot()

    return asyncio.run(run())


def test_nested_discontinuous_and_related_spans_undo_quit_reopen_and_go_on(seat):
    text, _, _ = play(seat(), *typed("/the king's fund"), "enter", "o")
    assert text[1].startswith("The review of [the King’s Fund]o was long.")
    sitting = seat()
    text, _, _ = play(
        sitting,
        "F", "k", "plus_sign", "plus_sign", "minus", "o",  # King’s Fund, inside the King’s Fund
        "ctrl+home", "w", "w", "ampersand", *typed("/long"), "enter", "b",  # two parts
        "shift+tab", "shift+tab", "shift+tab", "g", "a",
    )  # fmt: skip
    assert text[1].startswith("[The review]b1 of [ahe [sing’s Fund]o]o was [long]b2.")
    hint = sitting.session.mode.hints[0][0]
    text, _, _ = play(sitting, hint, "u")
    assert text[1].startswith("[The review]b1 of [the [King’s Fund]o]o was [long]b2.")
    assert "undone: attributed_to" in text[-3]
    text, _, _ = play(sitting, "U", "q")
    assert sitting.is_over
    again = seat()
    text, _, _ = play(again, "tab")
    assert text[1].startswith("[The review]b1 of [the [King’s Fund]o]o was [long]b2.")
    assert "→ attributed_to →" in text[-3]
    text, _, _ = play(again, "u", "u")
    assert text[1].startswith("The review of [the [King’s Fund]o]o was long.")


def test_the_screen_fits_from_80_by_24_and_stands_beside_the_codebook_when_wide(seat):
    text, rows, _ = play(seat(), "c")
    assert len(text) == 24
    assert text[1].strip().startswith("[o] org")
    text, rows, _ = play(seat(), "c", size=(120, 40))
    assert text[1].startswith("The review of the King’s Fund was long.")
    assert "│ [o] org (org)" in text[1]
    assert {row.cell_length for row in rows} == {120}


def test_colour_is_never_the_only_sign(seat, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    _, rows, _ = play(seat(), "w", "o", "w", "plus_sign")
    styles = {segment.text: segment.style for row in rows for segment in row if segment.style}
    assert all(style.color is None for style in styles.values())
    assert styles["review of"].reverse
    assert styles["]o"].bold


def test_with_colour_labels_differ(seat):
    _, rows, _ = play(seat(), "w", "o", "w", "d")
    styles = {segment.text: segment.style for row in rows for segment in row}
    assert styles["The"].color != styles["review"].color


def test_the_mouse_puts_the_cursor_drags_a_selection_and_double_clicks_a_word(seat):
    sitting = seat()

    async def drag(pilot):
        await pilot.mouse_down(offset=(4, 1))
        await pilot.hover(offset=(4, 1))
        sitting.point(0, 10, extend=True)
        await pilot.mouse_up(offset=(10, 1))
        await pilot.press("o")

    text, _, _ = play(sitting, then=drag)
    assert text[1].startswith("The [review]o of")

    async def twice(pilot):
        await pilot.click(offset=(24, 1), times=2)

    play(sitting, then=twice)
    assert sitting.session.selection.of(FIRST) == "King’s"


def test_finish_goes_to_the_next_document_and_the_last_says_so(seat):
    sitting = seat()
    text, _, _ = play(sitting, "D", "1", "1", "right_square_bracket")
    assert text[0].startswith("d2  2 of 2")
    assert text[1] == "A second text."
    text, _, _ = play(sitting, "D", "1", "1", "right_square_bracket")
    assert "last of the queue" in text[-3]
    text, _, _ = play(sitting, "left_square_bracket")
    assert "finished" in text[0]


def test_undo_of_what_was_done_in_another_document_shows_it_first(seat):
    sitting = seat()
    play(sitting, "w", "o", "S")
    assert sitting.session.doc == "d2"
    play(sitting, "u")
    assert sitting.session.doc == "d1"
    text, _, _ = play(sitting, "u", "u")
    assert text[1].startswith("The review")


def test_what_cannot_be_written_is_said_and_does_not_happen(seat, tmp_path):
    sitting = seat()
    play(sitting, "w", "o")
    other = seat()
    play(other, "tab", "delete")
    text, _, _ = play(sitting, "tab", "d")
    assert "changed in the meantime" in " ".join(text[-3:])
    assert text[1].startswith("[The]o")
    assert len(list(journal.read(tmp_path).lines["anna"])) == 3


def test_pasted_text_only_goes_into_a_line_being_typed(seat):
    from textual import events

    sitting = seat()

    async def paste(pilot):
        pilot.app.query_one(Paper).post_message(events.Paste("o o o"))
        await pilot.pause()
        await pilot.press("slash")
        pilot.app.query_one(Paper).post_message(events.Paste("King’s\nFund"))
        await pilot.pause()
        await pilot.press("enter")

    play(sitting, then=paste)
    assert sitting.session.said() == []
    assert sitting.session.selection.of(FIRST) == "King’s Fund"


def test_getting_ready_changes_and_writes_nothing(seat, tmp_path):
    sitting = seat()
    before = sitting.session
    sitting.rehearse()
    assert sitting.session is before
    assert list(tmp_path.glob("*.jsonl")) == []
