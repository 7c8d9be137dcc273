import json

import pytest

from curate.clean import Override, clean_project, doubts
from curate.clean.override import append, read, settled
from curate.corpus import Document, Source, cleaned
from curate.errors import UsageError

LONG = "It is clear from many anecdotes that the flood of that spring has changed the valley."
RAW = (
    f"First.\n{LONG}\nThe miller said so too. {LONG} And he went home that night to the mill.\n▲\n"
)
NOW = "2026-01-01T00:00:00Z"


@pytest.fixture
def project(make_project):
    made = make_project({"0001": {"mill": RAW, "other": "One.\n▲\n"}})
    clean_project(made)
    return made


def texts(project):
    clean_project(project)
    return {item.document.id: item.text for item in cleaned.read(project)}


def place(verdict, start, end, at=NOW):
    return Override(verdict, "pull-quote", "anna", at, "mill", start, end, RAW[start:end])


def test_a_place_to_keep_stays_whatever_the_rules_say(project):
    start = RAW.index("▲")
    append(project, place("keep", start, start + 1))
    assert texts(project)["mill"].endswith("▲\n")
    assert texts(project)["other"] == "One.\n"


def test_a_place_to_remove_goes_and_says_who_asked(project):
    append(project, place("remove", 0, 7))
    assert texts(project)["mill"].startswith(LONG[:20]) or not texts(project)["mill"].startswith(
        "F"
    )
    first = next(cleaned.read(project)).edits[0]
    assert (first.old, first.reasons[0]) == ("First.\n", ("override", "anna asked for it"))


def test_a_rule_can_be_stopped_for_a_source(project):
    append(project, Override("keep", "glyph-line", "anna", NOW, source="unknown"))
    assert texts(project) == {"mill": texts(project)["mill"], "other": "One.\n▲\n"}
    assert texts(project)["mill"].endswith("▲\n")


def test_the_last_word_holds(project):
    append(project, place("keep", 0, 7))
    append(project, place("remove", 0, 7, "2026-01-02T00:00:00Z"))
    assert read(project).places["mill"][0].verdict == "remove"


def test_a_quote_that_is_not_there_any_more_has_no_effect(project):
    append(project, Override("remove", "x", "anna", NOW, "mill", 0, 7, "Another"))
    assert texts(project)["mill"].startswith("First.")


def test_a_broken_line_is_a_finding_and_the_others_hold(project):
    append(project, place("keep", 0, 7))
    path = project.annotations_folder / "overrides" / "anna.jsonl"
    with path.open("a") as file:
        file.write('{"verdict": "perhaps"}\n')
    overrides = read(project)
    assert [finding.code for finding in overrides.findings] == ["broken-override"]
    assert "mill" in overrides.places


def test_records_come_back_as_they_went():
    source = Override("remove", "glyph-line", "anna", NOW, source="example.org")
    for item in (place("keep", 0, 7), source):
        assert Override.from_json(json.loads(json.dumps(item.to_json()))) == item


def test_a_verdict_is_keep_or_remove():
    with pytest.raises(UsageError, match="keep or remove"):
        place("perhaps", 0, 7)


def test_doubts_are_removed_prose_that_nobody_decided(make_project):
    lines = [
        f"{LONG}\nShe came. {LONG} And then all of them went home to the mill in the valley.\n"
    ]
    project = make_project({"0001": {"mill": "First of all.\n" + lines[0] * 1}})
    clean_project(project)
    documents = list(cleaned.read(project))
    [doubt] = doubts(documents, settled([]))
    assert doubt.edit.old == LONG + "\n"
    answer = doubt.override("y", "anna", NOW)
    assert (answer.verdict, answer.quote) == ("keep", LONG + "\n")
    assert list(doubts(documents, settled([answer]))) == []
    always = doubt.override("a", "anna", NOW)
    assert (always.verdict, always.source) == ("remove", "unknown")
    assert list(doubts(documents, settled([always]))) == []


def test_a_source_is_the_site_or_the_publisher():
    from curate.clean.override import source_of

    assert source_of(Document("a", "x", Source("https://example.org/a"))) == "example.org"
    assert source_of(Document("a", "x")) == "unknown"
