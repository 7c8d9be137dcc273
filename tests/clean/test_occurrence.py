"""Words looked up in a text: at the beginning of lines, and anywhere."""

import pytest

from curate.clean.occurrence import lines_holding, lines_starting

WORDS = ("comments", "e-mail", "log", "©")


def texts(lines):
    return [line.text for line in lines]


@pytest.mark.parametrize(
    "line",
    ["Comments", "log in", "  • Log", "* Comments:", "12 comments", "(e-mail)", "© Me", "“Log it”"],
)
def test_a_line_is_found_by_its_first_word(line):
    assert texts(lines_starting(f"One.\n{line}\nTwo.\n", WORDS)) == [line]


@pytest.mark.parametrize(
    "line", ["Logs", "To log in", "* * Log", "©Me", "log " + "x" * 160, "", "3d"]
)
def test_other_lines_are_not(line):
    assert lines_starting(f"One.\n{line}\nTwo.\n", WORDS) == []


def test_words_in_other_letters_are_found_too():
    assert texts(lines_starting("Слово\r\nслова\r\n* слово!", ("слово",))) == ["Слово", "* слово!"]


def test_lines_come_in_order_and_once():
    found = lines_holding("Sign up.\nno\nPlease SIGN UP, sign up\nassign up", ("sign up", "please"))
    assert texts(found) == ["Sign up.", "Please SIGN UP, sign up"]


def test_a_phrase_before_the_start_does_not_count():
    assert texts(lines_holding("Find us.\nFind us.", ("find us",), 3)) == ["Find us."]


def test_an_empty_text_has_no_words():
    assert lines_starting("", WORDS) == lines_holding("", ("find us",)) == []
