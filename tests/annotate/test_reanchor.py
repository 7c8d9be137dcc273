"""Re-anchoring: right where the text still stands, else an orphan, never a lookalike."""

from dataclasses import replace

import pytest

from curate.annotate import Annotation, By, Edition, Fragment
from curate.annotate.anchor import fragment
from curate.annotate.reanchor import Renewal, likeness, renewed
from curate.annotate.record import new_id
from curate.corpus import Document
from curate.text import Span

BARRIER = "Money rewards activity rather than care."
OLD = (
    "A review of the first systems was printed in May.\n"
    f"The Fund’s view is plain. {BARRIER} It has long been so.\n"
    "Leaders want to talk about staff, and say that nobody listens to them.\n"
    "The councils were not asked. They would have had much to say on homes.\n"
)


def find(new, quote, old=OLD, with_old=True):
    at = (old or OLD).index(quote)
    item = fragment(OLD, Span(at, at + len(quote)))
    found = Renewal(new, old if with_old else None).find(item)
    return (found.span.of(new), found.state) if found else None


@pytest.mark.parametrize("quote", [BARRIER, "Fund’s", "It", "The Fund’s view is plain."])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A review", "By our own staff. A review"),
        ("A review of the first systems was printed in May.\n", ""),
        ("’", "'"),
        ("\n", " "),
        ("It has long been so.", "It has long been thus, and so it stays."),
        ("Leaders want", "Leaders of councils want"),
    ],
)
def test_what_still_stands_is_found_by_the_difference(old, new, quote):
    text = OLD.replace(old, new)
    assert find(text, quote) == (quote.replace("’", "'") if old == "’" else quote, "mapped")


def test_a_corrected_letter_inside_is_taken_along():
    new = OLD.replace("activity", "activty")
    assert find(new, BARRIER) == (BARRIER.replace("activity", "activty"), "mapped")


def test_other_words_in_its_place_make_an_orphan():
    new = OLD.replace(BARRIER, "Nobody pays for what people need most.")
    assert find(new, BARRIER) is None


def test_a_deleted_sentence_is_not_taken_for_a_lookalike_that_stood_there_before():
    twin = "Money rewards activity rather than homes."
    old = OLD + twin + "\n"
    for with_old in (old, OLD):
        new = with_old.replace(BARRIER + " ", "")
        at = old.index(BARRIER)
        item = fragment(old, Span(at, at + len(BARRIER)))
        assert Renewal(new, with_old).find(item) is None


def test_a_deleted_sentence_is_not_taken_for_its_repetition_elsewhere():
    old = OLD + "In short:\n" + BARRIER + "\n"
    new = old.replace(BARRIER + " It", "It")
    first, second = old.index(BARRIER), old.rindex(BARRIER)
    gone, there = (fragment(old, Span(at, at + len(BARRIER))) for at in (first, second))
    assert Renewal(new, old).find(gone) is None
    assert Renewal(new, old).find(there).span.start == new.index(BARRIER)


def test_a_moved_paragraph_is_found_by_its_quotes():
    lines = OLD.splitlines(keepends=True)
    new = "".join([lines[2], lines[3], lines[0], lines[1]])
    for quote in (BARRIER, "Leaders want to talk", "councils", "A review"):
        text, state = find(new, quote)
        assert (text, new.count(text)) == (quote, 1)
        assert state in ("mapped", "quote")


def test_without_the_old_text_a_unique_quote_needs_what_stood_around_it():
    assert find("New. " + OLD, "nobody listens", with_old=False) == ("nobody listens", "quote")
    assert find("Elsewhere nobody listens at all.", "nobody listens", with_old=False) is None


def test_without_the_old_text_two_equal_places_are_left_to_a_person():
    assert find(OLD + OLD, BARRIER, with_old=False) is None


def span(*quotes, **more):
    return Annotation(
        id=new_id(1),
        kind="span",
        doc="0001",
        sha256=Document("0001", OLD).sha256,
        by=By("anna"),
        at="2026-11-21T10:00:00Z",
        codebook=Edition("care", "1.0.0"),
        label="claim.barrier",
        target=tuple(
            fragment(OLD, Span(OLD.index(quote), OLD.index(quote) + len(quote))) for quote in quotes
        ),
        **more,
    )


def renew(annotation, new):
    return renewed(annotation, Document("0001", new), Renewal(new, OLD), "now")


def test_the_new_revision_says_how_it_was_found_and_where_it_was():
    before = span("Money rewards", "care.")
    after = renew(before, "Note. " + OLD)
    assert [item.exact for item in after.target] == ["Money rewards", "care."]
    assert after.target[0].start == before.target[0].start + 6
    assert (after.rev, after.by.id, after.by.tool) == (2, "anna", "reanchor")
    assert (after.anchor.state, after.anchor.score) == ("mapped", 1.0)
    assert after.anchor.sha256 == before.sha256
    assert after.anchor.spans == tuple((item.start, item.end) for item in before.target)


def test_the_quote_that_was_seen_is_kept_when_the_text_differs():
    after = renew(span(BARRIER), OLD.replace("activity", "activities"))
    assert after.target[0].exact == BARRIER.replace("activity", "activities")
    assert after.quote == BARRIER


def test_an_orphan_keeps_its_old_place_and_is_written_once():
    before = span(BARRIER)
    orphan = renew(before, OLD.replace(BARRIER, ""))
    assert (orphan.anchor.state, orphan.target, orphan.sha256) == (
        "orphan",
        before.target,
        before.sha256,
    )
    assert renew(orphan, OLD.replace(BARRIER, "")) is None
    assert renew(orphan, "Back again: " + OLD).anchor.state == "mapped"


def test_one_lost_fragment_makes_the_whole_an_orphan():
    assert renew(span("Fund’s", BARRIER), OLD.replace(BARRIER, "")).anchor.state == "orphan"


def test_who_had_finished_has_only_started_when_there_are_new_words():
    done = replace(span(), kind="state", label="", target=(), value="finished")
    assert renew(done, OLD.replace("’", "'")).value == "finished"
    assert renew(done, OLD + "And more.").value == "started"


def test_relations_go_along():
    relation = replace(span(), kind="relation", target=(), from_id=new_id(2), to_id=new_id(3))
    assert renew(relation, "x" + OLD).sha256 == Document("0001", "x" + OLD).sha256


def test_likeness_holds_white_space_and_quotation_marks_equal():
    assert likeness("The King’s\n Fund", "The King's Fund") == 1
    assert likeness("abcd", "abxd") == 0.75
    assert likeness("", "") == 1
    assert Fragment(0, 1, "x").prefix == ""
