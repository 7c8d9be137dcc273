"""The outline of a text against its lines, one by one."""

import numpy as np  # noqa: F401 - the first text shall not wait for it
from hypothesis import given
from hypothesis import strategies as st

from curate.clean.line_model import characters as chars
from curate.clean.outline import FOREIGN, outline
from curate.text import lines

PIECES = st.sampled_from(
    [
        *("a", "B7", "?", "é", "–", "\ud800", "😀", "\x00", "\xad"),
        *(" ", "   ", "\t", "\f", "\x1c", "\x85", "\xa0", "\u2003", "\u2028"),
        *("\n", "\n\n", "\r", "\r\n"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=16).map("".join)


@given(TEXTS)
def test_the_outline_has_the_lines_of_the_text(text):
    found = outline(text)
    assert found.lines(found.size >= 0) == list(lines(text))
    assert [found.line(place) for place in range(len(found))] == list(lines(text))


@given(TEXTS)
def test_bare_lines_are_what_strip_leaves(text):
    found = outline(text)
    bare = zip(found.bare_start.tolist(), found.bare_stop.tolist(), strict=True)
    for line, (start, stop) in zip(lines(text), bare, strict=True):
        assert text[start:stop] == line.text.strip()
        assert line.start <= start <= stop <= line.stop


def test_a_line_is_known_by_the_classes_of_its_ends():
    found = outline("One.\n  \n– two\n(3)")
    assert found.first.tolist() == [chars.UPPER, chars.BREAK, FOREIGN, chars.BRACKET]
    assert found.last.tolist()[:1] + found.last.tolist()[2:] == [
        *(chars.STOP, chars.LOWER, chars.BRACKET)
    ]


def test_a_question_mark_is_a_stop_beside_foreign_letters():
    assert outline("なに?\n").last.tolist() == outline("What?\n").last.tolist() == [chars.STOP]
