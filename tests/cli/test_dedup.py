import json
import os
import threading

import pytest
from click.testing import CliRunner

from curate.cli.group import curate

WORDS = " ".join(f"word{place}" for place in range(40))
LINES = [
    {"id": "a", "text": WORDS},
    {"id": "b", "text": "another text altogether, with words of its own"},
    {"id": "c", "text": WORDS + " more"},
]
INPUT = "".join(json.dumps(line) + "\n" for line in LINES)


def run(*arguments, given=INPUT):
    result = CliRunner().invoke(curate, ["dedup", *arguments], input=given)
    return result, [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("arguments", [("--jsonl",), ("--jsonl", "-"), ("-",)])
def test_the_filter_writes_a_line_for_each_text_in_the_order_given(arguments):
    result, rows = run(*arguments)
    assert result.exit_code == 0
    assert rows == [
        {"id": "a", "cluster": "c", "representative": "c", "similarity": 36 / 37},
        {"id": "b", "cluster": "b", "representative": "b", "similarity": 1.0},
        {"id": "c", "cluster": "c", "representative": "c", "similarity": 1.0},
    ]


def test_the_filter_reads_a_file_and_writes_pairs(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text(INPUT)
    _, rows = run("--pairs", str(path))
    assert rows == [{"left": "a", "right": "c", "similarity": 36 / 37, "kind": "near"}]


def test_a_higher_threshold_finds_less():
    assert len({row["cluster"] for row in run("--jsonl", "--threshold", "0.99")[1]}) == 3


def test_a_line_that_is_no_text_is_a_finding_on_standard_error():
    result, rows = run("--jsonl", given=INPUT + "no json\n")
    assert (result.exit_code, len(rows)) == (1, 3)
    assert "standard input:4:1: error: not JSON" in result.stderr


def test_the_filter_writes_repeated_passages_too():
    said = "These ten words and more stand in both of the texts."
    lines = [{"id": name, "text": f"{name} {name}1 {name}2 {name}3\n{said}"} for name in "ab"]
    _, rows = run("--passages", given="".join(json.dumps(line) + "\n" for line in lines))
    assert [(row["doc"], row["start"], row["of"], row["words"]) for row in rows] == [
        ("b", 11, "a", 11)
    ]


def test_a_file_against_another_names_both_sides(tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "x", "text": WORDS}) + "\n")
    result = CliRunner().invoke(
        curate, ["dedup", "-", "--against", str(other), "--json"], input=INPUT
    )
    links = json.loads(result.stdout)
    assert [(link["left"], link["right"], link["kind"]) for link in links] == [
        ("a", "x", "exact"),
        ("c", "x", "near"),
    ]


def test_an_index_makes_the_next_run_give_the_same(tmp_path):
    first = run("--jsonl", "--index", str(tmp_path / "index"))[1]
    assert run("--jsonl", "--index", str(tmp_path / "index"))[1] == first
    assert (tmp_path / "index" / "outcome").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_is_read_like_a_file_and_beside_one(tmp_path):
    path, pipe = tmp_path / "texts.jsonl", tmp_path / "pipe"
    path.write_text(INPUT)
    os.mkfifo(pipe)
    writer = threading.Thread(
        target=pipe.write_text, args=(json.dumps({"id": "d", "text": WORDS}),)
    )
    writer.start()
    result, rows = run("--pairs", str(path), str(pipe))
    writer.join()
    assert result.exit_code == 0
    assert {(row["left"], row["right"]) for row in rows} == {("a", "c"), ("a", "d"), ("c", "d")}
