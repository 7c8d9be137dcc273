"""`curate prelabel`: proposals in their own journal, answered in bulk, undone in one step."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from curate.cli.group import curate
from curate.corpus import Cleaned, Document, Project, cleaned, shard

CODEBOOK = Path(__file__).parents[1] / "annotate" / "codebook.care.json"


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "curate.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "schema").mkdir()
    shutil.copy(CODEBOOK, tmp_path / "schema")
    documents = [Document("0001", "The NHS in 2019."), Document("0002", "In 2020 the NHS did.")]
    path = shard.append(tmp_path / "corpus" / "documents", documents)
    project = Project.find(tmp_path)
    cleaned.write(cleaned.edits_file(project, path), map(Cleaned, documents))
    (tmp_path / "names.csv").write_text("label,name\norg,NHS\nrole,In\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CURATE_ANNOTATOR", "anna")
    return project


def run(*arguments):
    return CliRunner().invoke(curate, arguments)


def listed(*options):
    return json.loads(run("annotation", "list", "--json", *options).stdout)


def test_proposals_stand_in_their_own_journal_and_a_second_run_adds_nothing(project):
    years = ("prelabel", "--regex", r"date=\d{4}", "--source", "years")
    assert "2  new proposals in years" in run(*years).stdout
    file = project.annotations_folder / "years.jsonl"
    before = file.read_bytes()
    assert "0  new proposals in years" in run(*years).stdout
    assert file.read_bytes() == before
    assert {item["status"] for item in listed()} == {"proposed"}


def test_a_label_that_the_codebook_lacks_is_a_finding_and_the_others_are_proposed(project):
    result = run("prelabel", "--gazetteer", "names.csv")
    assert result.exit_code == 1
    assert "No span label 'role'" in result.stderr
    assert [item["label"] for item in listed()] == ["org", "org"]


def test_all_proposals_of_a_source_are_accepted_at_once_and_undone_at_once(project):
    run("prelabel", "0002", "--regex", r"date=\d{4}", "--source", "years")
    run("prelabel", "--regex", "org=NHS", "--source", "names")
    run("annotation", "accept", "--source", "names")
    assert len(listed("--status", "accepted")) == 2
    assert len(listed("--status", "proposed")) == 3
    run("annotation", "reject", "--label", "date")
    assert len(listed("--status", "rejected")) == 1
    run("annotation", "undo", "-n", "2")
    assert listed("--by", "anna") == []


def test_what_a_source_no_longer_proposes_is_withdrawn_on_request(project):
    run("prelabel", "--regex", r"date=\d{4}", "--source", "years")
    result = run("prelabel", "--regex", "date=2019", "--source", "years", "--replace")
    assert "1 gone" in result.stdout
    assert [item["target"][0]["exact"] for item in listed()] == ["2019"]


def test_what_was_withdrawn_is_proposed_again_when_it_is_found_again(project):
    years = ("prelabel", "--source", "years", "--replace", "--regex")
    for expression in (r"date=\d{4}", "date=2019", r"date=\d{4}"):
        run(*years, expression)
    assert [(item["status"], item["rev"]) for item in listed()] == [
        ("proposed", 1),
        ("proposed", 3),
    ]


def test_a_learner_is_taught_by_what_people_read_and_proposes_where_nobody_has(project):
    pytest.importorskip("sklearn")
    assert "Nobody has read" in run("prelabel", "--learn").stderr
    run("annotation", "add", "0001", "--label", "org", "--quote", "NHS")
    run("annotation", "finish", "0001")
    assert run("prelabel", "--learn").exit_code == 0
    proposals = listed("--by", "learner")
    assert [(item["doc"]["id"], item["target"][0]["exact"]) for item in proposals] == [
        ("0002", "NHS")
    ]
    assert proposals[0]["by"]["type"] == "model"
    run("annotation", "finish", "0002")
    run("prelabel", "--learn")
    assert listed("--by", "learner") == []


@pytest.mark.parametrize("options", [(), ("--regex", "date"), ("--regex", "a=b", "--command", "x")])
def test_one_means_must_be_named(project, options):
    result = run("prelabel", *options)
    assert result.exit_code == 2
    assert "Say by what means" in result.stderr or "LABEL=PATTERN" in result.stderr
