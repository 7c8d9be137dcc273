"""Bad input gets a clear message or a finding with its place, and the rest goes on."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from curate.cli.group import curate
from curate.corpus import ledger

TEXT = "The trust said that the ward is full again and that nobody knows what to do about it."


def run(*arguments):
    result = CliRunner().invoke(curate, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    run("init", folder)
    (tmp_path / "good.txt").write_text(TEXT)
    run("add", "-C", folder, tmp_path / "good.txt")
    (folder / "schema" / "codebook.json").write_text(
        json.dumps(
            {
                "id": "c",
                "version": "1.0.0",
                "title": "C",
                "language": "en",
                "labels": [{"id": "org", "kind": "span", "name": "Body", "definition": "A body."}],
            }
        )
    )
    return folder


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "Binary"),
        ("é à ".encode() + b"\xff\xfe broken", "Broken UTF-8 at byte"),
        (b"x" * (50 * 2**20), "--max-mib"),
    ],
    ids=["empty", "binary", "broken UTF-8", "50 MiB on one line"],
)
def test_a_bad_file_is_a_finding_and_the_good_one_is_added(project, tmp_path, data, said):
    (tmp_path / "bad.txt").write_bytes(data)
    (tmp_path / "fine.txt").write_text("Fine text.")
    result = run("add", "-C", project, tmp_path / "bad.txt", tmp_path / "fine.txt")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "bad.txt" in result.stderr
    assert "Added fine" in result.stdout


def test_a_single_line_of_50_mib_can_be_added_when_wished(project, tmp_path):
    (tmp_path / "long.txt").write_bytes(b"word " * (10 * 2**20))
    result = run("add", "-C", project, "--max-mib", "64", tmp_path / "long.txt")
    assert (result.exit_code, result.stdout) == (0, "Added long  \n")


def test_another_encoding_is_read_and_said_so(project, tmp_path):
    text = "Der Bürgermeister der schönen Stadt Köln hält später eine Rede über Bäume. " * 5
    (tmp_path / "latin.txt").write_bytes(text.encode("windows-1252"))
    result = run("add", "-C", project, tmp_path / "latin.txt")
    assert result.exit_code == 0
    assert "by detection" in result.stderr


def test_a_duplicate_id_is_a_finding_with_a_way_out(project, tmp_path):
    (tmp_path / "good.txt").write_text("another text")
    result = run("add", "-C", project, tmp_path / "good.txt")
    assert result.exit_code == 1
    assert "--id" in result.stderr


@pytest.mark.parametrize("command", ["show", "clean", "dedup", "validate", "build", "stats"])
def test_without_a_project_every_command_says_how_to_make_one(tmp_path, command):
    result = run(command, "-C", tmp_path)
    assert result.exit_code == 2
    assert "curate init" in result.stderr


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[project\n", "line 1"),
        ("[projct]\n", "Did you mean 'project'"),
        ("[clean]\nwithot = []\n", "Did you mean 'without'"),
        ("[clean]\nwithout = ['page-lists']\n", "page-list"),
        ("[dedup]\nthreshold = 'high'\n", "threshold"),
    ],
)
def test_broken_settings_say_what_and_where(project, toml, said):
    (project / "curate.toml").write_text(toml)
    result = run("build", "-C", project)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_torn_last_line_of_a_journal_is_reported_and_survived(project):
    added = ("annotation", "add", "-C", project, "good", "--label", "org", "--as", "ann", "--quote")
    run("clean", "-C", project)
    assert run(*added, "The trust").exit_code == 0
    journal = project / "annotations" / "ann.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"v": 1, "id": "a12')
    listed = run("annotation", "list", "-C", project)
    assert "The trust" in listed.stdout
    assert listed.exit_code == 1
    assert run(*added, "the ward").exit_code == 0
    validated = run("validate", "-C", project)
    assert validated.exit_code == 1
    assert "ann.jsonl\n  2:" in validated.output
    assert len(run("annotation", "list", "-C", project).stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (["--label", "orgg", "--quote", "The trust"], "org"),
        (["--label", "org", "--start", "2", "--end", "9999"], "9999"),
        (["--label", "org", "--quote", "the trust said this"], "that the ward"),
        (["--label", "org", "--quote", "the", "--nth", "77"], "77"),
    ],
    ids=["unknown label", "offset past the end", "unknown quote", "too few places"],
)
def test_an_impossible_annotation_is_refused_with_a_hint(project, wish, said):
    run("clean", "-C", project)
    result = run("annotation", "add", "-C", project, "good", "--as", "ann", *wish)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (project / "annotations" / "ann.jsonl").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused_and_named(project, tmp_path):
    (tmp_path / "new.txt").write_text("new")
    project.joinpath("corpus").chmod(0o500)
    try:
        result = run("add", "-C", project, tmp_path / "new.txt")
    finally:
        project.joinpath("corpus").chmod(0o700)
    assert result.exit_code == 3
    assert str(project) in result.stderr


def test_a_file_where_a_folder_should_be_is_refused_and_named(project):
    run("show", "-C", project)
    (project / "build").write_text("in the way")
    result = run("clean", "-C", project)
    assert result.exit_code == 3
    assert "build" in result.stderr


def test_a_second_writer_is_refused_and_nothing_is_lost(project, tmp_path, monkeypatch):
    (tmp_path / "new.txt").write_text("new")
    code = "import sys; from curate.cli.group import main; sys.exit(main())"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    run_add = [sys.executable, "-c", code, "add", "-C", str(project), str(tmp_path / "new.txt")]
    with ledger.locked(project / "corpus" / "documents"):
        patience = "from curate.corpus import ledger; ledger.LOCK_SECONDS = 0.1; "
        patient = [run_add[0], "-c", patience + code, *run_add[3:]]
        done = subprocess.run(patient, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert "Another process" in done.stderr
    assert "Traceback" not in done.stderr
    assert run("show", "-C", project).stdout.count("\n") == 1
