"""What a session shows: rows that fit, brackets that nest, and nothing that commands a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from curate.annotate.session import resized
from curate.annotate.session.drawing import offset_at, screen
from curate.annotate.session.layout import cells
from curate.annotate.session.panels import PANEL, lines, panel
from curate.annotate.session.telling import foot, head

TEXT = "The review of the King’s Fund was long.\n\nIn 2018 the Fund asked. " + "Word " * 60


@pytest.fixture
def hand(clean, author, sit_down):
    hand = sit_down(clean(TEXT), author)
    hand.session = resized(hand.session, 40, 10)
    return hand


def drawn(session):
    return ["".join(piece.text for piece in row).rstrip() for row in screen(session)]


def test_annotations_carry_brackets_and_the_letter_of_their_label(hand):
    hand.find("the King’s Fund").press("o").find("King’s").press("o").find("The review").press("b")
    assert drawn(hand.session)[0] == "[The review]b of [the [King’s]o Fund]o"
    assert drawn(hand.session)[1] == "was long."


def test_parts_of_one_annotation_are_numbered(hand):
    hand.find("The review").press("&").find("was long").press("b")
    assert drawn(hand.session)[0] == "[The review]b1 of the King’s Fund [was"
    assert drawn(hand.session)[1] == "long]b2."


def test_proposals_look_different_from_annotations(hand):
    hand.find("Fund").press("o", "*")
    assert drawn(hand.session)[3] == "In 2018 the {Fund}o? asked. Word Word"


def test_no_row_is_wider_than_the_screen(hand):
    hand.find("Fund").press("o", "*", "ctrl+home", "p", "b")
    for width in (20, 33, 40, 77):
        session = resized(hand.session, width, 30)
        assert max(map(cells, drawn(session))) <= width


def test_long_words_and_wide_characters_are_broken(clean, author, sit_down):
    hand = sit_down(clean("x" * 100 + " 漢字" * 30), author)
    session = resized(hand.session, 30, 20)
    assert max(map(cells, drawn(session))) <= 30
    assert "".join(drawn(session)).count("x") == 100
    assert "".join(drawn(session)).count("漢") == 30


def test_every_character_is_drawn_once_and_in_order(hand):
    hand.find("King’s").press("o", "escape")
    session = resized(hand.session, 25, 60)
    shown = "".join(
        piece.text for row in screen(session) for piece in row
        if piece.offset is not None and not (piece.is_cursor and piece.text == " ")
    )  # fmt: skip
    assert shown.replace(" ", "") == TEXT.replace("\n", "").replace(" ", "")


def test_the_cursor_and_the_selection_are_marked(hand):
    hand.press("w")
    row = screen(hand.session)[0]
    assert [piece.text for piece in row if piece.is_selected] == ["The"]
    assert [piece.text for piece in row if piece.is_cursor] == [" "]
    hand.press("ctrl+end")
    assert sum(piece.is_cursor for row in screen(hand.session) for piece in row) == 1


def test_hints_stand_on_the_words(hand):
    hand.press("f", "f")
    hints = [piece.text for row in screen(hand.session) for piece in row if piece.is_hint]
    assert hints == ["a", "s"]


def test_the_screen_follows_the_cursor_both_ways(hand):
    hand.session = resized(hand.session, 40, 4)
    hand.press(*["down"] * 8)
    assert any(piece.is_cursor for row in screen(hand.session) for piece in row)
    assert hand.session.top > 0
    hand.press(*["up"] * 8)
    assert hand.session.top == 0


def test_down_keeps_the_column(hand):
    hand.press(*["right"] * 5, "down", "down")
    assert hand.session.cursor == TEXT.index("In 2018") + 5


def test_a_click_finds_the_character_under_it(hand):
    hand.find("the King’s Fund").press("o", "escape")
    row = "".join(piece.text for piece in screen(hand.session)[0])
    assert row.startswith("The review of [the King’s Fund]o")
    assert offset_at(hand.session, 0, row.index("King")) == TEXT.index("King")
    assert offset_at(hand.session, 0, 0) == 0
    assert offset_at(hand.session, 0, 39) == TEXT.index(" was long") + 4
    assert offset_at(hand.session, 99, 0) == len(TEXT)


def test_control_characters_never_reach_the_terminal(clean, author, sit_down):
    hand = sit_down(clean("a\x1b[31mred\x07 \u202eturned"), author)
    assert drawn(hand.session) == ["a·[31mred· ·turned"]


def test_the_lines_around_the_text_say_what_goes_on(hand):
    assert "0 spans" in head(hand.session)
    hand.find("Fund")
    state, keys, _ = foot(hand.session)
    assert state == "selected 25–29, 1 word: “Fund”"
    assert "o org" in keys
    hand.press("o")
    assert "1 span " in head(hand.session)
    assert "keys a span" in head(hand.session)
    assert foot(hand.session)[2] == "org: A named body."
    hand.press("*", "tab")
    assert "proposed by equal strings" in foot(hand.session)[0]
    assert foot(hand.session)[1].startswith("y accept")


def test_help_and_codebook_fit_their_width(hand):
    for name in ("help", "codebook"):
        shown = lines(replace(hand.session, panel=name))
        assert max(map(len, shown)) <= PANEL
        assert len(shown) > 10


def test_a_long_panel_is_scrolled_and_never_past_its_ends(hand):
    hand.press("?", *["pagedown"] * 50)
    last = panel(hand.session)
    assert last[-1] == lines(hand.session)[-1]
    hand.press(*["pageup"] * 50)
    assert panel(hand.session)[0] == lines(hand.session)[0]
    hand.press("?", "pagedown")
    assert hand.session.panel == ""
    assert hand.session.cursor > 0
