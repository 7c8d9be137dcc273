import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from curate.cli.group import curate
from curate.corpus import Document

NOISY = "The fair was held in the old town hall.\r\n▲\r\n"
CLEAN = "The fair was held in the old town hall.\r\n"


def run(*arguments, given=None):
    return CliRunner().invoke(curate, [str(argument) for argument in arguments], input=given)


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "corpus" / "documents"
    folder.mkdir(parents=True)
    line = json.dumps(Document("0001", NOISY).to_json())
    (folder / "0001.jsonl").write_text(line + "\n", encoding="utf-8")
    (tmp_path / "curate.toml").write_text("")
    return tmp_path


def test_a_project_is_cleaned_and_reported_by_rule(project):
    result = run("clean", "-C", project)
    assert result.exit_code == 0
    assert "glyph-line: 1 edit in 1 document" in result.stdout
    assert (project / "build" / "edits" / "0001.jsonl").exists()


def test_a_folder_of_a_project_means_the_project(project):
    result = run("clean", "--json", project / "corpus")
    assert json.loads(result.stdout)["changed"] == 1


def test_a_folder_outside_any_project_is_wrong_use(tmp_path):
    result = run("clean", tmp_path)
    assert "No curate.toml" in result.stderr
    assert result.exit_code == 2


def test_files_and_standard_input_are_written_clean_to_the_byte(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(NOISY.encode())
    assert run("clean", path).stdout_bytes == CLEAN.encode()
    assert run("clean", "-", given=NOISY.encode()).stdout_bytes == CLEAN.encode()


def test_json_lines_come_with_edits_in_raw_offsets():
    lines = [{"id": "a", "text": NOISY, "more": 1}, {"id": "b", "text": "Fine.\n"}]
    result = run("clean", "--jsonl", given="".join(json.dumps(line) + "\n" for line in lines))
    first, second = map(json.loads, result.stdout.splitlines())
    [edit] = first["edits"]
    assert (first["text"], first["more"]) == (CLEAN, 1)
    assert (NOISY[edit["start"] : edit["end"]], edit["new"]) == ("▲\r\n", "")
    assert edit["reasons"][0]["rule"] == "glyph-line"
    assert second == {"id": "b", "text": "Fine.\n", "edits": []}


def test_a_broken_line_is_a_finding_and_the_rest_goes_on():
    result = run("clean", "--jsonl", given='no json\n{"id": "a"}\n{"id": "b", "text": "x"}\n')
    assert result.exit_code == 1
    assert "standard input:1:1: error: not JSON" in result.stderr
    assert "standard input:2: error: expected an object" in result.stderr
    assert json.loads(result.stdout)["id"] == "b"


def test_a_binary_file_is_a_finding(tmp_path):
    path = tmp_path / "logo.png"
    path.write_bytes(b"\x89PNG\0\0")
    result = run("clean", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Binary data" in result.stderr


def test_a_missing_file_and_an_unknown_rule_are_wrong_use():
    assert "Cannot read no-such.txt" in run("clean", "no-such.txt").stderr
    assert "glyph-line" in run("clean", "-", "--without", "glyph-lin", given="x").stderr


def test_a_rule_can_be_left_out():
    result = run("clean", "-", "--without", "glyph-line", given=NOISY.encode())
    assert result.stdout_bytes == NOISY.encode()


def test_why_lists_the_edits_and_answers_for_one_character(project):
    every = json.loads(run("why", "0001", "-C", project, "--json").stdout)
    [edit] = every
    assert (edit["fate"], edit["old"]) == ("removed", "▲\r\n")
    [kept] = json.loads(run("why", "0001", "2", "-C", project, "--json").stdout)
    assert (kept["fate"], kept["reasons"]) == ("kept", [])
    assert "glyph-line: line with only the ornament" in run("why", "0001", "-C", project).stdout
    assert (
        run("why", "0001", "-C", project, "--rule", "page-list").stdout == "Nothing was changed.\n"
    )


def test_why_refuses_an_offset_past_the_end(project):
    result = run("why", "0001", "999", "-C", project)
    assert "offsets 0 to 43" in result.stderr


def test_rules_lists_the_catalogue_and_shows_one_with_examples():
    listed = json.loads(run("rules", "--json").stdout)
    files = Path(__file__).parents[2].glob("curate/clean/rules/[a-z]*.py")
    assert {path.stem.replace("_", "-") for path in files} <= {rule["name"] for rule in listed}
    shown = run("rules", "pull-quote").stdout
    assert "becomes" in shown
    assert "stays" in shown


def test_the_report_is_written_as_a_page_with_texts_escaped(tmp_path, project):
    line = json.dumps(Document("0002", "One.\nPage 1 |\nPage 2 |\nPage 3 | <b>\n▲\n").to_json())
    with (project / "corpus" / "documents" / "0001.jsonl").open("a") as file:
        file.write(line + "\n")
    path = tmp_path / "cleaning.html"
    assert run("clean", "-C", project, "--report", path).exit_code == 0
    page = path.read_text()
    assert "<del>▲" in page
    assert "<b>" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_what_the_review_is_told_outranks_the_rule(project):
    result = run(
        "clean", "-C", project, "--review", "--rule", "glyph-line", "--as", "anna", given="y\n"
    )
    assert result.exit_code == 0
    assert "0 of them changed" in result.stdout
    [said] = (project / "annotations" / "overrides").glob("*.jsonl")
    assert json.loads(said.read_text())["verdict"] == "keep"
    again = run("clean", "-C", project, "--review", "--rule", "glyph-line")
    assert "Keep it?" not in again.stdout
