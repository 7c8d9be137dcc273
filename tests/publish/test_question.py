"""What readers type is understood as they mean it, or explained; never an error of the database."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.errors import QuestionError
from curate.publish.question import full_text, is_spaceless


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("care money", "care AND money"),
        ("king's", '"king\'s"'),
        ("king\u2019s fund", '"king\u2019s" AND fund'),
        ("long-term", '"long-term"'),
        ("integr*", "integr*"),
        ('"real potential"*', '"real potential"*'),
        ("\u201ereal potential\u201d", '"real potential"'),
        ("care OR money NOT leaders", "care OR money NOT leaders"),
        ("(care OR money) leaders", "(care OR money) AND leaders"),
        ("NEAR(care money, 5)", "NEAR(care money, 5)"),
        ('NEAR("a b" c) d', 'NEAR("a b" c) AND d'),
        ("title:care", '"title:care"'),
        ("and or not", "and AND or AND not"),
        ("100%", '"100%"'),
        ("- care --", "care"),
        ("^care", '"^care"'),
    ],
)
def test_what_is_typed_becomes_a_full_text_query(typed, meant):
    assert full_text(typed) == meant


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("", 0),
        ("***", 0),
        ('care "money', 5),
        ("(care", 0),
        ("care)", 4),
        ("AND care", 0),
        ("care OR", 5),
        ("care AND OR money", 9),
        ("NOT care", 0),
        ("()", 1),
    ],
)
def test_what_cannot_be_understood_is_explained_with_its_place(typed, at):
    with pytest.raises(QuestionError) as caught:
        full_text(typed)
    assert caught.value.at == at
    assert caught.value.hint


@given(st.text(alphabet="ab*\"()^:-+,\u201c\u201d'. NEAROTD\u00e9{}", max_size=30))
def test_no_question_is_an_error_of_the_database_but_those_that_are_told(typed):
    try:
        query = full_text(typed)
    except QuestionError:
        return
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
        database.execute("INSERT INTO t VALUES ('a b')")
        try:
            database.execute("SELECT * FROM t WHERE t MATCH ?", (query,)).fetchall()
        except sqlite3.OperationalError as error:
            # What is left is found by the database and told by `search.run`.
            assert "fts5" in str(error) or "unterminated" in str(error), query


@pytest.mark.parametrize("typed", ["集成", "かな", "ไทย", "care 集"])
def test_scripts_without_spaces_are_looked_for_as_substrings(typed):
    assert is_spaceless(typed)


def test_scripts_with_spaces_are_not():
    assert not is_spaceless("опыт 한국 العربية café")
