"""The rows and figures of a text, found by arrays, against its lines, one by one."""

import re
from itertools import pairwise

import numpy as np  # noqa: F401 - the first text shall not wait for it
from hypothesis import given
from hypothesis import strategies as st

from curate.clean.outline import outline
from curate.clean.pages.figures import are_among, figures
from curate.clean.pages.row import INDENTED, LONG, WRAPPED, Rows
from curate.text import lines

PIECES = st.sampled_from(
    [
        *("12", "7", "٣", "²", "a", "É", "ж", "?", "–", "[3]", "iv", "prose that is long " * 3),
        *(" ", "    ", "\t", "\f", "\xa0", "\u2003", "\u2028", "\n", "\n\n", "\r", "\r\n"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=24).map("".join)


@given(TEXTS)
def test_rows_are_the_lines_that_hold_something(text):
    found = Rows(text)
    held = [line for line in lines(text) if line.text.strip()]
    assert found.bare == [line.text.strip() for line in held]
    assert [row.line for row in found] == held
    assert [found.indent(place) for place in range(len(found))] == [
        len(line.text) - len(line.text.lstrip()) for line in held
    ]


@given(TEXTS)
def test_a_row_turns_the_page_where_a_form_feed_stands_since_the_row_before(text):
    found = Rows(text)
    ends = [0, *(row.line.stop for row in found)]
    turns = {place for place, (a, b) in enumerate(pairwise(ends)) if "\f" in text[a:b]}
    assert found.feeds == turns


@given(TEXTS)
def test_rows_are_printed_where_they_are_indented_or_wrapped(text):
    found = Rows(text)
    indented = sum(row.line.text.startswith("   ") for row in found)
    wrapped = sum(
        len(row) > LONG and following[0].islower() and row[-1] not in ".!?:;"
        for row, following in pairwise(found.bare)
    )
    expected = indented > INDENTED * len(found) or wrapped > WRAPPED * len(found)
    assert found.printed == expected


@given(TEXTS)
def test_figures_are_runs_of_digits(text):
    assert figures(text).tolist() == [list(one.span()) for one in re.finditer("[0-9]+", text)]


def test_a_question_mark_asks_for_what_is_beyond_latin_1():
    codes = outline("a?–é").codes[:4]
    assert are_among(codes, "a?").tolist() == [True, False, True, False]
