"""`curate codebook`: show, lint, change, and what to look at again."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from curate.cli.group import curate
from curate.corpus import Document, shard

CODEBOOK = Path(__file__).parents[1] / "annotate" / "codebook.care.json"


@pytest.fixture
def file(tmp_path, monkeypatch):
    (tmp_path / "curate.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "schema").mkdir()
    shutil.copy(CODEBOOK, tmp_path / "schema")
    shard.append(tmp_path / "corpus" / "documents", [Document("0001", "The NHS said so in 2021.")])
    monkeypatch.chdir(tmp_path)
    for label, start, end in (("org", 4, 7), ("date", 19, 23)):
        add = ["annotation", "add", "0001", "--label", label, "--as", "anna"]
        assert run(*add, "--start", str(start), "--end", str(end)).exit_code == 0
    return tmp_path / "schema" / "codebook.care.json"


def run(*arguments):
    return CliRunner().invoke(curate, arguments)


def listed():
    found = json.loads(run("annotation", "list", "--json").stdout)
    return [(item["label"], item["codebook"]["version"]) for item in found]


def test_show_gives_all_labels_or_everything_about_one(file):
    assert "attributed_to" in run("codebook", "show").stdout
    detail = run("codebook", "show", "claim.barrier").stdout
    assert "An obstacle." in detail
    assert "voice: author, reported [author]" in detail


def test_a_new_codebook_is_without_findings_and_is_never_written_over(file):
    file.unlink()
    assert run("codebook", "new", "press", "--title", "Newspapers").exit_code == 0
    assert run("codebook", "lint").exit_code == 0
    assert "Newspapers" in run("codebook", "show").stdout
    assert run("codebook", "new", "press").exit_code == 2
    assert run("codebook", "new", "../x").exit_code == 2


def test_lint_ends_with_one_when_something_is_wrong(file):
    assert run("codebook", "lint").exit_code == 0
    file.write_text(file.read_text(encoding="utf-8").replace('"key": "o"', '"key": "d"'), "utf-8")
    result = run("codebook", "lint")
    assert result.exit_code == 1
    assert "duplicate-key" in result.stderr
    assert "duplicate-key" in run("codebook", "lint", "--json").stdout


def test_annotations_follow_a_renamed_label(file):
    run("codebook", "rename", "org", "body")
    assert listed() == [("body", "1.1.0"), ("date", "1.0.0")]
    assert run("codebook", "worklist").exit_code == 0


def test_annotations_of_a_split_label_are_listed_until_their_annotator_decides(file):
    run("codebook", "split", "org", "org.public", "org.private", "--note", "too wide")
    result = run("codebook", "worklist", "--json")
    assert result.exit_code == 1
    (item,) = json.loads(result.stdout)
    assert item["why"] == "split org → org.public, org.private in 2.0.0 (too wide)"
    edit = ["annotation", "edit", item["annotation"]["id"], "--as", "anna"]
    assert run(*edit, "--label", "org.public").exit_code == 0
    assert run("codebook", "worklist").exit_code == 0


def test_a_change_by_hand_is_found_against_git_and_recorded(file):
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    record = json.loads(file.read_text(encoding="utf-8"))
    record["labels"][0]["definition"] = "A body with a name."
    file.write_text(json.dumps(record), encoding="utf-8")
    result = run("codebook", "diff", "--record")
    assert "edit   org: definition  (1 annotation to look at again)" in result.stdout
    assert run("codebook", "worklist").exit_code == 1
    assert json.loads(file.read_text(encoding="utf-8"))["version"] == "2.0.0"
