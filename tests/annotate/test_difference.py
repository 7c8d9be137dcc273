"""The difference of two texts, and approximate matching."""

import random

from hypothesis import given
from hypothesis import strategies as st

from curate.annotate.anchor import folded_marks
from curate.annotate.approximate import best_places, distance
from curate.annotate.difference import difference
from curate.text import Span

words = st.lists(st.sampled_from(["the ", "NHS ", "said.\n", "so, ", "“money” ", "x"]), max_size=30)
texts = words.map("".join)


def plain(text):
    return " ".join(folded_marks(text).split())


@given(texts, texts)
def test_blocks_stand_in_order_and_hold_the_same_on_both_sides(old, new):
    at = (0, 0)
    for block in difference(old, new).blocks:
        assert (block.old, block.new) >= at
        assert block.old < block.old_end
        assert block.new < block.new_end
        assert plain(old[block.old : block.old_end]) == plain(new[block.new : block.new_end])
        at = (block.old_end, block.new_end)


@given(texts, texts)
def test_offsets_map_in_order_and_within_the_text(old, new):
    found = difference(old, new)
    starts = [found.start(offset) for offset in range(len(old))]
    assert starts == sorted(starts)
    assert all(0 <= offset <= len(new) for offset in starts)


@given(texts)
def test_the_same_text_maps_onto_itself(text):
    found = difference(text, text)
    assert list(found.gaps()) == []
    assert [found.start(offset) for offset in range(len(text))] == list(range(len(text)))


def gaps(old, new):
    found = difference(old, new)
    return [(old[g.old : g.old_end], new[g.new : g.new_end]) for g in found.gaps()]


def test_a_deleted_sentence_is_a_whole_sentence():
    old = "He left. The NHS said so. The NHS did it."
    assert gaps(old, "He left. The NHS did it.") == [("The NHS said so. ", "")]
    assert gaps("He left. The NHS did it.", old) == [("", "The NHS said so. ")]


def test_quotation_marks_and_line_breaks_are_no_difference():
    assert gaps("The King’s\nFund", "The King's Fund") == []


def test_words_in_common_by_chance_do_not_tie_passages_together():
    old = "One. It is for the government and the councils to see to money. Two."
    new = "One. Nobody in the street knew of it and the rest was silence then. Two."
    assert len(gaps(old, new)) == 1


def test_a_corrected_letter_is_found_in_its_word():
    found = difference("the orgnisation did", "the organisation did")
    assert (found.start(4), found.end(15)) == (4, 16)
    assert found.start(8) == 9


def test_a_long_text_with_many_repetitions_is_compared_all_the_same():
    line = "the same line again and again\n"
    old = line * 2000 + "one thing\n" + line * 2000
    found = difference(old, "new\n" + old)
    assert found.start(old.index("one thing")) == old.index("one thing") + 4


def levenshtein(one, other):
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        new = [i]
        for j, b in enumerate(other, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (a != b)))
        row = new
    return row[-1]


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_the_distance_is_that_of_the_plain_algorithm(one, other):
    assert distance(one, other) == levenshtein(one, other)


def test_places_with_errors_are_found_and_others_are_not():
    text = "xx the quick brwn fox, the slow brown ox, a quiet broom"
    assert [span.of(text) for span in best_places(text, "quick brown", 2)] == ["quick brwn"]
    assert list(best_places(text, "Zanzibar", 2)) == []


def test_the_best_place_has_no_more_errors_than_allowed():
    chance = random.Random(3)
    for _ in range(300):
        text = "".join(chance.choices("ab ", k=40))
        pattern = "".join(chance.choices("ab ", k=8))
        for span in best_places(text, pattern, 2):
            assert isinstance(span, Span)
            assert distance(pattern, span.of(text)) <= 2
