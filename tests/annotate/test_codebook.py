"""Codebooks: what they allow, what is wrong in them, and how they change."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from curate.annotate import (
    Annotation,
    Attribute,
    By,
    Codebook,
    Edition,
    Fragment,
    Journals,
    codebook_file,
)
from curate.annotate.codebook_change import diff, merge, record, rename, split
from curate.annotate.codebook_lint import lint
from curate.annotate.journal import Line
from curate.annotate.record import new_id
from curate.annotate.worklist import follow, stale
from curate.errors import CodebookError, LabelTakenError, UnknownLabelError

SCHEMAS = Path(__file__).parents[2] / "schema"
SCHEMA = json.loads((SCHEMAS / "codebook.schema.json").read_text(encoding="utf-8"))


def codes(codebook):
    return {item.code for item in lint(codebook) if item.severity != "note"}


def changed(codebook, id, /, **more):
    labels = tuple(replace(label, **more) if label.id == id else label for label in codebook.labels)
    return replace(codebook, labels=labels)


def test_what_is_saved_is_what_is_loaded_and_fits_the_schema(codebook, tmp_path):
    codebook = split(rename(codebook, "org", "body", "clearer"), "claim.finding", ["x.a", "x.b"])
    codebook = changed(codebook, "x.a", definition="One.")
    codebook = changed(codebook, "x.b", definition="Two.")
    codebook_file.save(tmp_path / "codebook.care.json", codebook)
    assert codebook_file.load(tmp_path / "codebook.care.json") == codebook
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(codebook.to_json())))


def test_every_codebook_of_the_project_is_without_findings_and_fits_the_schema():
    for path in codebook_file.files(SCHEMAS):
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(path.read_bytes()))
        assert codes(codebook_file.load(path)) == set()


def test_a_family_covers_what_stands_under_it(codebook):
    assert codebook.covers("claim", "claim.barrier")
    assert codebook.covers("org", "org")
    assert not codebook.covers("claim", "claims")
    assert not codebook.covers("claim.barrier", "claim")
    assert codebook.allows("attributed_to", "claim.finding", "org")
    assert not codebook.allows("attributed_to", "org", "claim.finding")
    assert [item.id for item in codebook.relations_between("claim.finding", "claim.barrier")] == [
        "supports"
    ]


def test_an_unknown_label_names_the_nearest_of_its_kind(codebook):
    with pytest.raises(UnknownLabelError) as caught:
        codebook.label("claim.findings", "span")
    assert caught.value.near == "claim.finding"
    with pytest.raises(UnknownLabelError) as caught:
        codebook.label("supports", "document")
    assert caught.value.known == ("topic", "theme")


@pytest.mark.parametrize(
    ("attribute", "good", "bad"),
    [
        (Attribute("a", values=("x", "y")), ["x"], ["z", 1, ["x"], None]),
        (Attribute("a", values=("x", "y"), multiple=True), [["x"], ("x", "y"), []], ["x", ["z"]]),
        (Attribute("a", "number"), [1, 0.5], [True, "1"]),
        (Attribute("a", "boolean"), [True, False], [1, "true"]),
        (Attribute("a", "text"), ["", "free"], [1]),
    ],
)
def test_an_attribute_takes_its_values_and_no_others(attribute, good, bad):
    assert not any(attribute.problem(value) for value in good)
    assert all(attribute.problem(value) for value in bad)


def test_the_small_codebook_has_notes_only(codebook):
    assert codes(codebook) == set()


@pytest.mark.parametrize(
    ("id", "spoilt", "code"),
    [
        ("org", {"definition": " "}, "missing-definition"),
        ("org", {"key": "d"}, "duplicate-key"),
        ("org", {"id": "date"}, "duplicate-label"),
        ("org", {"parent": "thing"}, "unknown-parent"),
        ("org", {"parent": "org"}, "circle"),
        ("org", {"attributes": ("colour",)}, "unknown-attribute"),
        ("org", {"definition": "A date."}, "same-definition"),
        ("supports", {"domain": ("clam",)}, "unknown-end"),
        ("supports", {"range": ("topic",)}, "unknown-end"),
        ("topic", {"values": ("data",)}, "one-value"),
        ("claim.barrier", {"attributes": ()}, "unused-attribute"),
    ],
)
def test_lint_finds(codebook, id, spoilt, code):
    assert code in codes(changed(codebook, id, **spoilt))


def test_lint_finds_a_default_that_is_no_value_and_a_version_behind_its_changes(codebook):
    voice = replace(codebook.attributes["voice"], default="choir")
    spoilt = replace(codebook, attributes={**codebook.attributes, "voice": voice})
    assert "unknown-default" in codes(spoilt)
    renamed = rename(codebook, "org", "body")
    assert "version" in codes(replace(renamed, version="1.0.0"))


def test_the_same_key_may_stand_for_a_span_label_and_a_relation(codebook):
    assert "duplicate-key" not in codes(changed(codebook, "supports", key="o"))


def test_a_renamed_label_is_renamed_wherever_it_is_named(codebook):
    renamed = rename(codebook, "org", "body", "clearer")
    assert renamed.version == "1.1.0"
    assert renamed.label("attributed_to").range == ("body",)
    assert not renamed.has("org")
    with pytest.raises(LabelTakenError):
        rename(codebook, "org", "date")


def test_labels_of_different_kinds_cannot_be_merged(codebook):
    with pytest.raises(UnknownLabelError):
        merge(codebook, ["supports"], "org")


def test_a_diff_says_what_needs_a_look(codebook):
    new = changed(codebook, "org", definition="A body.", key="z")
    new = changed(new, "date", name="Date")
    new = replace(new, labels=new.labels[:-1])
    found = {item.label: item for item in diff(codebook, new)}
    assert found["org"].fields == ("definition", "key")
    assert found["org"].needs_look
    assert not found["date"].needs_look
    assert found["theme"].type == "remove"
    assert diff(codebook, codebook) == ()


def test_what_was_changed_by_hand_can_be_recorded(codebook):
    new = changed(codebook, "org", definition="A body.")
    recorded = record(new, diff(codebook, new), "shorter")
    assert recorded.version == "2.0.0"
    assert [(item.type, item.old) for item in recorded.changes] == [("edit", ("org",))]


def journals(*labels, version="1.0.0"):
    lines = [
        Annotation(
            id=new_id(number),
            kind="span",
            doc="0001",
            sha256="0" * 64,
            by=By("anna"),
            at="2026-11-21T10:00:00Z",
            codebook=Edition("care", version),
            label=label,
            target=(Fragment(number, number + 3, "NHS"),),
        )
        for number, label in enumerate(labels)
    ]
    return Journals({"anna": tuple(Line(line, 1) for line in lines)})


def test_annotations_follow_renamed_and_merged_labels(codebook):
    codebook = merge(rename(codebook, "org", "body"), ["date"], "body")
    revisions = follow(codebook, journals("org", "date", "claim.barrier"), "now")["anna"]
    assert [(item.label, item.rev, item.by.tool) for item in revisions] == [
        ("body", 2, "codebook"),
        ("body", 2, "codebook"),
    ]
    assert {item.codebook.version for item in revisions} == {codebook.version}


def test_annotations_of_a_split_label_are_for_a_person_and_those_made_since_are_not(codebook):
    codebook = split(rename(codebook, "org", "body"), "body", ["public", "private"])
    old, new = journals("org", "date"), journals("public", version=codebook.version)
    followed = follow(codebook, old, "now")["anna"]
    assert [(item.label, item.codebook.version) for item in followed] == [("body", "1.1.0")]
    state = Journals({"anna": tuple(Line(item, 1) for item in followed)})
    assert [item.change.type for item in stale(codebook, state)] == ["split"]
    assert follow(codebook, state, "now") == {}
    assert list(stale(codebook, new)) == []


def test_a_missing_codebook_and_one_among_many_are_told_apart(tmp_path, codebook):
    with pytest.raises(CodebookError, match="there is no"):
        codebook_file.of_project(tmp_path)
    for name in ("a", "b"):
        codebook_file.save(tmp_path / f"codebook.{name}.json", codebook)
    (tmp_path / "codebook.schema.json").write_text("{}", encoding="utf-8")
    with pytest.raises(CodebookError, match="name one"):
        codebook_file.of_project(tmp_path)
    assert codebook_file.of_project(tmp_path, "b") == codebook


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": "x"}', '{"id": "x", "labels": [{}]}'])
def test_a_broken_codebook_is_an_error_with_its_path(tmp_path, text):
    path = tmp_path / "codebook.x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        codebook_file.load(path)
    assert caught.value.path == str(path)


def test_the_stricter_policy_holds_within_a_group(codebook):
    assert codebook.share_policy("org", "date") == "nest"
    assert codebook.share_policy("org", "claim.barrier") == "free"
    strict = changed(codebook, "date", overlap="forbid")
    assert strict.share_policy("org", "date") == "forbid"
    assert isinstance(strict, Codebook)
