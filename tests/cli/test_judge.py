import json

import click
import pytest
from click.testing import CliRunner

from curate.cli.group import curate
from curate.corpus import Document, Project, shard
from curate.dedup import cluster, judgement

WORDS = [f"word{place}" for place in range(60)]


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "curate.toml").write_text("[dedup]\nmargin = 0.1\norder = ['id']\n")
    made = Project.find(tmp_path)
    near = [*WORDS[:30], "other", *WORDS[31:]]
    texts = {"a": WORDS, "b": near, "c": [*WORDS[:20], "of", "its", "own"] * 2}
    shard.append(made.documents_folder, [Document(id, " ".join(it)) for id, it in texts.items()])
    monkeypatch.setenv("CURATE_ANNOTATOR", "anna")
    return made


def run(project, *arguments, keys="", monkeypatch=None):
    if monkeypatch:
        pressed = iter(keys)
        monkeypatch.setattr(click, "getchar", lambda: next(pressed))
    return CliRunner().invoke(
        curate, ["judge", *arguments, "--project", str(project.root), "--quiet"]
    )


def verdicts(project):
    return [(item.left, item.right, item.verdict, item.by) for item in judgement.read(project)]


def test_the_doubtful_pairs_are_listed(project):
    result = run(project, "--list", "--json")
    (pair,) = json.loads(result.stdout)
    assert (pair["left"], pair["right"], pair["kind"]) == ("a", "b", "near")


def test_keys_judge_go_back_and_quit_and_every_verdict_is_in_the_journal(project, monkeypatch):
    result = run(project, keys="xnb" + "yq", monkeypatch=monkeypatch)
    assert result.exit_code == 0
    assert "similarity 0.8" in result.stdout
    assert verdicts(project) == [("a", "b", "different", "anna"), ("a", "b", "same", "anna")]


def test_the_closing_screen_leads_back_to_the_last_pair(project, monkeypatch):
    result = run(project, keys="ybnq", monkeypatch=monkeypatch)
    assert "That was the last of 1; every verdict is written down." in result.stdout
    assert verdicts(project) == [("a", "b", "same", "anna"), ("a", "b", "different", "anna")]


def test_what_was_judged_shows_in_why(project):
    run(project, "a", "b", "same", "--by", "ben")
    told = CliRunner().invoke(curate, ["why", "b", "--project", str(project.root)]).stdout
    assert " that it is the same as a." in told
    assert "ben said on 20" in told


def test_the_difference_is_shown_side_by_side(project, monkeypatch):
    result = run(project, keys="q", monkeypatch=monkeypatch)
    row = next(line for line in result.stdout.splitlines() if "other" in line)
    assert row.split(" | ")[0].strip() == "word30"
    assert "lines that both have" in result.stdout
    assert verdicts(project) == []


def test_a_judgement_without_a_screen_changes_the_clusters(project):
    assert run(project, "a", "b", "different", "--by", "ben").exit_code == 0
    assert verdicts(project) == [("a", "b", "different", "ben")]
    assert run(project, "--list").stdout == ""
    assert list(cluster.read(project)) == []


def test_any_two_documents_can_be_judged(project, monkeypatch):
    run(project, "a", "c", keys="uq", monkeypatch=monkeypatch)
    assert verdicts(project) == [("a", "c", "unsure", "anna")]
    assert run(project, "a").exit_code != 0
