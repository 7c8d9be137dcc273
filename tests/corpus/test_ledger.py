import json
import subprocess
import sys

import pytest

from curate.corpus import ledger
from curate.errors import LockedError, WriteError


def test_what_was_appended_is_read_back_in_order(tmp_path):
    path = tmp_path / "a.jsonl"
    ledger.append(path, [{"n": 1}, {"n": 2}])
    ledger.append(path, [{"n": 3}])
    assert [entry.value["n"] for entry in ledger.read(path)] == [1, 2, 3]
    assert [entry.line for entry in ledger.read(path)] == [1, 2, 3]


def test_a_missing_ledger_is_empty(tmp_path):
    assert list(ledger.read(tmp_path / "none.jsonl")) == []


def test_a_torn_last_line_is_reported_and_the_rest_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"n": 1}\n{"n": 2, "te')
    first, torn = ledger.read(path)
    assert first.value == {"n": 1}
    assert torn.line == 2
    assert "cut off" in torn.problem


def test_appending_after_a_torn_line_keeps_it_and_the_new_record(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"n": 1}\n{"n": 2, "te')
    ledger.append(path, [{"n": 3}])
    assert [entry.value.get("n") for entry in ledger.read(path)] == [1, None, 3]
    assert path.read_bytes().startswith(b'{"n": 1}\n{"n": 2, "te\n')


def test_a_line_that_is_no_object_is_a_problem(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"[1]\n")
    [entry] = ledger.read(path)
    assert "expected a JSON object" in entry.problem


def test_a_full_disk_leaves_the_ledger_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    ledger.append(path, [{"n": 1}])
    before = path.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledger.os, "fsync", full)
    with pytest.raises(WriteError) as caught:
        ledger.append(path, [{"n": 2}])
    assert "No space left" in caught.value.problem
    assert path.read_bytes() == before


def test_a_second_writer_waits_and_then_is_refused(tmp_path):
    path = tmp_path / "a.jsonl"
    with ledger.locked(path):
        code = (
            "import sys; from pathlib import Path; from curate.corpus import ledger\n"
            "try:\n"
            "    with ledger.locked(Path(sys.argv[1]), 0.05): print('in')\n"
            "except Exception as error: print(type(error).__name__, error.exit_code)\n"
        )
        run = [sys.executable, "-c", code, str(path)]
        done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [LockedError.__name__, "3"]


def test_many_writers_do_not_interleave(tmp_path):
    path = tmp_path / "a.jsonl"
    code = (
        "import sys; from pathlib import Path; from curate.corpus import ledger\n"
        "for n in range(30): ledger.append(Path(sys.argv[1]), [{'by': sys.argv[2], 'n': n}])\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in ("ann", "ben")
    ]
    assert [run.wait() for run in runs] == [0, 0]
    entries = list(ledger.read(path))
    assert [entry.problem for entry in entries] == [""] * 60
    for name in ("ann", "ben"):
        mine = [entry.value["n"] for entry in entries if entry.value["by"] == name]
        assert mine == list(range(30))


def test_a_replaced_file_is_the_old_one_until_the_block_ends_well(tmp_path):
    path = tmp_path / "derived.json"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), ledger.replacing(path) as temporary:
        temporary.write_text("new")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    with ledger.replacing(path) as temporary:
        temporary.write_text(json.dumps("new"))
    assert json.loads(path.read_text()) == "new"
    assert [item.name for item in tmp_path.iterdir()] == ["derived.json"]
