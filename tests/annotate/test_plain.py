"""The session line by line."""

from __future__ import annotations

import pytest

from curate.annotate import By, Journal
from curate.annotate.author import Author
from curate.annotate.plain import bracketed, keys, told


@pytest.fixture
def hand(clean, author, sit_down):
    return sit_down(clean("The Fund waits. It said “no,” and no.\nThe Fund asked."), author)


def lines(hand, text):
    hand.press(*keys(text))
    return list(told(hand.session))


def test_a_line_of_keys_or_a_text_to_look_for():
    assert keys("w + o") == ["w", "+", "o"]
    assert keys("/ the fund ") == ["/", *"the fund", "enter"]
    assert keys(": well said") == [":", *"well said", "enter"]
    assert keys("  ") == []


def test_after_each_line_the_sentence_is_told_with_its_brackets(hand):
    assert lines(hand, "/ Fund")[1] == "The >Fund< waits."
    assert lines(hand, "o")[1] == "The [Fund]o| waits."
    assert lines(hand, "ctrl+home w w b ctrl+home")[1] == "[|The [Fund]o]b waits."


def test_proposals_are_told_with_what_answers_them(hand):
    told = lines(hand, "/ Fund") and lines(hand, "o * tab")
    assert "{|Fund}o?" in told[1]
    assert "proposed by equal strings" in told[2]


def test_hints_are_told_with_the_words_they_stand_on(hand):
    (told,) = lines(hand, "F f")
    assert told == "a: Fund waits. It; s: Fund asked"


def test_menus_are_told_line_by_line(hand):
    assert lines(hand, "D")[1] == "1: topic = –"


def test_help_and_codebook_are_told(hand):
    assert any("jump to a word" in line for line in lines(hand, "?"))
    assert any("A named body." in line for line in lines(hand, "c"))


def test_a_text_without_a_sentence_is_no_trouble(clean, author, sit_down):
    assert bracketed(sit_down(clean("\n"), author).session) == ""


def test_a_proposed_document_label_is_told_and_answered(clean, author, sit_down, tmp_path):
    cleaned = clean("The Fund waits.")
    machine = Author(By("tagger", "model", "tagger"), author.codebook)
    made = machine.document(
        cleaned.document, "topic", "money", id="a1", at="2026-11-21T09:00:00Z", status="proposed"
    )
    Journal(tmp_path, "tagger").write([made])
    hand = sit_down(cleaned, author)
    assert "topic = money  proposed by tagger" in lines(hand, "tab")
    assert "1 accepted: topic = money" in lines(hand, "y")
