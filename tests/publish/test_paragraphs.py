"""Paragraphs are what a reader sees as paragraphs, and every letter is in one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.publish.paragraphs import paragraphs

LONG = "x" * 120


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One line \nand another.", ["One line \nand another."]),
        ("One.  \n \t\n\n  Two.\n", ["One.", "Two."]),
        (f"Title\n{LONG}\nEnd\n\nWrapped\nlines", ["Title", LONG, "End", "Wrapped\nlines"]),
        (f"A\nb\n\n{' ' * 150}\nC\nd", ["A\nb", "C\nd"]),
        (" \n\n", []),
        (" " * 150, []),
        ("", []),
    ],
)
def test_what_a_paragraph_is(text, parts):
    assert [text[start:end] for start, end in paragraphs(text)] == parts


@given(st.text(alphabet="ab \n\u3000\r." + LONG[:1], max_size=300))
def test_paragraphs_hold_every_letter_once_and_in_order(text):
    parts = [text[start:end] for start, end in paragraphs(text)]
    assert "".join(re.findall(r"\S", "".join(parts))) == "".join(re.findall(r"\S", text))
    assert all(part == part.strip() for part in parts)
