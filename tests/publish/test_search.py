"""Searching: hits where they are, in scripts of all kinds, narrowed down, and errors explained."""

import pytest

from curate.errors import QuestionError
from curate.publish import search
from curate.publish.search import Search


def found(database, **asked):
    answer = search.run(database, Search(**asked))
    return answer, [item.facts["id"] for item in answer.found]


def test_hits_stand_in_their_context_and_lead_to_the_raw_text(database):
    answer, ids = found(database, question="money")
    assert sorted(ids) == ["0001", "0002"]
    second = next(item for item in answer.found if item.facts["id"] == "0002")
    assert second.times == 2
    hit = second.hits[0]
    assert (hit.left, hit.found, hit.at) == ("A second look\n\n", "Money", (15, 20))


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("cafe", ["0001"]),
        ("CAFÉ", ["0001"]),
        ("king's fund", ["0001"]),
        ("king\u2019s", ["0001"]),
        ('"is a barrier"', ["0001", "0002"]),
        ("barr* NOT ministry", ["0001"]),
        ("NEAR(report repeats, 4)", ["0002"]),
        ("集成", ["0003"]),
        ("护很", ["0003"]),
        ("间", ["0003"]),
        ("iPad", ["0003"]),
        ("not-there", []),
    ],
)
def test_what_stands_in_a_text_is_found(database, question, ids):
    assert sorted(found(database, question=question)[1]) == ids


def test_annotated_spans_are_searched_by_label(database):
    answer, ids = found(database, question="barrier", what="annotations", label="claim.barrier")
    assert answer.total == 3
    assert set(ids) == {"0001", "0002"}
    assert found(database, question="staff", what="annotations")[0].total == 0


def test_facets_count_and_narrow_down(database):
    answer, _ = found(database, question="money")
    assert answer.facets["year"] == [("2020", 1), ("2018", 1)] or answer.facets["year"] == [
        ("2018", 1),
        ("2020", 1),
    ]
    assert found(database, question="money", within={"year": "2018"})[1] == ["0001"]
    assert found(database, question="money", label="claim.finding")[1] == ["0001"]


def test_an_error_that_only_the_database_sees_is_explained_too(database):
    with pytest.raises(QuestionError) as caught:
        found(database, question="NEAR(money, x)")
    assert "expected integer" in caught.value.problem
