"""The learner: it learns what is repeated, proposes with its confidence, and knows what it does not
know.
"""

import pytest

pytest.importorskip("sklearn")

from curate.annotate.prelabel.learner import Labelled, Learner

TEMPLATES = ("The {} said so.", "We asked {} about it.", "A report by {} came out in May.")
NAMES = ("NHS England", "Monitor", "The King’s Fund", "Healthwatch", "Ofsted", "Nesta")
CLAIM = "Money is short."


def example(template, name):
    start = template.index("{}")
    return Labelled(template.format(name), [(start, start + len(name), "org")])


@pytest.fixture(scope="module")
def learner():
    lessons = [example(template, name) for template in TEMPLATES for name in NAMES[:5]]
    lessons += [Labelled(f"{CLAIM} It rained.", [(0, 15, "claim.barrier"), (0, 5, "org")])] * 5
    return Learner(lessons, {"org": "entity", "claim.barrier": "claim"})


def test_a_name_it_never_saw_is_found_by_what_stands_around_it(learner):
    text = "A report by Nesta came out in May."
    hits = [hit for hit in learner.hits(text) if hit.label == "org"]
    assert [text[hit.start : hit.end] for hit in hits] == ["Nesta"]
    assert 0.4 <= hits[0].confidence <= 1
    assert hits[0].rule == "learner"


def test_labels_of_two_groups_may_cover_the_same_words(learner):
    found = {hit.label: (hit.start, hit.end) for hit in learner.hits(f"{CLAIM} It rained.")}
    assert found == {"claim.barrier": (0, 15), "org": (0, 5)}


def test_it_doubts_what_it_never_saw_more_than_what_it_did(learner):
    assert learner.doubt("The NHS England said so.") < learner.doubt("Xq zzz, Yv: 4711 Blrg!")


def test_without_lessons_it_proposes_nothing_and_doubts_everything():
    nothing = Learner([Labelled("Some text.", [])], {})
    assert list(nothing.hits("Some text.")) == []
    assert nothing.doubt("Some text.") == 1


def test_a_text_without_words_is_no_problem(learner):
    assert list(learner.hits(" \n")) == []
    assert learner.doubt("") == 0


def test_the_same_lessons_give_the_same_learner():
    lessons = [example(template, name) for template in TEMPLATES for name in NAMES]
    one, other = (Learner(lessons, {}) for _ in range(2))
    text = "We asked Monitor and the Fund about it."
    assert list(one.hits(text)) == list(other.hits(text))
