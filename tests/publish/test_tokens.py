"""Words found by their number are those that reading all of them finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from curate.publish.corpus_functions import tokens

PIECES = st.lists(
    st.sampled_from(
        [
            "word",
            "a",
            "\U00020000",
            "\U0001d400",
            "\U000e0100",
            "\ud800",
            "king\u2019s",
            "caf\u00e9",
            " ",
            "-",
            "'",
            "3.5\n",
            "\u4e2d",
        ]
    ),
    max_size=400,
)


@settings(deadline=None)  # the first makes a table
@given(PIECES, st.lists(st.integers(0, 10_000), max_size=9))
def test_words_are_found_by_their_number(pieces, numbers):
    text = "".join(pieces)
    places = list(tokens.places(text))
    wanted = {number % len(places) for number in numbers} if places else set()
    assert tokens.spans(text, wanted) == {number: places[number] for number in wanted}
