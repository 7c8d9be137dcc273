"""Routing: everybody works out the same answer, and little moves when the team changes."""

import json
from collections import Counter
from itertools import chain

import pytest
from click.testing import CliRunner

from curate.annotate import AnnotateSettings
from curate.annotate.routing import assign, assigned, readers
from curate.cli.group import curate
from curate.corpus import Document, shard

DOCUMENTS = [f"{number:04}" for number in range(2000)]
TEAM = ("anna", "ben", "chloe", "dai")


def test_every_document_is_read_by_as_many_as_asked_for():
    counts = Counter(
        document for share in assign(DOCUMENTS, TEAM, 3, 7).values() for document in share
    )
    assert set(counts.values()) == {3}
    assert set(counts) == set(DOCUMENTS)


def test_the_order_of_names_does_not_matter_and_another_seed_does():
    one = [readers(id, TEAM, 2, 7) for id in DOCUMENTS]
    assert one == [readers(id, TEAM[::-1], 2, 7) for id in DOCUMENTS]
    assert one != [readers(id, TEAM, 2, 8) for id in DOCUMENTS]


def test_shares_and_pairs_are_even():
    shares = assign(DOCUMENTS, TEAM, 2, 7)
    assert all(abs(len(share) - 1000) < 100 for share in shares.values())
    pairs = Counter(tuple(sorted(readers(id, TEAM, 2, 7))) for id in DOCUMENTS)
    assert len(pairs) == 6
    assert all(abs(count - 333) < 75 for count in pairs.values())


def test_a_new_annotator_takes_documents_and_nobody_else_gets_one():
    before, after = assign(DOCUMENTS, TEAM, 2, 7), assign(DOCUMENTS, (*TEAM, "eve"), 2, 7)
    for name in TEAM:
        assert set(after[name]) <= set(before[name])


def test_a_greater_overlap_only_adds_readers():
    for id in DOCUMENTS[:50]:
        assert readers(id, TEAM, 3, 7)[:2] == readers(id, TEAM, 2, 7)


def test_somebody_whom_the_settings_do_not_name_reads_everything():
    settings = AnnotateSettings(annotators=("anna", "ben"), overlap=1, seed=7)
    assert all(assigned(id, "curator", settings) for id in DOCUMENTS[:20])
    assert {assigned(id, "anna", settings) for id in DOCUMENTS[:20]} == {True, False}


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "curate.toml").write_text("[project]\n", encoding="utf-8")
    shard.append(tmp_path / "corpus" / "documents", [Document(id, "text") for id in "abcdef"])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_keeps_the_settings_and_gives_the_same_again(project):
    options = ("--to", "Anna", "--to", "ben", "--overlap", "1", "--seed", "3")
    first = CliRunner().invoke(curate, ["assign", "--json", *options])
    again = CliRunner().invoke(curate, ["assign", "--json"])
    assert json.loads(first.stdout) == json.loads(again.stdout)
    assert sorted(chain(*json.loads(first.stdout).values())) == list("abcdef")
    assert 'annotators = ["anna", "ben"]' in (project / "curate.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [(), ("--to", "anna", "--overlap", "2")])
def test_the_command_asks_for_enough_annotators(project, options):
    assert CliRunner().invoke(curate, ["assign", *options]).exit_code == 2
    assert (project / "curate.toml").read_text(encoding="utf-8") == "[project]\n"
