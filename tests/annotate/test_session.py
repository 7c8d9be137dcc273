"""The session: what keys do to a document, without a screen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest

from curate.annotate import Annotation, By, Journal, journal
from curate.annotate.author import Author
from curate.annotate.pace import spans_a_minute
from curate.annotate.session import Leave, Quit, Write, resized
from curate.annotate.session.telling import foot, head

TEXT = (
    "The review of the King’s Fund was long. It said “money is short,” and more.\n"
    "\n"
    "In 2018 the Fund asked again. The Fund waits. Dr. Smith of the Fund knows."
)


@pytest.fixture
def hand(clean, author, sit_down):
    return sit_down(clean(TEXT), author)


def selected(hand):
    session = hand.session
    return [span.of(session.page.text) for span in session.selected]


def test_a_word_and_one_key_are_an_annotation_on_disk(hand, tmp_path):
    hand.press("w", "o")
    (line, state) = (item.annotation for item in journal.read(tmp_path).lines["anna"])
    assert (line.label, line.text, line.start, line.end) == ("org", "The", 0, 3)
    assert line.status == "accepted"
    assert (state.kind, state.value) == ("state", "started")
    assert line.at == "2026-11-21T10:00:02Z"


def test_every_action_is_written_once_and_keys_without_effect_write_nothing(hand):
    hand.press("w")
    assert hand.events == ()
    hand.press("o")
    assert len(hand.events) == 1
    hand.press("right", "X", "escape")
    assert hand.events == ()


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["w"], "The"),
        (["w", "w", "w"], "The review of"),
        (["s"], "The review of the King’s Fund was long."),
        (["p"], TEXT.partition("\n")[0]),
        ([")", "s"], "It said “money is short,” and more."),
        (["}", ")", ")", "s"], "Dr. Smith of the Fund knows."),
        (["shift+right", "shift+right"], "Th"),
        (["ctrl+shift+right", "ctrl+shift+right"], "The review "),
        (["v", "ctrl+right", "ctrl+right"], "The review "),
        (["w", "+", "+", "-"], "The review"),
        (["ctrl+right", "w", "<"], "The review"),
        (["w", "w", "w", ">"], "review of"),
        (["shift+end"], TEXT.partition("\n")[0][:74]),
        (["p", "escape"], None),
    ],
)
def test_selecting(hand, keys, text):
    hand.session = replace(hand.session, width=200)
    hand.press(*keys)
    wanted = [] if text is None else [text[:75] if keys == ["shift+end"] else text]
    if keys == ["shift+end"]:
        wanted = [TEXT.partition("\n")[0]]
    assert selected(hand) == wanted


def test_quotation_marks_are_taken_in_with_the_comma_before_them(hand):
    hand.find("money is short").press('"')
    assert selected(hand) == ["“money is short,”"]


def test_jumping_by_hint_selects_from_word_to_word(hand):
    hand.aim("f", "k", TEXT.index("King")).aim("t", "f", TEXT.index("Fund"))
    assert selected(hand) == ["King’s Fund"]


def test_a_jump_to_the_only_word_with_that_letter_needs_no_hint(hand):
    hand.press("F", "l")
    assert selected(hand) == ["long"]


def test_hints_are_only_on_words_in_sight(hand):
    hand.session = resized(hand.session, 40, 3)
    hand.press("f", "f")
    assert hand.session.mode is None  # only one Fund in sight
    assert hand.session.cursor == TEXT.index("Fund")


def test_search_ignores_case_quotes_and_line_breaks(hand):
    assert selected(hand.find("king's fund")) == ["King’s Fund"]
    hand.find("fund")
    assert hand.session.selection.start == TEXT.index("Fund", TEXT.index("2018"))
    hand.press("N")
    assert hand.session.selection.start == TEXT.index("Fund")
    hand.find("more. in 2018")
    assert selected(hand) == ["more.\n\nIn 2018"]
    assert "not found" in hand.find("unicorn").session.message


def test_labels_need_a_selection_and_otherwise_letters_command(hand):
    hand.press("f")  # the key of claim.finding
    assert hand.session.mode is not None
    hand.press("escape", "s", "f")
    assert hand.said == [("claim.finding", "The review of the King’s Fund was long.")]


def test_white_space_at_the_edges_is_left_out(hand):
    hand.press("ctrl+shift+right", "o")
    assert hand.said == [("org", "The")]
    hand.press("escape", "left", "shift+right", "o")
    assert hand.said == [("org", "The")]
    assert "only white space" in hand.session.message


def test_a_grapheme_cluster_is_never_cut(clean, author, sit_down):
    hand = sit_down(clean("cafe\u0301s \N{WOMAN}\u200d\N{PERSONAL COMPUTER} x"), author)
    hand.press("right", "right", "right", "shift+right", "o")
    assert hand.said == [("org", "e\u0301")]
    hand.press("ctrl+right", "left", "left", "shift+right", "o")
    assert hand.said[-1] == ("org", "\N{WOMAN}\u200d\N{PERSONAL COMPUTER}")


def test_what_is_marked_on_clean_text_stands_on_raw_offsets(clean, author, sit_down):
    cleaned = clean("all pKings Fund Logoarts of the NHS", [("Kings Fund Logo", "")])
    hand = sit_down(cleaned, author).press("p", "b")
    (made,) = (item for item in hand.session.said() if item.kind == "span")
    assert [(item.start, item.end) for item in made.target] == [(0, 5), (20, 35)]
    assert made.text == "all parts of the NHS"


def test_nested_spans_follow_the_overlap_policy(hand):
    hand.find("the King’s Fund").press("o")
    hand.find("King’s").press("o")
    assert len(hand.said) == 2
    hand.find("of the King’s").press("o")
    assert len(hand.said) == 2
    assert "may nest" in hand.session.message
    assert hand.events == ()
    hand.press("b")  # claims may cross entities
    assert len(hand.said) == 3


def test_the_same_is_not_said_twice(hand):
    hand.press("w", "o", "ctrl+home", "w", "o")
    assert hand.said == [("org", "The")]
    assert "there already" in hand.session.message


def test_parts_make_a_discontinuous_span(hand):
    hand.find("The review").press("&").find("was long").press("b")
    (made,) = (item for item in hand.session.said() if item.kind == "span")
    assert [(part.exact) for part in made.target] == ["The review", "was long"]
    assert made.text == "The review … was long"


def test_tab_goes_through_annotations_and_a_label_key_changes_one(hand):
    hand.press("w", "o").find("2018").press("d").press("escape", "tab", "d")
    assert hand.said == [("date", "The"), ("date", "2018")]
    hand.press("tab", "tab", "tab")
    assert hand.session.focused.text == "2018"
    hand.press("shift+tab", "delete")
    assert hand.said == [("date", "2018")]


def test_the_edges_of_an_annotation_in_focus_move_too(hand):
    hand.press("w", "o", "tab", "shift+tab", "+", "+")
    assert hand.said == [("org", "The review of")]
    hand.press("-")
    assert hand.said == [("org", "The review")]


def test_attributes_notes_and_their_checks(hand):
    hand.press("s", "b")
    (made,) = (item for item in hand.session.said() if item.kind == "span")
    assert made.attributes == {"voice": "author"}
    hand.press("a", "1", "2").press("a", "2", "1").press("a", "2", "2").press("a", "2", "1")
    hand.press("a", "3", *"0.5", "enter").press(":", *"well said", "enter")
    said = hand.session.mine[made.id]
    assert said.attributes == {"voice": "reported", "domain": ("finance",), "score": 0.5}
    assert said.note == "well said"
    hand.press("a", "3", *"much", "enter")
    assert "not a number" in hand.session.message


def test_document_labels(hand):
    hand.press("D", "1", "2").press("D", "2", "1").press("D", "2", "2")
    hand.press("D", "1", "1").press("D", "2", "1")
    values = [(item.label, item.value) for item in hand.session.said() if item.kind == "document"]
    assert values == [("topic", "data"), ("theme", "b")]


def test_relations_lead_where_the_codebook_lets_them(hand):
    hand.find("King’s Fund").press("o").find("money is short").press("f").find("2018").press("d")
    claim = next(item for item in hand.session.said() if item.label == "claim.finding")
    hand.press("escape", "tab", "tab")
    while hand.session.focus != claim.id:
        hand.press("tab")
    hand.press("g", "a")
    assert len(hand.session.mode.hints) == 1  # the date is no place for attributed_to
    hand.press(hand.session.mode.hints[0][0])
    (relation,) = (item for item in hand.session.said() if item.kind == "relation")
    assert relation.from_id == claim.id
    assert hand.session.mine[relation.to_id].text == "King’s Fund"
    hand.press("delete")  # and it goes with its end
    assert [item.kind for item in hand.session.said()].count("relation") == 0
    hand.press("u")
    assert [item.kind for item in hand.session.said()].count("relation") == 1


def test_undo_and_redo_go_all_the_way_and_survive_a_restart(hand, clean, author, sit_down):
    hand.press("w", "o", "ctrl+right", "w", "d").find("2018").press("d")
    hand.press("u", "u")
    assert hand.said == [("org", "The")]
    again = sit_down(clean(TEXT), author, seed="another")
    again.press("u")
    assert again.said == []
    assert "Nothing to undo" in again.press("u").session.message
    again.press("U", "U", "U")
    assert [text for _, text in again.said] == ["The", "review", "2018"]
    assert "Nothing to redo" in again.press("U").session.message
    once_more = sit_down(clean(TEXT), author, seed="third")
    assert once_more.said == again.said


def test_undo_of_what_was_done_elsewhere_goes_there_first(hand, clean, author, sit_down):
    hand.press("w", "o")
    other = sit_down(clean("Another text.", id="0002"), author, seed="other")
    other.press("u")
    assert other.events == (Leave(0, "0001"),)


def test_equal_strings_are_proposed_and_answered_one_by_one_or_at_once(hand):
    hand.find("Fund").press("o", "*")
    assert hand.said == [("org", "Fund")]
    assert len([mark for mark in hand.session.marks.items if mark.is_proposal]) == 3
    hand.press("tab", "y", "n")
    assert hand.said == [("org", "Fund"), ("org", "Fund")]
    hand.press("u", "u", "tab", "Y")
    assert len(hand.said) == 4
    assert not [mark for mark in hand.session.marks.items if mark.is_proposal]
    hand.press("u")
    assert len(hand.said) == 1
    assert len([mark for mark in hand.session.marks.items if mark.is_proposal]) == 3


def test_another_label_key_corrects_a_proposal(hand):
    hand.find("Fund").press("o", "*", "tab", "d")
    assert hand.said == [("org", "Fund"), ("date", "Fund")]
    hand.press("U", "escape", "u")
    assert hand.said == [("org", "Fund")]


def test_a_tools_proposals_are_shown_and_stay_the_tools(clean, author, sit_down, tmp_path):
    machine = Author(By("gazetteer", "pattern", "gazetteer"), author.codebook)
    cleaned = clean(TEXT)
    from curate.annotate.anchor import mark
    from curate.text import Span

    target = mark(cleaned, [Span(0, 3)])
    proposal = machine.span(
        cleaned.document, target, "org", id="a000000000000", at="2026-11-21T09:00:00Z",
        status="proposed",
    )  # fmt: skip
    Journal(tmp_path, "gazetteer").write([proposal])
    hand = sit_down(cleaned, author).press("tab", "y")
    answer = next(item for item in hand.session.said() if item.kind == "span")
    assert (answer.by.id, answer.proposal) == ("anna", proposal.id)
    ben = sit_down(cleaned, Author(By("ben"), author.codebook))
    assert ben.session.marks.items[0].is_proposal
    ben.press("tab", "n")
    assert ben.session.marks.items == ()
    ben.press("u")
    assert ben.session.marks.items[0].is_proposal


@pytest.fixture
def proposed(clean, author, sit_down, tmp_path):
    """A session with proposals of a tool: a claim, an organisation, a relation between them, and
    two document labels.
    """
    from curate.annotate.anchor import mark
    from curate.text import Span

    cleaned, at = clean(TEXT), "2026-11-21T09:00:00Z"
    machine = Author(By("tagger", "model", "tagger"), author.codebook)
    made = []
    for number, (label, text) in enumerate((("claim.finding", "money is short"), ("org", "Fund"))):
        start = TEXT.index(text)
        target = mark(cleaned, [Span(start, start + len(text))])
        made.append(machine.span(cleaned.document, target, label, id=f"a{number}", at=at,
                                 status="proposed"))  # fmt: skip
    made.append(machine.relation(*made, "attributed_to", id="a2", at=at, status="proposed"))
    for number, value in enumerate(("money", "data"), start=3):
        made.append(machine.document(cleaned.document, "topic", value, id=f"a{number}", at=at,
                                     status="proposed"))  # fmt: skip
    Journal(tmp_path, "tagger").write(made)
    return sit_down(cleaned, author)


def of_kind(hand, kind):
    return [item for item in hand.session.said() if item.kind == kind]


def test_proposed_relations_and_document_labels_come_after_the_text_and_take_y_and_n(proposed):
    assert "5 proposals" in head(proposed.session)
    proposed.press("tab", "y", "y")  # Fund, then the claim; the relation is next
    assert proposed.session.focused.kind == "relation"
    assert proposed.session.cursor == TEXT.index("money")
    assert foot(proposed.session)[0].startswith("attributed_to “money is short” → “Fund”")
    proposed.press("y", "n", "y")
    (relation,) = of_kind(proposed, "relation")
    own = {item.label: item.id for item in of_kind(proposed, "span")}
    assert (relation.from_id, relation.to_id) == (own["claim.finding"], own["org"])
    assert relation.proposal == "a2"
    assert [item.value for item in of_kind(proposed, "document")] == ["data"]
    assert "proposal" not in head(proposed.session)
    proposed.press("u", "u", "u")
    assert "3 proposals" in head(proposed.session)
    assert of_kind(proposed, "relation") == []


def test_a_proposed_relation_waits_for_its_ends(proposed):
    proposed.press("tab", "tab", "tab", "y")
    assert proposed.session.message.endswith("accept its end “money is short” first.")
    assert of_kind(proposed, "relation") == []
    proposed.press("n")
    assert "4 proposals" in head(proposed.session)


def test_a_proposed_relation_joins_equal_spans_made_by_hand(proposed):
    proposed.find("money is short").press("f").press("ctrl+home").find("Fund").press("o")
    while not (item := proposed.session.focused) or item.kind != "relation":
        proposed.press("tab")
    proposed.press("y")
    (relation,) = of_kind(proposed, "relation")
    assert {relation.from_id, relation.to_id} == {item.id for item in of_kind(proposed, "span")}


def test_a_proposal_of_an_end_with_another_label_is_not_joined_against_the_codebook(proposed):
    proposed.press("tab", "d", "tab", "y")  # the organisation becomes a date
    while not (item := proposed.session.focused) or item.kind != "relation":
        proposed.press("tab")
    proposed.press("y")
    assert "leads" in proposed.session.message
    assert of_kind(proposed, "relation") == []


def test_all_document_labels_of_a_tool_are_rejected_at_once(proposed):
    proposed.press("shift+tab", "N")
    assert proposed.session.message.startswith("2 rejected: topic = money")
    assert "3 proposals" in head(proposed.session)


def test_of_many_proposals_those_that_may_not_stand_stay_open(hand):
    hand.find("Fund").press("o", "*").find("e Fu").press("d", "tab", "Y")
    assert hand.session.message.startswith("2 accepted, 1 left open")
    assert [label for label, _ in hand.said] == ["org", "date", "org", "org"]
    hand.press("y")  # alone, it is refused with the reason
    assert "may nest" in hand.session.message
    assert len(hand.said) == 4


def test_what_was_made_on_another_text_is_not_shown_at_a_guess(clean, author, sit_down, hand):
    hand.press("w", "o", "*")
    newer = sit_down(clean("Newer. " + TEXT), author, seed="newer")
    assert newer.session.marks.items == ()
    assert "curate reanchor" in newer.session.message


def test_a_relation_is_taken_back_by_its_number(hand):
    hand.find("King’s Fund").press("o").find("money is short").press("f", "g", "a")
    hand.press(hand.session.mode.hints[0][0])
    assert [item.kind for item in hand.session.said()].count("relation") == 1
    hand.press("g", "1")
    assert [item.kind for item in hand.session.said()].count("relation") == 0


def test_finishing_asks_once_for_what_is_required_and_goes_on(hand):
    hand.press("]")
    assert hand.events == ()
    assert "topic" in hand.session.message
    hand.press("]")
    write, leave = hand.events
    assert (write.annotations[0].kind, write.annotations[0].value) == ("state", "finished")
    assert leave == Leave(1)
    hand.press("[")
    assert hand.events == (Leave(-1),)
    hand.press("q")
    assert hand.events == (Quit(),)


def test_finishing_after_all_is_given_asks_nothing(hand):
    hand.press("D", "1", "1", "]")
    assert hand.session.state.value == "finished"
    hand.press("]")
    assert hand.events == (Leave(1),)


def test_keys_and_active_time_are_counted_but_not_pauses(hand):
    hand.press("w", "o")
    hand.clock = hand.clock.replace(hour=12)
    hand.press("w", "o")
    count = hand.session.count
    assert (count.keys, count.spans, count.keys_a_span) == (4, 2, 2.0)
    assert count.ms == 1000 + 60_000 + 1000
    spans = [item for item in hand.session.said() if item.kind == "span"]
    assert [item.ms for item in spans] == [1000, 61_000]


def test_the_journal_tells_the_pace(hand, tmp_path):
    for _ in range(30):
        hand.press("w", "o")
    assert spans_a_minute(journal.read(tmp_path)) == {"anna": 30.5}  # 30 spans in 59 seconds


def test_a_session_is_a_value_and_a_refused_write_changes_nothing(hand):
    before = hand.session
    hand.press("w", "o")
    assert before.said() == []
    after, events = before.key("q", hand.clock)
    assert after.said() == []
    assert isinstance(events[0], Quit)


@pytest.mark.parametrize("text", ["", "\n", "x", "\n\n  \n", "…"])
def test_no_key_breaks_on_texts_with_next_to_nothing(clean, author, sit_down, text):
    from curate.annotate.session.drawing import screen
    from curate.annotate.session.keymap import COMMANDS
    from curate.annotate.session.panels import panel
    from curate.annotate.session.telling import foot, head

    hand = sit_down(clean(text), author)
    for key in (*COMMANDS, "y", "o", "o", "x", "1", "enter", "escape"):
        hand.press(key)
        assert screen(hand.session)
        assert head(hand.session)
        assert len(foot(hand.session)) == 3
        panel(hand.session)


def test_a_thousand_random_keys_leave_a_journal_that_opens_again(clean, author, sit_down, tmp_path):
    import random

    from curate.annotate.session.drawing import screen
    from curate.annotate.session.keymap import COMMANDS

    cleaned = clean(TEXT * 3, [("\n\n", " ")])
    hand = sit_down(cleaned, author)
    chance = random.Random(5)
    keys = [*COMMANDS, *"obdfysyn123", "enter"] * 3 + ["w", "o", "b", "u", "*", "tab", "y"] * 10
    keys = [key for key in keys if key not in ("q", "ctrl+q")]
    for _ in range(1000):
        hand.press(chance.choice(keys))
        screen(hand.session)
    again = sit_down(cleaned, author, seed="again")
    assert not journal.read(tmp_path).findings
    assert again.said == hand.said
    assert again.session.marks.items == hand.session.marks.items
    assert screen(replace(again.session, top=0)) == screen(
        replace(hand.session.at_rest(), top=0, cursor=0)
    )
    assert again.session.past == hand.session.past
    schema = Path(__file__).parents[2] / "schema" / "annotation.schema.json"
    validator = jsonschema_rs.validator_for(json.loads(schema.read_text(encoding="utf-8")))
    for line in (tmp_path / "anna.jsonl").read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(line))
    for item in hand.session.said():
        assert isinstance(item, Annotation)


def test_events_of_a_key_are_handed_out_once(hand):
    hand.press("w", "o")
    assert isinstance(hand.events[0], Write)
    hand.press("right")
    assert hand.events == ()
