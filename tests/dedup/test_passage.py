from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from curate.dedup import DedupSettings, Text, find
from curate.dedup.methods import PLAIN
from curate.dedup.passage import paragraphs

SAID = "The same twelve words stand here as a paragraph of their own."
RUN = " ".join(f"run{place}" for place in range(60))


def filler(name: str, count: int = 40) -> str:
    return " ".join(f"{name}{place}" for place in range(count))


def found(texts, in_memory, **given):
    source, rules = in_memory(texts), DedupSettings(order=("id",), **given)
    by_id = {item.id: item.text for item in texts}
    repeats = find(source, rules).passages
    for item in repeats:
        ours = by_id[item.doc][item.start : item.end]
        theirs = by_id[item.of][item.of_start : item.of_end]
        assert ours.lower().split() == theirs.lower().split()
        assert (item.doc, item.start) > (item.of, item.of_start)
    return [(item.doc, item.of, item.words, item.kind) for item in repeats]


@given(st.text(alphabet="ab \n\r\t", max_size=40))
def test_paragraphs_are_apart_in_order_without_space_around_and_leave_no_word_out(text):
    spans = list(paragraphs(text))
    assert all(one.end < two.start for one, two in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() for span in spans)
    assert " ".join(span.of(text) for span in spans).split() == text.split()


def test_lines_are_paragraphs_where_no_blank_line_is():
    assert [span.of("a b\nc\n") for span in paragraphs("a b\nc\n")] == ["a b", "c"]
    assert [span.of("a b\nc\n\nd") for span in paragraphs("a b\nc\n\nd")] == ["a b\nc", "d"]


def test_a_paragraph_repeated_within_or_across_documents_names_the_first(in_memory):
    texts = [
        Text("a", f"{filler('a')}\n\n{SAID}\n\n{filler('aa')}\n\n{SAID.upper()}"),
        Text("b", f"{SAID}\n\n{filler('b')}"),
    ]
    assert found(texts, in_memory) == [("a", "a", 12, "paragraph"), ("b", "a", 12, "paragraph")]


def test_short_paragraphs_and_duplicates_of_whole_texts_are_not_reported(in_memory):
    texts = [
        Text("a", f"{filler('a')}\n\nRelated posts"),
        Text("b", f"{filler('b')}\n\nRelated posts"),
        Text("c", f"{filler('b')}\n\nRelated posts"),
    ]
    assert found(texts, in_memory) == []


def test_a_long_run_inside_paragraphs_is_found_in_full_length(in_memory):
    texts = [
        Text("a", f"{filler('a')} {RUN} {filler('aa')}"),
        Text("b", f"{filler('b')}\n{RUN.replace(' ', chr(10), 3)} {filler('bb')} {RUN}"),
    ]
    assert found(texts, in_memory) == [("b", "a", 60, "run"), ("b", "a", 60, "run")]


def test_letters_that_are_two_in_lower_case_move_no_run(in_memory):
    texts = [
        Text("a", f"{filler('a')} {RUN}"),
        Text("b", f"\u0130ki \u0130\u0130 {RUN} {filler('b')}"),
    ]
    assert found(texts, in_memory) == [("b", "a", 60, "run")]


def test_a_run_that_repeats_itself_does_not_overlap_what_it_repeats(in_memory):
    for doc, of, words, _ in found([Text("a", "one two three " * 60)], in_memory):
        assert (doc, of) == ("a", "a")
        assert 50 <= words <= 90


def test_a_run_shorter_than_the_setting_is_none(in_memory):
    texts = [Text(name, f"{filler(name)} {RUN} {filler(name * 2)}") for name in "ab"]
    assert found(texts, in_memory, runs=61) == []
    assert found(texts, in_memory, runs=60) == [("b", "a", 60, "run")]


word_lists = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=0, max_size=60)


@given(word_lists, word_lists, word_lists, st.integers(10, 14))
@settings(max_examples=60)
def test_every_run_shared_by_two_texts_is_found(in_memory, before, shared, after, least):
    texts = [
        Text("a", " ".join(["x", *shared, "y"])),
        Text("b", " ".join([*before, *shared, *after])),
    ]
    settings = DedupSettings(order=("id",), threshold=1.0, contained=0, paragraphs=0, runs=least)
    repeats = find(in_memory(texts), settings).passages
    if len(shared) >= least:
        at = len(" ".join([*before, ""])) if before else 0
        inside = range(at, at + len(" ".join(shared)))
        covered = {c for item in repeats if item.doc == "b" for c in range(item.start, item.end)}
        assert covered.issuperset(inside)


def test_plain_digests_ignore_case_and_punctuation():
    counts, (one, other), *_, words = PLAIN.paragraphs(["Some few words.", "SOME – few words"], 3)
    assert one == other
    assert (list(counts), list(words)) == ([1, 1], [3, 3])
