"""Anchors: what is marked on clean text stands on raw text, with what was seen."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.annotate.anchor import (
    anchored,
    find_quote,
    find_quotes,
    mark,
    mark_raw,
    shown,
    snapped,
)
from curate.corpus import Cleaned, Document
from curate.errors import AmbiguousQuoteError, OffsetError, QuoteNotFoundError
from curate.text import Proposal, Span, settle

LOGO = "Under current plans all pKings Fund Logoarts of the NHS change by 2021."


def test_what_cleaning_removed_inside_is_left_out(clean):
    cleaned = clean(LOGO, [("Kings Fund Logo", "")])
    fragments = anchored(cleaned, Span(20, 40))
    assert [part.exact for part in fragments] == ["all p", "arts of the NHS"]
    assert fragments[0].suffix == "Kings Fund Logoarts of the NHS c"
    assert fragments[1].prefix.endswith("all pKings Fund Logo")
    assert mark(cleaned, [Span(20, 40)]).quote == ""


def test_the_quote_is_kept_where_it_differs_from_what_stands_in_the_raw_text(clean):
    cleaned = clean("a commitment\nto care", [("\n", " ")])
    target = find_quote(cleaned, "commitment to care")
    assert target.fragments[0].exact == "commitment\nto care"
    assert target.quote == "commitment to care"


def test_spans_marked_apart_are_one_target(clean):
    target = find_quotes(clean("hospitals and old care homes"), ["hospitals", "care homes"])
    assert [part.exact for part in target.fragments] == ["hospitals", "care homes"]
    assert target.quote == "hospitals … care homes"


def test_a_quote_is_looked_for_in_removed_text_too(clean):
    cleaned = clean(LOGO, [("Kings Fund Logo", "")])
    assert find_quote(cleaned, "Kings Fund").fragments[0].start == LOGO.index("Kings")


def test_an_ambiguous_quote_shows_its_places_and_nth_chooses(clean):
    cleaned = clean("The NHS said. The NHS did.")
    with pytest.raises(AmbiguousQuoteError) as caught:
        find_quote(cleaned, "NHS")
    assert caught.value.contexts == ("The NHS said. The NHS did.", "The NHS said. The NHS did.")
    assert find_quote(cleaned, "NHS", 2).fragments[0].start == 18
    with pytest.raises(QuoteNotFoundError):
        find_quote(cleaned, "NHS", 3)


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        ("the king's fund", "did you mean 'The King’s Fund'?"),
        ("The King’s Fund said nothing", "the text goes on like this: 'The King’s Fund concluded"),
        ("Zanzibar", ""),
    ],
)
def test_a_quote_that_is_not_there_is_answered_with_what_is_near(clean, quote, hint):
    with pytest.raises(QuoteNotFoundError) as caught:
        find_quote(clean("In its review The King’s Fund concluded that it works."), quote)
    assert caught.value.near.startswith(hint)
    assert bool(caught.value.near) == bool(hint)


@pytest.mark.parametrize(
    "cluster",
    [
        "e\u0301",  # letter and combining acute
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # family, joined
        "\U0001f1ec\U0001f1e7",  # flag of two letters
        "\U0001f44d\U0001f3fd",  # thumbs up with skin tone
        "\r\n",
        "각".encode().decode(),
        "\u1100\u1161\u11a8",  # the same syllable in three parts
    ],
)
def test_a_grapheme_cluster_is_never_cut(cluster):
    text = f"ab{cluster}cd"
    for start in range(2, 2 + len(cluster)):
        for end in range(start + 1, 3 + len(cluster)):
            assert snapped(text, Span(start, end)).of(text) == cluster


def test_an_offset_past_the_end_says_how_long_the_text_is():
    with pytest.raises(OffsetError) as caught:
        mark_raw("short", Span(2, 9), "0001")
    assert (caught.value.offset, caught.value.length) == (9, 5)


def test_a_span_in_a_long_text_without_ascii_snaps_at_once():
    text = "語" * 300_000
    assert snapped(text, Span(299_990, 299_995)) == Span(299_990, 299_995)


@given(st.data())
def test_what_is_marked_shows_where_it_was_marked(data):
    raw = data.draw(st.text(alphabet="ab \n’é", min_size=2, max_size=40))
    proposals = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(raw) - 1))
        end = data.draw(st.integers(start + 1, len(raw)))
        new = data.draw(st.sampled_from(["", "x", "yz"]))
        proposals.append(("rule", Proposal(Span(start, end), new, "why")))
    cleaned = Cleaned(Document("d", raw), settle(raw, proposals))
    if not cleaned.text:
        return
    start = data.draw(st.integers(0, len(cleaned.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(cleaned.text))))
    fragments = anchored(cleaned, span)
    assert all(part.exact == part.span.of(raw) for part in fragments)
    assert all(one.end <= two.start for one, two in pairwise(fragments))
    seen = shown(cleaned, fragments)
    assert seen[0].start <= span.start
    assert span.end <= seen[-1].end


def cut(data, raw):
    """Removals drawn at random."""
    proposals = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(raw) - 1))
        end = data.draw(st.integers(start + 1, len(raw)))
        proposals.append(("rule", Proposal(Span(start, end), "", "why")))
    return Cleaned(Document("d", raw), settle(raw, proposals))


@given(st.data())
def test_a_change_of_rules_moves_nothing_and_shows_what_is_left_of_the_marked_characters(data):
    raw = data.draw(st.text(alphabet="abcdefgh", min_size=2, max_size=40))
    first, second = cut(data, raw), cut(data, raw)
    if not first.text:
        return
    start = data.draw(st.integers(0, len(first.text) - 1))
    fragments = anchored(first, Span(start, data.draw(st.integers(start + 1, len(first.text)))))
    removed = {n for edit in second.edits for n in range(edit.span.start, edit.span.end)}
    left = [raw[n] for part in fragments for n in range(part.start, part.end) if n not in removed]
    assert "".join(span.of(second.text) for span in shown(second, fragments)) == "".join(left)
