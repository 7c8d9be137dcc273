"""Marks over a text: nothing of it is lost, everything marked is marked, all of it is escaped."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from curate.publish.paragraphs import paragraphs, sentences
from curate.publish.plugin.marks import DEEPEST, LEVELS, Mark, html, levelled, split

TEXTS = st.text(alphabet="ab .\n<&\"'é\U0001f600", max_size=60)
PLACES = st.tuples(st.integers(-3, 70), st.integers(-3, 70))
TAG = re.compile(r"<[^>]*>")


def drawn(text, places):
    marks = levelled(text, [Mark(a, b, f"m{n}") for n, (a, b) in enumerate(places)])
    stretches = [
        sentence for start, end in paragraphs(text) for sentence in sentences(text, start, end)
    ]
    return marks, list(split(stretches, marks))


@given(TEXTS, st.lists(PLACES, max_size=8))
def test_no_text_is_lost_and_nothing_is_unescaped(text, places):
    _, found = drawn(text, places)
    shown = [unescape(TAG.sub("", html(text, pieces))) for _, _, pieces in found]
    assert "".join("".join(shown).split()) == "".join(text.split())
    for (start, end, pieces), seen in zip(found, shown, strict=True):
        assert seen == text[start:end]
        assert "<" not in TAG.sub("", html(text, pieces))


@given(TEXTS, st.lists(PLACES, max_size=8))
def test_every_mark_covers_exactly_its_characters(text, places):
    marks, found = drawn(text, places)
    covered = {}
    for _, _, pieces in found:
        for piece in pieces:
            for mark in piece.marks:
                covered.setdefault(mark.look, []).append((piece.start, piece.end))
    for mark in marks:
        seen = {at for start, end in covered.get(mark.look, []) for at in range(start, end)}
        wanted = {at for at in range(mark.start, mark.end) if not text[at].isspace()}
        assert wanted <= seen
        assert seen <= set(range(mark.start, mark.end))


@given(TEXTS, st.lists(PLACES, max_size=8))
def test_marks_that_overlap_are_drawn_on_different_lines_while_there_are_lines(text, places):
    marks, _ = drawn(text, places)
    for mark in marks:
        beside = [m for m in marks if m.start <= mark.start < m.end]
        if len(beside) <= LEVELS and max((m.level for m in beside), default=0) < LEVELS - 1:
            assert len({m.level for m in beside}) == len(beside)


def test_a_mark_over_a_paragraph_break_has_its_tag_once_and_its_end_once():
    text = "one two.\n\nthree four."
    marks = levelled(text, [Mark(4, 15, "m", "[TAG]", "[END]")])
    stretches = [(0, 8), (10, 21)]
    shown = "".join(html(text, pieces) for _, _, pieces in split(stretches, marks))
    assert shown.count("[TAG]") == shown.count("[END]") == 1
    assert '<mark class="m v0">three</mark>[END] four.' in shown


def test_thousands_of_marks_inside_one_another_make_no_page_of_thousands_of_each():
    text = "word " * 2_000
    places = [(n, len(text) - n) for n in range(3_000)]
    marks, found = drawn(text, places)
    page = "".join(html(text, pieces) for _, _, pieces in found)
    assert unescape(TAG.sub("", page)) == text.strip()
    assert {mark.look for mark in marks} == {f"m{n}" for n in range(3_000)}
    assert len(page) < 60 * 2 * DEEPEST * len(places)


@given(TEXTS)
def test_paragraphs_and_sentences_hold_all_but_white_space(text):
    held = ""
    last = 0
    for start, end in paragraphs(text):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        at = start
        for first, stop in sentences(text, start, end):
            assert not text[at:first].strip()
            held += text[first:stop]
            at = stop
        last = end
    assert not text[last:].strip()
    assert "".join(held.split()) == "".join(text.split())


def test_lines_that_are_not_wrapped_are_paragraphs():
    long = "word " * 30
    assert len(list(paragraphs(f"{long}\n{long}\nshort"))) == 3
    assert len(list(paragraphs("wrapped\nby hand\n\nnext"))) == 2


def test_sentences_do_not_end_at_initials_and_abbreviations():
    text = "Dr. A. B. Smith et al. said so. Then 3.5 more, e.g. here."
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [
        "Dr. A. B. Smith et al. said so.",
        "Then 3.5 more, e.g. here.",
    ]


def test_a_million_points_end_one_sentence():
    text = "So it goes" + "." * 1_000_000 + "x"
    assert list(sentences(text, 0, len(text))) == [(0, len(text))]
