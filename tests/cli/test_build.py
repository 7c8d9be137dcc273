"""`curate build` and `curate serve`: from a folder of texts to an address that answers."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from curate.cli.group import curate
from curate.corpus import Document, Meta, shard
from curate.errors import PortsTakenError
from curate.publish import server


@pytest.fixture
def root(tmp_path):
    (tmp_path / "curate.toml").write_text('[project]\ntitle = "A small corpus"\n')
    documents = [
        Document("0001", "A first text.\n\nIt has two paragraphs.\n", meta=Meta("First")),
        Document("0002", "A second text.\n"),
    ]
    shard.append(tmp_path / "corpus" / "documents", documents)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(curate, [str(item) for item in arguments])


def test_building_cleans_compares_and_publishes_what_is_out_of_date(root):
    first = run("build", "-C", root, "--json")
    assert first.exit_code == 0, first.output
    facts = json.loads(first.stdout)
    assert (facts["built"], facts["documents"], facts["paragraphs"]) == (True, 2, 3)
    assert Path(facts["database"]).exists()
    again = json.loads(run("build", "-C", root, "--json").stdout)
    assert (again["built"], again["version"]) == (False, facts["version"])
    assert json.loads(run("build", "-C", root, "--json", "--force").stdout)["built"]


def test_building_tells_people_what_it_made(root):
    answer = run("build", "-C", root)
    assert "2 documents, 3 paragraphs" in answer.stdout
    assert "up to date" in run("build", "-C", root).stdout


def test_a_torn_line_in_a_journal_is_a_finding_and_the_rest_is_published(root):
    (root / "annotations").mkdir()
    (root / "annotations" / "anna.jsonl").write_text('{"v": 1, "id"')
    answer = run("build", "-C", root)
    assert answer.exit_code == 1
    assert "anna.jsonl:1" in answer.stderr
    assert (root / "build" / "corpus.db").exists()


def test_a_folder_that_cannot_be_written_is_refused(root):
    run("build", "-C", root)
    build = root / "build"
    (build / "corpus.manifest.json").unlink()
    (build / "corpus.db").unlink()
    (build / "corpus.db").mkdir()  # root may write anywhere, so a folder stands in the way
    answer = CliRunner().invoke(curate, ["build", "-C", str(root)])
    assert answer.exit_code == 3


def test_the_next_free_port_is_taken():
    with socket.socket() as taken:
        taken.bind((server.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert server.free_port(port) != port


def test_when_no_port_is_free_it_is_said(monkeypatch):
    monkeypatch.setattr(server, "TRIES", 1)
    with socket.socket() as taken:
        taken.bind((server.HOST, 0))
        taken.listen()
        with pytest.raises(PortsTakenError) as caught:
            server.free_port(taken.getsockname()[1])
    assert caught.value.tries == 1


def test_serving_builds_prints_its_address_and_answers_on_this_machine_only(root):
    command = [sys.executable, "-m", "curate", "serve", "-C", str(root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    try:
        address = process.stdout.readline().split()[0]
        assert address.startswith("http://127.0.0.1:")
        page = asked(address)
        assert "A small corpus" in page
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def asked(address):
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")
