"""`curate reanchor`: the old text comes from a file or git, every orphan is named."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from curate.cli.group import curate
from curate.corpus import Document, ledger

CODEBOOK = Path(__file__).parents[1] / "annotate" / "codebook.care.json"
OLD = "The NHS said so in May.\nMoney is short, it said.\nNobody was asked about it."
NEW = "Printed by us.\nThe NHS said so in May.\nNobody was asked about it."


@pytest.fixture
def root(tmp_path, monkeypatch):
    (tmp_path / "curate.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "schema").mkdir()
    shutil.copy(CODEBOOK, tmp_path / "schema")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CURATE_ANNOTATOR", "anna")
    store(tmp_path, OLD)
    for label, quote in (("org", "NHS"), ("claim.barrier", "Money is short")):
        at = OLD.index(quote)
        place = ("--start", str(at), "--end", str(at + len(quote)))
        assert run("annotation", "add", "0001", "--label", label, *place).exit_code == 0
    assert run("annotation", "finish", "0001").exit_code == 0
    return tmp_path


def store(root, raw):
    with ledger.replacing(root / "corpus" / "documents" / "0001.jsonl") as path:
        path.write_bytes(ledger.dump(Document("0001", raw).to_json()))


def run(*arguments):
    return CliRunner().invoke(curate, arguments)


def listed():
    found = json.loads(run("annotation", "list", "--json").stdout)
    return {item.get("label", item["kind"]): item for item in found}


def test_with_the_old_text_from_git_all_is_found_or_named(root):
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    store(root, NEW)
    result = run("reanchor")
    assert result.exit_code == 1
    assert "“Money is short” is not to be found" in result.stderr
    after = listed()
    assert after["org"]["target"][0]["start"] == NEW.index("NHS")
    assert after["org"]["anchor"]["state"] == "mapped"
    assert after["claim.barrier"]["anchor"] == {"state": "orphan"}
    assert after["state"]["value"] == "started"


def test_an_orphan_leaves_the_list_when_its_annotator_places_it(root, tmp_path):
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    store(root, NEW)
    assert run("reanchor", "0001", "--old", "old.txt").exit_code == 1
    orphan = listed()["claim.barrier"]["id"]
    assert run("annotation", "edit", orphan, "--start", "0", "--end", "7").exit_code == 0
    assert run("reanchor").exit_code == 0
    assert "anchor" not in listed()["claim.barrier"]


def test_a_dry_run_writes_nothing(root, tmp_path):
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    store(root, NEW)
    before = (root / "annotations" / "anna.jsonl").read_bytes()
    assert "1  mapped" in run("reanchor", "--old", "old.txt", "--dry-run").stdout
    assert (root / "annotations" / "anna.jsonl").read_bytes() == before


def test_a_lost_old_text_is_said_and_nothing_moves_unless_asked_for(root):
    store(root, NEW)
    result = run("reanchor")
    assert result.exit_code == 1
    assert "old-text-lost" in result.stderr
    assert "anchor" not in listed()["org"]
    run("reanchor", "--by-quote")
    assert listed()["org"]["anchor"]["state"] == "quote"


def test_where_nothing_changed_nothing_is_done(root):
    before = (root / "annotations" / "anna.jsonl").read_bytes()
    assert run("reanchor").exit_code == 0
    assert (root / "annotations" / "anna.jsonl").read_bytes() == before


def test_a_newer_scrape_that_was_added_in_its_place_needs_no_git_and_no_old_file(root):
    (root / "0001.txt").write_text(NEW, encoding="utf-8")
    refused = run("add", "0001.txt")
    assert refused.exit_code == 1
    assert "--replace" in refused.stderr
    result = run("add", "0001.txt", "--replace")
    assert result.exit_code == 0
    assert "Replaced 0001" in result.stdout
    result = run("reanchor")
    assert "“Money is short” is not to be found" in result.stderr
    after = listed()
    assert after["org"]["anchor"]["state"] == "mapped"
    assert after["org"]["target"][0]["start"] == NEW.index("NHS")
    assert run("annotate", "0001", "--plain").exit_code == 0
