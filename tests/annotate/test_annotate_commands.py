"""`curate annotate`, `agreement` and `review`, from the command line to the journals."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from curate.annotate import journal
from curate.cli import seating
from curate.cli.group import curate
from curate.errors import MissingExtraError

CODEBOOK = Path(__file__).parent / "codebook.care.json"
TEXT = "The review of the King’s Fund was long. It said “money is short,” and more.\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function that runs a command in a project with one document."""
    (tmp_path / "curate.toml").write_text("")
    (tmp_path / "schema").mkdir()
    shutil.copy(CODEBOOK, tmp_path / "schema" / "codebook.care.json")
    documents = tmp_path / "corpus" / "documents"
    documents.mkdir(parents=True)
    record = {"id": "d1", "raw": TEXT, "source": {}, "meta": {}}
    (documents / "0001.jsonl").write_text(json.dumps(record) + "\n")
    monkeypatch.setenv("CURATE_ANNOTATOR", "anna")

    def invoke(*words, input=None):
        return CliRunner().invoke(curate, [*words, "-C", str(tmp_path)], input=input)

    return invoke


@pytest.fixture
def two(run, tmp_path):
    """The same project after anna and ben annotated it, differently."""
    run("annotate", "d1", "--plain", input="/ the King's Fund\no\n/ money is short\nb\n]\n]\n")
    run("annotate", "--as", "ben", "--plain", input="/ King's Fund\no\n/ money is short\nb\n]\n]\n")
    return tmp_path / "annotations"


def test_plain_lines_annotate_and_finish(run, tmp_path):
    result = run("annotate", "--plain", input="/ money is short\nb\n]\n]\n")
    assert result.exit_code == 0
    assert "[money is short]b" in result.output
    lines = journal.read(tmp_path / "annotations").lines["anna"]
    assert [item.annotation.kind for item in lines] == ["span", "state", "state"]
    again = run("annotate", "--plain")
    assert "Nothing is left in the queue" in again.output
    assert run("annotate", "d1", "--plain").exit_code == 0


def test_without_a_terminal_the_lines_are_plain(run):
    assert "keys" not in run("annotate", input="").output
    assert "d1  1 of 1  anna" in run("annotate", input="").output


def test_a_missing_library_is_named_with_what_to_install(monkeypatch):
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(seating, "sys", SimpleNamespace(stdin=terminal, stdout=terminal))
    monkeypatch.setattr(seating, "find_spec", lambda name: None)
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(MissingExtraError, match=r"pip install 'curate\[screen\]'"):
        seating.has_screen()
    monkeypatch.setenv("TERM", "dumb")
    assert not seating.has_screen()


def test_the_queue_of_disagreements_holds_what_was_marked_differently(run, two):
    result = run("annotate", "--as", "chair", "--queue", "disagreements", "--plain", input="")
    assert "d1  1 of 1  chair" in result.output


def test_the_line_above_the_text_says_how_far_one_agrees_with_the_others(run, two):
    result = run("annotate", "d1", "--plain", input="")
    assert "d1  1 of 1  agreement F1 0.50  anna  2 spans" in result.output


def test_agreement_reads_the_journals(run, two):
    result = run("agreement", "--resamples", "0")
    assert "1 document read by two or more of: anna, ben" in result.output
    facts = json.loads(run("agreement", "--json", "--label", "org").output)
    exact = next(row for row in facts["spans"] if row["measure"] == "F1 exact")
    assert (exact["label"], exact["value"], exact["count"]) == ("org", 0.0, 2)


def test_review_lists_settles_and_gives_gold(run, two):
    listed = run("review")
    assert listed.exit_code == 1
    assert "“the King’s Fund”" in listed.output
    (case,) = json.loads(run("review", "--json").output)
    settled = run(
        "review", "--settle", case["case"], "--choose", "ben", "--reason", "no article",
        "--as", "chair",
    )  # fmt: skip
    assert settled.exit_code == 0
    (line,) = journal.read(two).lines["chair"]
    assert (line.annotation.kind, line.annotation.reason) == ("decision", "no article")
    assert run("review").exit_code == 0
    gold = [json.loads(row) for row in run("review", "--gold").output.splitlines()]
    texts = [item["target"][0]["exact"] for item in gold]
    assert texts == ["King’s Fund", "money is short"]
    scores = json.loads(run("review", "--scores", "--json").output)
    assert (scores["anna"]["precision"], scores["ben"]["precision"]) == (0.5, 1.0)


def test_review_asks_case_by_case(run, two):
    result = run("review", "--ask", "--as", "chair", input="1\nthe article is part of it\n")
    assert result.exit_code == 0
    assert "none open" in result.output
    assert json.loads(run("review", "--gold").output.splitlines()[0])["by"]["id"] == "anna"


def test_settling_without_a_reason_is_refused_and_writes_nothing(run, two):
    (case,) = json.loads(run("review", "--json").output)
    result = run("review", "--settle", case["case"], "--choose", "ben", "--as", "chair")
    assert result.exit_code == 2
    assert "needs a reason" in result.output
    assert not (two / "chair.jsonl").exists()
