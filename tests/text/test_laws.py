"""The laws of the architecture, on generated text: astral characters, combining marks, CR LF."""

from hypothesis import given
from hypothesis import strategies as st

from curate.text import (
    Alignment,
    Edits,
    Proposal,
    Span,
    apply,
    compose,
    lines,
    restore,
    settle,
)

ALPHABET = "ab \n\r\t\u00a0\u0301é’\U0001f600\u4e2d"
texts = st.text(alphabet=ALPHABET, min_size=1, max_size=60)


@st.composite
def proposed(draw: st.DrawFn, text: str) -> list[tuple[str, Proposal]]:
    if not text:
        return []
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 12)))
        new = draw(st.one_of(st.just(""), st.text(alphabet=ALPHABET, max_size=4)))
        rule = draw(st.sampled_from(["one", "two", "three"]))
        found.append((rule, Proposal(Span(start, end), new, f"why {rule}")))
    return found


@st.composite
def stages(draw: st.DrawFn) -> tuple[str, list[tuple[str, Proposal]], Edits, Edits]:
    raw = draw(texts)
    proposals = draw(proposed(raw))
    first = settle(raw, proposals)
    middle = apply(raw, first)
    second = settle(middle, draw(proposed(middle)))
    return raw, proposals, first, second


@given(stages())
def test_restoring_what_was_applied_gives_the_raw_text_back(case):
    raw, _, first, second = case
    for edits in (first, compose(raw, first, second)):
        assert restore(apply(raw, edits), edits) == raw


@given(stages())
def test_composed_stages_do_what_the_stages_do_in_turn(case):
    raw, _, first, second = case
    assert apply(raw, compose(raw, first, second)) == apply(apply(raw, first), second)


@given(stages())
def test_accepted_edits_never_overlap_and_stand_in_text_order(case):
    raw, _, first, second = case
    for edits in (first, compose(raw, first, second)):
        ends = [edit.span.end for edit in edits]
        starts = [edit.span.start for edit in edits]
        assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
        assert all(edit.reasons and edit.span.of(raw) == edit.old for edit in edits)


@given(stages())
def test_every_proposed_removal_is_removed_with_its_reason(case):
    _, proposals, first, _ = case
    for rule, proposal in proposals:
        if not proposal.new:
            [edit] = [edit for edit in first if edit.span.covers(proposal.span)]
            assert edit.is_removal
            assert (rule, proposal.why) in edit.reasons


@given(stages())
def test_a_removed_character_keeps_the_reasons_of_the_stage_that_removed_it(case):
    raw, _, first, second = case
    composed = compose(raw, first, second)
    for edit in first:
        if edit.is_removal:
            covering = [other for other in composed if other.span.covers(edit.span)]
            assert [set(edit.reasons) <= set(other.reasons) for other in covering] == [True]


@given(stages())
def test_a_kept_character_maps_to_clean_and_back_to_itself(case):
    raw, _, first, second = case
    edits = compose(raw, first, second)
    clean, alignment = apply(raw, edits), Alignment(edits)
    edited = {offset for edit in edits for offset in range(edit.span.start, edit.span.end)}
    for offset in set(range(len(raw))) - edited:
        one = Span(offset, offset + 1)
        shown = alignment.to_clean(one, "strict")
        assert shown is not None
        assert shown.of(clean) == one.of(raw)
        assert alignment.to_raw(shown) == one


@given(stages(), st.data())
def test_a_clean_span_comes_from_raw_fragments_that_show_in_it(case, data):
    raw, _, first, second = case
    edits = compose(raw, first, second)
    clean, alignment = apply(raw, edits), Alignment(edits)
    if clean:
        start = data.draw(st.integers(0, len(clean) - 1))
        span = Span(start, data.draw(st.integers(start + 1, len(clean))))
        fragments = alignment.fragments(span)
        assert fragments[0].start == alignment.to_raw(span).start
        assert fragments[-1].end == alignment.to_raw(span).end
        shown = alignment.to_clean(alignment.to_raw(span))
        assert shown is not None
        assert shown.covers(span)
        repairs = [edit.span for edit in edits if not edit.is_removal]
        if not any(fragment.overlaps(repair) for fragment in fragments for repair in repairs):
            assert "".join(fragment.of(raw) for fragment in fragments) == span.of(clean)


@given(st.text(alphabet=ALPHABET, max_size=60))
def test_lines_cover_every_character_once(text):
    found = list(lines(text))
    assert "".join(text[line.start : line.end] for line in found) == text
    assert [line.text for line in found] == [text[line.start : line.stop] for line in found]
    assert all("\n" not in line.text and "\r" not in line.text for line in found)
