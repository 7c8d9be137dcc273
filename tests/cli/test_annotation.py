"""`curate annotation`: everything that can be said, from the command line."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from curate.cli.group import Refusal, curate
from curate.corpus import Cleaned, Document, Project, cleaned, shard
from curate.errors import (
    AttributeValueError,
    NothingToUndoError,
    NotYoursError,
    OffsetError,
    OverlapError,
    QuoteNotFoundError,
    RelationError,
    UnknownLabelError,
    UsageError,
)
from curate.text import Proposal, Span, settle

CODEBOOK = Path(__file__).parents[1] / "annotate" / "codebook.care.json"
RAW = "The NHS said integration fails.\nMoney is short, and the NHS\nknows. Page 2 The NHS agrees."


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "curate.toml").write_text('[project]\nname = "test"\n', encoding="utf-8")
    (tmp_path / "schema").mkdir()
    shutil.copy(CODEBOOK, tmp_path / "schema")
    documents = [Document("0001", RAW), Document("0002", "Nothing here.")]
    path = shard.append(tmp_path / "corpus" / "documents", documents)
    project = Project.find(tmp_path)
    at = RAW.index("Page 2 ")
    proposals = [
        ("rule", Proposal(Span(at, at + 7), "", "page foot")),
        ("rule", Proposal(Span(59, 60), " ", "line break")),
    ]
    edits = [Cleaned(documents[0], settle(RAW, proposals))]
    cleaned.write(cleaned.edits_file(project, path), edits)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CURATE_ANNOTATOR", "Anna")
    return project


@pytest.fixture
def run(project):
    def run(*arguments, input=None):
        """What the command printed as JSON; our errors come through."""
        command = ["annotation", *arguments, *(["--json"] if "--json" not in arguments else [])]
        result = CliRunner().invoke(curate, command, input=input, standalone_mode=False)
        if isinstance(result.exception, Refusal):
            raise result.exception.__cause__
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return run


def add(run, quote, label="claim.barrier", *more):
    return run("add", "0001", "--label", label, "--quote", quote, *more)[0]


def test_a_quote_becomes_a_line_in_the_annotators_journal(run, project):
    made = add(run, "Money is short")
    line = (project.annotations_folder / "anna.jsonl").read_text(encoding="utf-8")
    assert json.loads(line) == made
    assert made["target"][0]["exact"] == "Money is short"
    assert made["attributes"] == {"voice": "author"}
    assert made["codebook"] == {"id": "care", "version": "1.0.0"}


def test_a_quote_over_a_page_foot_leaves_it_out(run):
    made = add(run, "NHS knows. The NHS agrees", "claim.finding")
    assert [part["exact"] for part in made["target"]] == ["NHS\nknows. ", "The NHS agrees"]
    assert made["quote"] == "NHS knows. The NHS agrees"


def test_offsets_are_of_raw_text_unless_said_otherwise(run):
    span = ("--label", "date", "--start", "68", "--end", "74")
    assert run("add", "0001", *span)[0]["target"][0]["exact"] == "age 2 "
    assert run("add", "0001", *span, "--clean")[0]["target"][0]["exact"] == "he NHS"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--label", "orgg", "--quote", "NHS"), UnknownLabelError),
        (("--label", "topic", "--quote", "NHS"), UnknownLabelError),
        (("--label", "org", "--quote", "the nhs said"), QuoteNotFoundError),
        (("--label", "org", "--quote", "NHS", "--nth", "9"), QuoteNotFoundError),
        (("--label", "org", "--start", "5", "--end", "999"), OffsetError),
        (("--label", "org", "--start", "5"), UsageError),
        (("--label", "org", "--quote", "Money", "--attr", "voice=author"), AttributeValueError),
        (("--label", "claim.barrier", "--quote", "Money", "--attr", "voice"), UsageError),
        (
            ("--label", "claim.barrier", "--quote", "Money", "--attr", "voice=x"),
            AttributeValueError,
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(run, project, arguments, error):
    with pytest.raises(error):
        run("add", "0001", *arguments)
    assert not list(project.annotations_folder.glob("*.jsonl"))


def test_a_misspelt_label_names_the_nearest_one(run):
    with pytest.raises(UnknownLabelError) as caught:
        add(run, "Money", "barrier")
    assert caught.value.near == "claim.barrier"


def test_a_document_without_edits_is_cleaned_on_the_way(run):
    made = run("add", "0002", "--label", "org", "--quote", "Nothing")
    assert made[0]["target"][0]["exact"] == "Nothing"


def test_attributes_have_the_types_of_the_codebook(run):
    pairs = ("domain=data", "domain=finance", "score=0.5")
    made = add(run, "Money", "claim.barrier", *[x for pair in pairs for x in ("--attr", pair)])
    assert made["attributes"] == {"voice": "author", "domain": ["data", "finance"], "score": 0.5}


def test_the_same_again_and_crossing_entities_are_refused(run):
    add(run, "NHS said", "org")
    with pytest.raises(OverlapError):
        add(run, "NHS said", "org")
    with pytest.raises(OverlapError):
        add(run, "said integration", "date")
    add(run, "NHS said integration", "date")
    add(run, "said integration", "claim.finding")


def test_relations_lead_where_the_codebook_lets_them(run):
    org = add(run, "The NHS said", "org")["id"]
    one, two = add(run, "Money is short")["id"], add(run, "integration fails")["id"]
    made = run("relate", one, org, "--label", "attributed_to")[0]
    assert (made["from"], made["to"]) == (one, org)
    with pytest.raises(RelationError):
        run("relate", org, one, "--label", "attributed_to")
    run("relate", one, two, "--label", "supports")
    with pytest.raises(RelationError):
        run("relate", two, one, "--label", "supports")


def test_an_exclusive_document_label_has_one_value(run):
    run("document", "0002", "--label", "topic", "--value", "data")
    with pytest.raises(OverlapError):
        run("document", "0002", "--label", "topic", "--value", "money")
    for value in ("a", "b"):
        run("document", "0002", "--label", "theme", "--value", value)


def test_finishing_a_document_is_said_of_it(run):
    first = run("finish", "0002")[0]
    assert first["value"] == "finished"
    with pytest.raises(OverlapError):
        run("finish", "0002")
    again = run("finish", "0002", "--start")[0]
    assert (again["id"], again["rev"], again["value"]) == (first["id"], 2, "started")
    assert run("finish", "0001", "--skip")[0]["value"] == "skipped"


def test_list_shows_what_fits_in_the_order_of_the_text(run):
    money = add(run, "Money is short", "claim.barrier", "--note", "who says so?")["id"]
    nhs = add(run, "The NHS said", "org")["id"]
    assert [item["id"] for item in run("list", "0001")] == [nhs, money]
    assert [item["id"] for item in run("list", "--label", "claim")] == [money]
    assert [item["id"] for item in run("list", "--search", "WHO SAYS")] == [money]
    assert run("list", "0002") == run("list", "--by", "ben") == []


def test_an_edit_is_a_new_revision_and_the_old_ones_are_kept(run):
    id = add(run, "Money is short")["id"]
    changed = run(
        "edit", id, "--label", "claim.finding", "--note", "hm", "--start", "0", "--end", "3"
    )
    assert (changed[0]["rev"], changed[0]["label"], changed[0]["note"]) == (
        2,
        "claim.finding",
        "hm",
    )
    assert changed[0]["target"][0]["exact"] == "The"
    shown = run("show", id[:8])
    assert [item["rev"] for item in shown["history"]] == [1, 2]
    with pytest.raises(UsageError):
        run("edit", id)


def test_nobody_changes_what_another_one_said(run):
    id = add(run, "Money is short")["id"]
    for verb in ("edit", "delete"):
        more = ("--note", "no") if verb == "edit" else ()
        with pytest.raises(NotYoursError):
            run(verb, id, *more, "--as", "ben")


def test_deleting_takes_relations_along_and_undo_brings_all_back(run):
    org, claim = add(run, "The NHS said", "org")["id"], add(run, "Money is short")["id"]
    run("relate", claim, org, "--label", "attributed_to")
    assert len(run("delete", org)) == 2
    assert len(run("list")) == 1
    run("undo")
    assert len(run("list")) == 3
    run("redo")
    assert [item["id"] for item in run("list")] == [claim]


def test_undo_goes_back_to_the_beginning_and_no_further(run):
    add(run, "Money is short")
    add(run, "integration fails")
    run("undo")
    run("undo")
    assert run("list") == []
    with pytest.raises(NothingToUndoError):
        run("undo")
    assert len(run("redo", "-n", "2")) == 2
    assert len(run("list")) == 2


def test_a_batch_is_written_whole_with_relations_between_its_lines(run):
    lines = [
        {"key": "nhs", "doc": "0001", "label": "org", "quote": "NHS", "nth": 3},
        {"key": "m", "doc": "0001", "label": "claim.barrier", "quote": ["Money", "short"]},
        {"label": "attributed_to", "from": "m", "to": "nhs"},
        {"doc": "0001", "label": "topic", "value": "money"},
        {"doc": "0001", "state": "finished"},
    ]
    made = run("add", "--jsonl", "-", input="\n".join(map(json.dumps, lines)))
    assert [item["kind"] for item in made] == ["span", "span", "relation", "document", "state"]
    assert made[2]["from"] == made[1]["id"]
    assert len(made[1]["target"]) == 2
    assert len(run("undo")) == 5


def test_a_batch_with_a_wrong_line_writes_nothing_and_names_the_line(project, tmp_path):
    good = {"doc": "0001", "label": "org", "quote": "The NHS said"}
    bad = [{**good, "label": "orgg"}, {**good, "colour": "red"}, good, {**good, "quote": 7}]
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join(map(json.dumps, [good, *bad])) + "\n[1\n", encoding="utf-8")
    result = CliRunner().invoke(curate, ["annotation", "add", "--jsonl", str(file)])
    assert result.exit_code == 1
    for number in (2, 3, 4, 5, 6):
        assert f"batch.jsonl:{number}: error" in result.stderr
    assert not list(project.annotations_folder.glob("*.jsonl"))


def test_what_depends_on_a_failed_request_is_counted_and_not_reported_again(project, tmp_path):
    lines = [
        {"key": "nhs", "doc": "0001", "label": "org", "quote": "The NHS sad"},
        {"key": "m", "doc": "0001", "label": "claim.barrier", "quote": ["Money", "short"]},
        {"label": "attributed_to", "from": "m", "to": "nhs", "key": "by"},
        {"label": "attributed_to", "from": "m", "to": "nhs"},
        {"label": "attributed_to", "from": "m", "to": "nobody"},
    ]
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = CliRunner().invoke(curate, ["annotation", "add", "--jsonl", str(file)])
    assert result.exit_code == 1
    assert "batch.jsonl:1" in result.stderr
    assert "(2 more requests depend on it)" in result.stderr
    assert "batch.jsonl:3" not in result.stderr
    assert "batch.jsonl:5" in result.stderr  # a key that nobody gave is a cause of its own
    assert not list(project.annotations_folder.glob("*.jsonl"))


def test_a_torn_line_is_reported_and_the_others_are_listed(project, run):
    add(run, "Money is short")
    with (project.annotations_folder / "anna.jsonl").open("ab") as file:
        file.write(b'{"v":1,"id":"a00')
    result = CliRunner().invoke(curate, ["annotation", "list"])
    assert result.exit_code == 1
    assert "Money is short" in result.stdout
    assert "anna.jsonl:2" in result.stderr
    add(run, "integration fails")
    result = CliRunner().invoke(curate, ["annotation", "list", "--json"])
    assert len(json.loads(result.stdout)) == 2
