"""The word index finds and counts what reading the texts from beginning to end finds."""

import json
import sqlite3
import unicodedata
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.errors import QuestionError
from curate.publish.corpus_functions import functions, index, stream, tokens
from curate.publish.corpus_functions import segment as segments
from curate.publish.corpus_functions.collocation import collocates
from curate.publish.corpus_functions.concordance import concordance
from curate.publish.corpus_functions.frequency import frequencies
from curate.publish.corpus_functions.keywords import keywords
from curate.publish.corpus_functions.part import part
from curate.publish.corpus_functions.spread import spread

WORDS = st.text(alphabet="ab\u0130\u00e9e\u0301 '-\u201919\u4e2d\u3042\u00df\n", max_size=40)


@given(WORDS)
def test_words_and_their_places_go_together(text):
    found = [
        unicodedata.normalize("NFC", tokens.form(text[start:end]))
        for start, end in tokens.places(text)
    ]
    assert found == tokens.words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("King\u2019s 'quoted' don't", ["king's", "quoted", "don't"]),
        ("long-term 3.5 \u00e0 la", ["long", "term", "3", "5", "\u00e0", "la"]),
        ("cafe\u0301 CAF\u00c9", ["caf\u00e9", "caf\u00e9"]),
        ("集成 care", ["集", "成", "care"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("\U0001f600 a_b", ["a", "b"]),
    ],
)
def test_what_a_word_is(text, words):
    assert tokens.words(text) == words


def indexed(texts, segment=None):
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE corpus (version TEXT, longest INTEGER)")
    database.execute("INSERT INTO corpus VALUES ('x', 10)")
    made = index.WordIndex(database)
    for text in texts:
        made.add(text)
    made.finish()
    return closing(database)


TEXTS = st.lists(st.text(alphabet="aab b\nc", max_size=30), min_size=1, max_size=5)


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(["a", "b", "a b", "b a b", "a*", "*b", "ab* b"]), st.integers(1, 9))
def test_a_phrase_is_found_exactly_where_it_stands(texts, phrase, segment):
    old, segments.WORDS = segments.WORDS, segment
    try:
        with indexed(texts) as database:
            found = stream.Words(database).find(database, phrase)
    finally:
        segments.WORDS = old
    wanted, first = [], 0
    terms = phrase.split()
    for text in texts:
        words = tokens.words(text)
        for at in range(len(words) - len(terms) + 1):
            pairs = zip(terms, words[at : at + len(terms)], strict=True)
            if all(fits(term, word) for term, word in pairs):
                wanted.append(first + at)
        first += len(words)
    assert sorted(found.places) == wanted
    assert found.total == len(wanted)


def fits(term, word):
    if term.endswith("*"):
        return word.startswith(term[:-1])
    return word.endswith(term[1:]) if term.startswith("*") else word == term


@pytest.fixture
def words(database):
    return stream.words_of(database)


def test_the_lines_of_a_concordance_lead_to_the_raw_text(database, words, small):
    found = concordance(database, words, "barrier")
    assert found.total == 3
    for line in found.lines:
        assert small.RAW[line.document][slice(*line.at)].lower() == "barrier"


@pytest.mark.parametrize(("sort", "side"), [("left", "left"), ("right", "right"), ("word", "hit")])
def test_lines_are_sorted_by_the_words_asked_for(database, words, sort, side):
    lines = concordance(database, words, "a*", sort).lines
    assert len(lines) == 4

    def near(line):
        found = tokens.words(getattr(line, side))
        return [tokens.sort_key(item) for item in (reversed(found) if side == "left" else found)]

    keys = [near(line)[:1] for line in lines]
    assert keys == sorted(keys)


def test_pages_of_a_sorted_concordance_are_one_list(database, words):
    whole = concordance(database, words, "a*", "right", limit=100).lines
    parts = [concordance(database, words, "a*", "right", start=n, limit=2).lines for n in (0, 2)]
    assert [line for page in parts for line in page] == whole


def test_frequencies_equal_a_count_of_the_texts(database, words):
    texts = [row[0] for row in database.execute("SELECT text FROM documents")]
    every = [tokens.words(text) for text in texts]
    whole, found = frequencies(database, words, limit=1000)
    assert whole.size == sum(map(len, every))
    assert {item.words: item.times for item in found} == {
        word: sum(text.count(word) for text in every) for text in every for word in text
    }
    _, pairs = frequencies(database, words, length=2, limit=1000)
    flat = [" ".join(pair) for text in every for pair in pairwise(text)]
    assert {item.words: item.times for item in pairs} == {pair: flat.count(pair) for pair in flat}


def test_a_part_is_named_by_metadata_by_label_or_by_both(database, words):
    assert part(database, words, "year=2018").size == 22
    barrier = part(database, words, "label=claim.barrier")
    assert barrier.size == 9
    assert part(database, words, "label=claim").size == 13
    assert part(database, words, "label=claim.barrier&year=2020").size == 4
    for wrong in ("nonsense", "colour=red"):
        with pytest.raises(QuestionError):
            part(database, words, wrong)


def test_collocates_count_the_window_and_stop_at_the_document(database, words):
    found = collocates(database, words, "barrier", 2, 2, minimum=1)
    counts = {item.word: item.together for item in found.found}
    assert found.node == 3
    assert counts == {"is": 3, "a": 3, "trust": 1, "takes": 1, "the": 1, "ministry": 1}


def test_key_words_are_those_a_part_has_more_often(database, words):
    found = keywords(database, words, "label=claim.barrier", minimum=1)
    assert found.found[0].word in ("barrier", "a", "is")
    first = next(item for item in found.found if item.word == "barrier")
    assert (first.here, first.there) == (2, 1)
    with pytest.raises(QuestionError):
        keywords(database, words, "year=1066")


def test_spread_counts_by_part(database, words):
    found = spread(database, words, "money", "year")
    assert [(item.part, item.times) for item in found.shares] == [
        ("2018", 1),
        ("2020", 2),
        ("unknown", 0),
    ]


def test_sql_functions_answer_with_rows_and_explain_errors(database):
    sql = "SELECT json_extract(value, '$.hit') FROM json_each(kwic('mon*', 'left', '', 10))"
    assert [row[0].lower() for row in database.execute(sql)] == ["money"] * 3
    for call in (
        "kwic('', '', '', 1)",
        "keywords('nothing', '', 5)",
        "kwic(NULL, NULL, NULL, NULL)",
    ):
        rows = json.loads(database.execute(f"SELECT {call}").fetchone()[0])
        assert rows[0]["problem"]
    assert database.execute("SELECT log_dice(50, 50, 50)").fetchone()[0] == 14


def test_every_function_bounds_its_rows(database):
    for sql in ("word_list(1, '', 1000000)", "collocates('a', 1000000, '', -5)"):
        rows = json.loads(database.execute(f"SELECT {sql}").fetchone()[0])
        assert len(rows) <= functions.MOST_ROWS
