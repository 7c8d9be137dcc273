import json
import subprocess
import sys
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


def sites(folder, name="texts.jsonl"):
    """Texts of two sites; only the first has a line that all its texts share."""
    path = folder / name
    lines = [
        {
            "id": f"{site}{at}",
            "text": f"Home of {site}\nText {'i' * at}.\n",
            "source": f"//{site}/{at}",
        }
        for site, count in (("one", 6), ("two", 3))
        for at in range(count)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_lines_that_the_texts_of_a_source_share_go_from_files_of_json_lines(tmp_path):
    found = list(map(json.loads, run("clean", "--jsonl", sites(tmp_path)).stdout.splitlines()))
    assert [line["text"].startswith("Home") for line in found] == [False] * 6 + [True] * 3
    [edit] = found[0]["edits"]
    why = {"rule": "repeated-line", "why": "stands in 6 of 6 documents of this source"}
    assert edit["reasons"] == [why]


def test_several_files_are_measured_together_and_processes_change_nothing(tmp_path):
    paths = [sites(tmp_path, name) for name in ("a.jsonl", "b.jsonl")]
    alone = run("clean", "--jsonl", *paths).stdout
    assert "stands in 12 of 12 documents" in alone
    assert "stands in 6 of 6 documents" in alone
    assert run("clean", "--jsonl", "--jobs", "2", *paths).stdout == alone


def test_a_pipe_is_read_once_and_says_so_and_a_file_twice(tmp_path):
    words = [sys.executable, "-m", "curate", "clean", "--jsonl"]
    path = sites(tmp_path)
    piped = subprocess.run(words, input=path.read_bytes(), capture_output=True, check=True)
    assert b"repeated-line needs to read twice" in piped.stderr
    assert b"Home of one" in piped.stdout
    with path.open("rb") as file:
        redirected = subprocess.run(words, stdin=file, capture_output=True, check=True)
    assert redirected.stderr == b""
    assert b"Home of one" not in redirected.stdout


def test_a_file_whose_encoding_was_guessed_says_so(tmp_path):
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9 au lait\n")
    result = run("clean", tmp_path / "latin.txt")
    assert (result.exit_code, result.stdout) == (0, "café au lait\n")
    assert "latin.txt: note: read as windows-1252" in result.stderr
